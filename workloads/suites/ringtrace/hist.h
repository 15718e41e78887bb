// SPDX-License-Identifier: Apache-2.0
/* A histogram trigger: hits, and the sum of a field, by the value of a key. */
#ifndef RINGTRACE_HIST_H
#define RINGTRACE_HIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HIST_SLOTS	256u	/* a power of two */
#define HIST_MAX_ENTRIES 192u	/* three quarters of them */

struct event_field;
struct event_type;
struct seq;

struct hist_entry {
	uint64_t key;
	uint64_t hits;		/* 0: the slot is free */
	uint64_t sum;
};

struct hist {
	const struct event_field *key;
	const struct event_field *sum;	/* may be NULL */
	uint32_t entries;
	uint64_t missed;	/* events whose key found no room */
	struct hist_entry slot[HIST_SLOTS];
};

enum hist_order {
	HIST_BY_KEY,
	HIST_BY_HITS,		/* most first; then by key */
	HIST_BY_SUM,
};

/* sum may be NULL; -ENOENT no such field, -EINVAL it is text. */
int hist_init(struct hist *hist, const struct event_type *type,
	      const char *key, const char *sum);
void hist_clear(struct hist *hist);
void hist_record(struct hist *hist, const void *payload);
/* NULL when the key was never seen. */
const struct hist_entry *hist_find(const struct hist *hist, uint64_t key);
/* Fills `out`, of HIST_MAX_ENTRIES, in order; returns how many. */
uint32_t hist_sort(const struct hist *hist, enum hist_order order,
		   const struct hist_entry **out);
/* The first `limit` lines "{ key: 1 } hits: 2 sum: 3". */
void hist_print(const struct hist *hist, enum hist_order order,
		uint32_t limit, struct seq *seq);
/* The longest way from an entry's home slot to where it is. */
uint32_t hist_longest_probe(const struct hist *hist);

#endif
