// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "constant_time.h"
#include "scatter.h"

void scatter_init(struct scatter *list, size_t count)
{
	memset(list, 0, count * sizeof(*list));
	list[count - 1].last = true;
}

void scatter_set(struct scatter *entry, void *data, size_t len)
{
	entry->data = data;
	entry->len = len;
}

void scatter_chain(struct scatter *entry, const struct scatter *next)
{
	entry->last = false;
	entry->chain = next;
}

static const struct scatter *next_entry(const struct scatter *entry)
{
	if (entry->last)
		return NULL;
	return entry->chain ? entry->chain : entry + 1;
}

size_t scatter_total(const struct scatter *list)
{
	size_t total = 0;

	for (; list; list = next_entry(list))
		total += list->len;
	return total;
}

size_t scatter_count(const struct scatter *list)
{
	size_t count = 0;

	for (; list; list = next_entry(list))
		count++;
	return count;
}

/* Leaves used-up and empty entries behind. */
static void settle(struct scatter_walk *walk)
{
	while (walk->at && walk->offset == walk->at->len) {
		walk->at = next_entry(walk->at);
		walk->offset = 0;
	}
}

void scatter_walk_start(struct scatter_walk *walk, const struct scatter *list,
			size_t len)
{
	walk->at = list;
	walk->offset = 0;
	walk->left = len;
	settle(walk);
}

size_t scatter_walk_piece(const struct scatter_walk *walk)
{
	size_t piece;

	if (!walk->at)
		return 0;
	piece = walk->at->len - walk->offset;
	return piece < walk->left ? piece : walk->left;
}

uint8_t *scatter_walk_at(const struct scatter_walk *walk)
{
	return walk->at->data + walk->offset;
}

void scatter_walk_advance(struct scatter_walk *walk, size_t len)
{
	walk->offset += len;
	walk->left -= len;
	settle(walk);
}

static void skip(struct scatter_walk *walk, size_t len)
{
	while (len) {
		size_t piece = scatter_walk_piece(walk);
		size_t n = len < piece ? len : piece;

		if (n == 0)
			return;
		scatter_walk_advance(walk, n);
		len -= n;
	}
}

enum copy_direction {
	COPY_IN,
	COPY_OUT,
};

static size_t copy(uint8_t *buffer, const struct scatter *list, size_t offset,
		   size_t len, enum copy_direction direction)
{
	struct scatter_walk walk;
	size_t done = 0;
	size_t n;

	scatter_walk_start(&walk, list, offset + len);
	skip(&walk, offset);
	while ((n = scatter_walk_piece(&walk)) != 0) {
		if (direction == COPY_OUT)
			memcpy(buffer + done, scatter_walk_at(&walk), n);
		else
			memcpy(scatter_walk_at(&walk), buffer + done, n);
		scatter_walk_advance(&walk, n);
		done += n;
	}
	return done;
}

size_t scatter_copy_out(uint8_t *dst, const struct scatter *list, size_t offset,
			size_t len)
{
	return copy(dst, list, offset, len, COPY_OUT);
}

size_t scatter_copy_in(const struct scatter *list, size_t offset,
		       const uint8_t *src, size_t len)
{
	return copy((uint8_t *)(uintptr_t)src, list, offset, len, COPY_IN);
}

void scatter_wipe(const struct scatter *list, size_t len)
{
	struct scatter_walk walk;
	size_t n;

	scatter_walk_start(&walk, list, len);
	while ((n = scatter_walk_piece(&walk)) != 0) {
		ct_wipe(scatter_walk_at(&walk), n);
		scatter_walk_advance(&walk, n);
	}
}
