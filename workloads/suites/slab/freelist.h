// SPDX-License-Identifier: Apache-2.0
/*
 * The free objects of a slab, as a list of indices. What is stored is
 * encoded with a cookie, so that an overwritten or a forged entry decodes to
 * nonsense, which is noticed.
 */
#ifndef SLAB_FREELIST_H
#define SLAB_FREELIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FREELIST_MAX 4096u		/* objects */
#define FREELIST_END 0xffffu		/* there is none */
#define FREELIST_BAD 0xfffeu		/* the list is damaged */

struct freelist {
	uint16_t *next;			/* encoded, one for each object */
	uint16_t head;
	uint16_t nr;			/* objects, free or not */
	uint16_t cookie;
};

/* Bytes of the array for so many objects. */
size_t freelist_bytes(unsigned int nr);

/* Makes a list of all objects, lowest first; the cookie may be any number. */
void freelist_init(struct freelist *list, uint16_t *next, unsigned int nr,
		   uint64_t cookie);

/* Takes the first index off, or FREELIST_END or FREELIST_BAD. */
unsigned int freelist_pop(struct freelist *list);

/* Puts an index below nr first. */
void freelist_push(struct freelist *list, unsigned int index);

/* Whether an index is on the list. */
bool freelist_contains(const struct freelist *list, unsigned int index);

/* How many indices are on the list, or FREELIST_BAD. */
unsigned int freelist_length(const struct freelist *list);

#endif
