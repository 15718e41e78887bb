// SPDX-License-Identifier: Apache-2.0
/* Data in pieces: a list of buffers, and a walk that hands out what is
 * contiguous. */
#ifndef AEAD_SCATTER_H
#define AEAD_SCATTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scatter {
	uint8_t *data;
	size_t len;			/* may be 0 */
	const struct scatter *chain;	/* go on there instead of the next */
	bool last;
};

struct scatter_walk {
	const struct scatter *at;	/* NULL at the end */
	size_t offset;			/* within *at */
	size_t left;			/* of the whole walk */
};

/* Makes an array of `count` entries a list; the data is filled in after. */
void scatter_init(struct scatter *list, size_t count);
void scatter_set(struct scatter *entry, void *data, size_t len);
/* Goes on with `next` after the entry, which ended its list. */
void scatter_chain(struct scatter *entry, const struct scatter *next);
/* Sum of all lengths. */
size_t scatter_total(const struct scatter *list);
/* Number of entries. */
size_t scatter_count(const struct scatter *list);

/* Starts over the first `len` bytes, or all when the list is shorter. */
void scatter_walk_start(struct scatter_walk *walk, const struct scatter *list,
			size_t len);
/* Contiguous bytes at the walk's position; 0 at its end. */
size_t scatter_walk_piece(const struct scatter_walk *walk);
uint8_t *scatter_walk_at(const struct scatter_walk *walk);
/* Steps on by at most what scatter_walk_piece() said. */
void scatter_walk_advance(struct scatter_walk *walk, size_t len);

/* Copies between a buffer and the list from `offset`; bytes copied. */
size_t scatter_copy_out(uint8_t *dst, const struct scatter *list,
			size_t offset, size_t len);
size_t scatter_copy_in(const struct scatter *list, size_t offset,
		       const uint8_t *src, size_t len);
/* Overwrites the first `len` bytes with zeros. */
void scatter_wipe(const struct scatter *list, size_t len);

#endif
