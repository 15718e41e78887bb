// SPDX-License-Identifier: Apache-2.0
#include "xtree.h"

#include <errno.h>

#include "list.h"
#include "slab.h"

struct xnode {
	struct xnode *parent;
	uint8_t shift;		/* of the index, to find the slot; 0 in a leaf */
	uint8_t offset;		/* in the parent */
	uint64_t tags[XTREE_TAGS];	/* a bit for each slot with a tagged item below */
	void *slots[XTREE_SLOTS];
};

static struct slab xnodes = SLAB_OF(struct xnode);

static unsigned int slot_of(const struct xnode *node, uint64_t index)
{
	return index >> node->shift & (XTREE_SLOTS - 1);
}

/* Whether an index is within what a root can hold. */
static bool covers(const struct xnode *root, uint64_t index)
{
	unsigned int bits = root->shift + XTREE_SLOT_BITS;

	return bits >= 64 || !(index >> bits);
}

static struct xnode *leaf_of(const struct xtree *tree, uint64_t index)
{
	struct xnode *node = tree->root;

	if (unlikely(!node || !covers(node, index)))
		return NULL;
	while (node && node->shift)
		node = node->slots[slot_of(node, index)];
	return node;
}

void *xtree_load(const struct xtree *tree, uint64_t index)
{
	struct xnode *leaf = leaf_of(tree, index);

	return leaf ? leaf->slots[slot_of(leaf, index)] : NULL;
}

static void mark(struct xnode *node, unsigned int slot, enum xtree_tag tag)
{
	uint64_t bit = (uint64_t)1 << slot;

	while (!(node->tags[tag] & bit)) {
		node->tags[tag] |= bit;
		bit = (uint64_t)1 << node->offset;
		node = node->parent;
		if (!node)
			return;
	}
}

static void unmark(struct xnode *node, unsigned int slot, enum xtree_tag tag)
{
	while (node) {
		node->tags[tag] &= ~((uint64_t)1 << slot);
		/* Another item below keeps the tag alive above. */
		if (node->tags[tag])
			return;
		slot = node->offset;
		node = node->parent;
	}
}

static struct xnode *new_node(struct xnode *parent, unsigned int shift, unsigned int offset)
{
	struct xnode *node = slab_alloc(&xnodes);

	if (unlikely(!node))
		return NULL;
	node->parent = parent;
	node->shift = shift;
	node->offset = offset;
	return node;
}

/* Puts roots above the root until the tree can hold the index. */
static int grow(struct xtree *tree, uint64_t index)
{
	if (!tree->root) {
		unsigned int shift = 0;

		while (index >> shift >= XTREE_SLOTS)
			shift += XTREE_SLOT_BITS;
		tree->root = new_node(NULL, shift, 0);
		return likely(tree->root) ? 0 : -ENOMEM;
	}
	while (!covers(tree->root, index)) {
		struct xnode *old = tree->root;
		struct xnode *node = new_node(NULL, old->shift + XTREE_SLOT_BITS, 0);
		int tag;

		if (unlikely(!node))
			return -ENOMEM;
		node->slots[0] = old;
		for (tag = 0; tag < XTREE_TAGS; tag++)
			node->tags[tag] = old->tags[tag] != 0;
		old->parent = node;
		tree->root = node;
	}
	return 0;
}

/* Frees nodes that hold nothing, from a leaf up, and roots that only lead to slot 0. */
static void prune(struct xtree *tree, struct xnode *node)
{
	while (node && !node->tags[XTREE_PRESENT]) {
		struct xnode *parent = node->parent;

		if (parent)
			parent->slots[node->offset] = NULL;
		else
			tree->root = NULL;
		slab_free(&xnodes, node);
		node = parent;
	}
	while (tree->root && tree->root->shift && tree->root->tags[XTREE_PRESENT] == 1) {
		struct xnode *old = tree->root;

		tree->root = old->slots[0];
		tree->root->parent = NULL;
		slab_free(&xnodes, old);
	}
}

int xtree_insert(struct xtree *tree, uint64_t index, void *item)
{
	struct xnode *node;
	unsigned int slot;
	int err = grow(tree, index);

	if (unlikely(err)) {
		prune(tree, tree->root);
		return err;
	}
	node = tree->root;
	while (node->shift) {
		struct xnode *child;

		slot = slot_of(node, index);
		child = node->slots[slot];
		if (!child) {
			child = new_node(node, node->shift - XTREE_SLOT_BITS, slot);
			if (unlikely(!child)) {
				prune(tree, node);
				return -ENOMEM;
			}
			node->slots[slot] = child;
		}
		node = child;
	}
	slot = slot_of(node, index);
	if (unlikely(node->slots[slot]))
		return -EEXIST;
	node->slots[slot] = item;
	mark(node, slot, XTREE_PRESENT);
	return 0;
}

void *xtree_erase(struct xtree *tree, uint64_t index)
{
	struct xnode *leaf = leaf_of(tree, index);
	unsigned int slot;
	void *item;
	int tag;

	if (!leaf)
		return NULL;
	slot = slot_of(leaf, index);
	item = leaf->slots[slot];
	if (!item)
		return NULL;
	leaf->slots[slot] = NULL;
	for (tag = 0; tag < XTREE_TAGS; tag++)
		if (leaf->tags[tag] >> slot & 1)
			unmark(leaf, slot, tag);
	prune(tree, leaf);
	return item;
}

void xtree_set_tag(struct xtree *tree, uint64_t index, enum xtree_tag tag)
{
	struct xnode *leaf = leaf_of(tree, index);

	if (leaf && leaf->slots[slot_of(leaf, index)])
		mark(leaf, slot_of(leaf, index), tag);
}

void xtree_clear_tag(struct xtree *tree, uint64_t index, enum xtree_tag tag)
{
	struct xnode *leaf = leaf_of(tree, index);

	if (leaf && leaf->tags[tag] >> slot_of(leaf, index) & 1)
		unmark(leaf, slot_of(leaf, index), tag);
}

bool xtree_get_tag(const struct xtree *tree, uint64_t index, enum xtree_tag tag)
{
	const struct xnode *leaf = leaf_of(tree, index);

	return leaf && leaf->tags[tag] >> slot_of(leaf, index) & 1;
}

bool xtree_tagged(const struct xtree *tree, enum xtree_tag tag)
{
	return tree->root && tree->root->tags[tag];
}

/* The leaf with the first tagged item from *index on, which becomes that item's index. */
static const struct xnode *tagged_leaf(const struct xtree *tree, uint64_t *index,
				       enum xtree_tag tag)
{
	const struct xnode *node = tree->root;

	while (node && covers(tree->root, *index)) {
		unsigned int slot = slot_of(node, *index);
		uint64_t rest = node->tags[tag] >> slot;
		uint64_t step;

		if (!rest) {
			/* Nothing more below this node: go on behind it. */
			if (node->shift + XTREE_SLOT_BITS >= 64)
				return NULL;
			step = (uint64_t)1 << (node->shift + XTREE_SLOT_BITS);
			*index = (*index & ~(step - 1)) + step;
			if (!*index)
				return NULL;
			node = tree->root;
			continue;
		}
		if (!(rest & 1)) {
			slot += __builtin_ctzll(rest);
			step = (uint64_t)1 << node->shift;
			*index = (*index & ~(step * XTREE_SLOTS - 1)) | step * slot;
		}
		if (!node->shift)
			return node;
		node = node->slots[slot];
	}
	return NULL;
}

size_t xtree_gather(const struct xtree *tree, uint64_t *index, uint64_t last,
		    enum xtree_tag tag, void **items, size_t max)
{
	size_t count = 0;

	while (count < max && *index <= last) {
		const struct xnode *leaf = tagged_leaf(tree, index, tag);

		if (!leaf || *index > last)
			break;
		items[count++] = leaf->slots[slot_of(leaf, *index)];
		/* Behind the last index of all there is no place to go on from. */
		if (unlikely(*index == UINT64_MAX))
			break;
		++*index;
	}
	return count;
}

uint64_t xtree_next_hole(const struct xtree *tree, uint64_t index, uint64_t last)
{
	while (index <= last) {
		const struct xnode *leaf = leaf_of(tree, index);
		uint64_t holes;

		if (!leaf)
			return index;
		holes = ~leaf->tags[XTREE_PRESENT] >> slot_of(leaf, index);
		if (holes) {
			index += __builtin_ctzll(holes);
			break;
		}
		index = (index | (XTREE_SLOTS - 1)) + 1;
	}
	return index <= last ? index : last + 1;
}

static bool verify_node(const struct xnode *node)
{
	int slot, tag;

	for (slot = 0; slot < XTREE_SLOTS; slot++) {
		const struct xnode *child = node->slots[slot];

		if (!child != !(node->tags[XTREE_PRESENT] >> slot & 1))
			return false;
		if (!child || !node->shift)
			continue;
		if (child->parent != node || child->offset != slot ||
		    child->shift + XTREE_SLOT_BITS != node->shift)
			return false;
		for (tag = 0; tag < XTREE_TAGS; tag++)
			if (!child->tags[tag] != !(node->tags[tag] >> slot & 1))
				return false;
		if (!verify_node(child))
			return false;
	}
	return true;
}

bool xtree_verify(const struct xtree *tree)
{
	return !tree->root || verify_node(tree->root);
}
