// SPDX-License-Identifier: Apache-2.0
// A radix tree from 64-bit indices to pointers, with tags that can be searched for.
#ifndef PC_XTREE_H
#define PC_XTREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define XTREE_SLOT_BITS	6
#define XTREE_SLOTS	(1 << XTREE_SLOT_BITS)

enum xtree_tag {
	XTREE_PRESENT,		/* set by xtree_insert() for every item */
	XTREE_DIRTY,
	XTREE_TOWRITE,
	XTREE_WRITEBACK,
	XTREE_TAGS
};

struct xnode;

struct xtree {
	struct xnode *root;
};

/* The item at index, or NULL. */
void *xtree_load(const struct xtree *tree, uint64_t index);

/* Stores an item where none is; 0, -EEXIST or -ENOMEM. */
int xtree_insert(struct xtree *tree, uint64_t index, void *item);

/* Removes and returns the item at index, or NULL. */
void *xtree_erase(struct xtree *tree, uint64_t index);

/* Tags the item at index, if there is one. */
void xtree_set_tag(struct xtree *tree, uint64_t index, enum xtree_tag tag);

/* Takes a tag, other than XTREE_PRESENT, from the item at index. */
void xtree_clear_tag(struct xtree *tree, uint64_t index, enum xtree_tag tag);

/* Whether there is an item at index that has the tag. */
bool xtree_get_tag(const struct xtree *tree, uint64_t index, enum xtree_tag tag);

/* Whether any item has the tag. */
bool xtree_tagged(const struct xtree *tree, enum xtree_tag tag);

/* The first up to max items with the tag from *index to last; leaves *index behind the last one. */
size_t xtree_gather(const struct xtree *tree, uint64_t *index, uint64_t last,
		    enum xtree_tag tag, void **items, size_t max);

/* The first index from `index` on, up to last, where nothing is, or last + 1. */
uint64_t xtree_next_hole(const struct xtree *tree, uint64_t index, uint64_t last);

/* Debugging: whether every node knows its place and no tag is lost on the way up. */
bool xtree_verify(const struct xtree *tree);

#endif
