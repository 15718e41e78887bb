// SPDX-License-Identifier: Apache-2.0
/* The encoding depends on the place, so that entries cannot be swapped. */
#include "freelist.h"

static uint16_t encode(const struct freelist *list, unsigned int place,
		       unsigned int index)
{
	return (uint16_t)(index ^ list->cookie ^ place * 0x9e37u);
}

/* Its own inverse; what cannot have been encoded is FREELIST_BAD. */
static unsigned int decode(const struct freelist *list, unsigned int place)
{
	unsigned int index = encode(list, place, list->next[place]);

	if (index >= list->nr && index != FREELIST_END)
		return FREELIST_BAD;
	return index;
}

/* FREELIST_BAD after as many steps as there are objects: it is a ring. */
static unsigned int walk(const struct freelist *list, unsigned int stop,
			 unsigned int *steps)
{
	unsigned int index = list->head;

	for (*steps = 0; *steps <= list->nr; (*steps)++) {
		if (index == stop || index >= list->nr)
			return index;
		index = decode(list, index);
	}
	return FREELIST_BAD;
}

size_t freelist_bytes(unsigned int nr)
{
	return nr * sizeof(uint16_t);
}

void freelist_init(struct freelist *list, uint16_t *next, unsigned int nr,
		   uint64_t cookie)
{
	unsigned int i;

	list->next = next;
	list->head = 0;
	list->nr = (uint16_t)nr;
	list->cookie = (uint16_t)((cookie * UINT64_C(0x9e3779b97f4a7c15)) >>
				  48);
	for (i = 0; i + 1 < nr; i++)
		next[i] = encode(list, i, i + 1);
	next[i] = encode(list, i, FREELIST_END);
}

unsigned int freelist_pop(struct freelist *list)
{
	unsigned int index = list->head;
	unsigned int next;

	if (index == FREELIST_END)
		return FREELIST_END;
	next = decode(list, index);
	if (next == FREELIST_BAD)
		return FREELIST_BAD;
	list->head = (uint16_t)next;
	return index;
}

void freelist_push(struct freelist *list, unsigned int index)
{
	list->next[index] = encode(list, index, list->head);
	list->head = (uint16_t)index;
}

bool freelist_contains(const struct freelist *list, unsigned int index)
{
	unsigned int steps;

	return walk(list, index, &steps) == index;
}

unsigned int freelist_length(const struct freelist *list)
{
	unsigned int steps;

	if (walk(list, FREELIST_END, &steps) != FREELIST_END)
		return FREELIST_BAD;
	return steps;
}
