// SPDX-License-Identifier: Apache-2.0
/* The front end: events in, lines of text out. */
#ifndef RINGTRACE_TRACE_H
#define RINGTRACE_TRACE_H

#include "event.h"
#include "filter.h"
#include "hist.h"
#include "ring.h"
#include "seq.h"

/* What happens to one event type; the filter comes before the trigger. */
struct trace_hook {
	const struct filter *filter;	/* may be NULL */
	struct hist *hist;		/* may be NULL */
	bool enabled;
	bool quiet;			/* trigger only, nothing recorded */
};

struct trace {
	struct ring *ring;
	uint64_t filtered;
	struct trace_hook hooks[EVENT_MAX_TYPES];
};

/* All events disabled; the ring stays the caller's. */
void trace_init(struct trace *trace, struct ring *ring);
/* -ENOENT when the event is not registered, -EINVAL when the filter is for
 * another one. */
int trace_enable(struct trace *trace, const char *event,
		 const struct filter *filter, struct hist *hist, bool quiet);
void trace_disable(struct trace *trace, const struct event_type *type);
/* Filter, trigger, record; true when a record was written. */
bool trace_event(struct trace *trace, const struct event_type *type,
		 const void *payload);
/* Consumes a record and prints "time name: fields\n"; 0 when none is left,
 * -EOVERFLOW when the text did not fit, otherwise 1. */
int trace_print_next(struct trace *trace, struct seq *seq);
/* Closes the current page so that all records can be printed. */
bool trace_flush(struct trace *trace);
/* Prints every record, one buffer at a time, to `emit`; how many. */
uint64_t trace_dump(struct trace *trace,
		    void (*emit)(const char *text, size_t len));
/* Writes the counters as text. */
void trace_print_stats(const struct trace *trace, struct seq *seq);

#endif
