// SPDX-License-Identifier: Apache-2.0
/* Open addressing with linear probing; entries are never removed. */
#include <errno.h>
#include <string.h>

#include "event.h"
#include "hist.h"
#include "seq.h"

typedef bool (*before_fn)(const struct hist_entry *a,
			  const struct hist_entry *b);

/* Multiplicative hashing (Knuth, TAOCP 3, 6.4): the high bits are mixed. */
static uint32_t home_slot(uint64_t key)
{
	return (uint32_t)(key * 0x9e3779b97f4a7c15u >> 32) & (HIST_SLOTS - 1);
}

/* The key's slot, or the free one where it would go. */
static uint32_t probe(const struct hist *hist, uint64_t key)
{
	uint32_t at = home_slot(key);

	while (hist->slot[at].hits && hist->slot[at].key != key)
		at = (at + 1) & (HIST_SLOTS - 1);
	return at;
}

static int number_field(const struct event_type *type, const char *name,
			const struct event_field **field)
{
	*field = event_find_field(type, name);
	if (!*field)
		return -ENOENT;
	return (*field)->kind == FIELD_TEXT ? -EINVAL : 0;
}

int hist_init(struct hist *hist, const struct event_type *type,
	      const char *key, const char *sum)
{
	int err = number_field(type, key, &hist->key);

	if (err)
		return err;
	hist->sum = NULL;
	hist_clear(hist);
	return sum ? number_field(type, sum, &hist->sum) : 0;
}

void hist_clear(struct hist *hist)
{
	memset(hist->slot, 0, sizeof(hist->slot));
	hist->entries = 0;
	hist->missed = 0;
}

void hist_record(struct hist *hist, const void *payload)
{
	uint64_t key = event_field_value(hist->key, payload);
	struct hist_entry *entry = &hist->slot[probe(hist, key)];

	if (entry->hits == 0) {
		if (hist->entries == HIST_MAX_ENTRIES) {
			hist->missed++;
			return;
		}
		hist->entries++;
		entry->key = key;
	}
	entry->hits++;
	if (hist->sum)
		entry->sum += event_field_value(hist->sum, payload);
}

const struct hist_entry *hist_find(const struct hist *hist, uint64_t key)
{
	const struct hist_entry *entry = &hist->slot[probe(hist, key)];

	return entry->hits ? entry : NULL;
}

static bool before_by_key(const struct hist_entry *a,
			  const struct hist_entry *b)
{
	return a->key < b->key;
}

static bool before_by_hits(const struct hist_entry *a,
			   const struct hist_entry *b)
{
	if (a->hits != b->hits)
		return a->hits > b->hits;
	return before_by_key(a, b);
}

static bool before_by_sum(const struct hist_entry *a,
			  const struct hist_entry *b)
{
	if (a->sum != b->sum)
		return a->sum > b->sum;
	return before_by_key(a, b);
}

static const before_fn before[] = {
	[HIST_BY_KEY] = before_by_key,
	[HIST_BY_HITS] = before_by_hits,
	[HIST_BY_SUM] = before_by_sum,
};

/* Restores the heap, last in order at its root, below `at`. */
static void sift_down(const struct hist_entry **heap, uint32_t at,
		      uint32_t count, before_fn less)
{
	const struct hist_entry *moved = heap[at];
	uint32_t child;

	while ((child = 2 * at + 1) < count) {
		if (child + 1 < count && less(heap[child], heap[child + 1]))
			child++;
		if (!less(moved, heap[child]))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = moved;
}

uint32_t hist_sort(const struct hist *hist, enum hist_order order,
		   const struct hist_entry **out)
{
	uint32_t count = 0;
	uint32_t i;

	for (i = 0; i < HIST_SLOTS; i++) {
		if (hist->slot[i].hits)
			out[count++] = &hist->slot[i];
	}
	for (i = count / 2; i-- > 0;)
		sift_down(out, i, count, before[order]);
	for (i = count; i-- > 1;) {
		const struct hist_entry *last = out[0];

		out[0] = out[i];
		out[i] = last;
		sift_down(out, 0, i, before[order]);
	}
	return count;
}

void hist_print(const struct hist *hist, enum hist_order order,
		uint32_t limit, struct seq *seq)
{
	const struct hist_entry *sorted[HIST_MAX_ENTRIES];
	uint32_t count = hist_sort(hist, order, sorted);
	uint32_t i;

	for (i = 0; i < count && i < limit; i++) {
		seq_puts(seq, "{ ");
		seq_puts(seq, hist->key->name);
		seq_puts(seq, ": ");
		if (hist->key->kind == FIELD_SIGNED)
			seq_put_signed(seq, (int64_t)sorted[i]->key);
		else
			seq_put_dec(seq, sorted[i]->key);
		seq_puts(seq, " } hits: ");
		seq_put_dec(seq, sorted[i]->hits);
		if (hist->sum) {
			seq_puts(seq, " sum: ");
			seq_put_dec(seq, sorted[i]->sum);
		}
		seq_putc(seq, '\n');
	}
}

uint32_t hist_longest_probe(const struct hist *hist)
{
	uint32_t longest = 0;
	uint32_t i;

	for (i = 0; i < HIST_SLOTS; i++) {
		uint32_t way = (i - home_slot(hist->slot[i].key)) &
			       (HIST_SLOTS - 1);

		if (hist->slot[i].hits && way > longest)
			longest = way;
	}
	return longest;
}
