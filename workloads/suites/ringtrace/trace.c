// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <string.h>

#include "clock.h"
#include "trace.h"

void trace_init(struct trace *trace, struct ring *ring)
{
	memset(trace, 0, sizeof(*trace));
	trace->ring = ring;
}

int trace_enable(struct trace *trace, const char *event,
		 const struct filter *filter, struct hist *hist, bool quiet)
{
	const struct event_type *type = event_by_name(event);
	struct trace_hook *hook;

	if (!type)
		return -ENOENT;
	if (filter && filter->type != type)
		return -EINVAL;
	hook = &trace->hooks[type->id];
	hook->filter = filter;
	hook->hist = hist;
	hook->quiet = quiet;
	hook->enabled = true;
	return 0;
}

void trace_disable(struct trace *trace, const struct event_type *type)
{
	trace->hooks[type->id].enabled = false;
}

static bool write_record(struct trace *trace, const struct event_type *type,
			 const void *payload)
{
	struct ring_reservation res;

	if (!ring_reserve(trace->ring, type->id, type->size, clock_now(), &res))
		return false;
	memcpy(res.payload, payload, type->size);
	ring_commit(trace->ring, &res);
	return true;
}

bool trace_event(struct trace *trace, const struct event_type *type,
		 const void *payload)
{
	const struct trace_hook *hook = &trace->hooks[type->id];

	if (!hook->enabled)
		return false;
	if (hook->filter && !filter_match(hook->filter, payload)) {
		trace->filtered++;
		return false;
	}
	if (hook->hist)
		hist_record(hook->hist, payload);
	return !hook->quiet && write_record(trace, type, payload);
}

static void print_record(const struct record *rec, struct seq *seq)
{
	const struct event_type *type = event_by_id(rec->id);

	seq_put_time(seq, rec->time);
	seq_puts(seq, ": ");
	if (type) {
		event_print(seq, type, rec->payload);
	} else {
		seq_puts(seq, "unknown ");
		seq_put_dec(seq, rec->id);
	}
	seq_putc(seq, '\n');
}

int trace_print_next(struct trace *trace, struct seq *seq)
{
	struct record rec;

	if (!ring_read(trace->ring, &rec))
		return 0;
	print_record(&rec, seq);
	return seq->overflowed ? -EOVERFLOW : 1;
}

bool trace_flush(struct trace *trace)
{
	return ring_flush(trace->ring, clock_now());
}

uint64_t trace_dump(struct trace *trace,
		    void (*emit)(const char *text, size_t len))
{
	char line[512];
	struct record rec;
	struct seq seq;
	uint64_t lines = 0;

	do {
		while (ring_read(trace->ring, &rec)) {
			seq_init(&seq, line, sizeof(line));
			print_record(&rec, &seq);
			emit(seq_text(&seq), seq.len);
			lines++;
		}
	} while (trace_flush(trace));
	return lines;
}

void trace_print_stats(const struct trace *trace, struct seq *seq)
{
	struct ring_stats stats;

	ring_get_stats(trace->ring, &stats);
	seq_puts(seq, "written ");
	seq_put_dec(seq, stats.written);
	seq_puts(seq, " dropped ");
	seq_put_dec(seq, stats.dropped);
	seq_puts(seq, " overwritten ");
	seq_put_dec(seq, stats.overwritten);
	seq_puts(seq, " read ");
	seq_put_dec(seq, stats.read);
	seq_puts(seq, " filtered ");
	seq_put_dec(seq, trace->filtered);
	seq_putc(seq, '\n');
}
