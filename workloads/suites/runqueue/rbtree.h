// SPDX-License-Identifier: Apache-2.0
/*
 * Red-black trees whose nodes live inside the things sorted. The leftmost
 * node is cached, because a scheduler asks for it far more often than the
 * tree changes.
 */
#ifndef RUNQUEUE_RBTREE_H
#define RUNQUEUE_RBTREE_H

#include <stdbool.h>
#include <stdint.h>

enum rb_side { RB_LEFT, RB_RIGHT };

struct rb_node {
	uintptr_t parent_color;		/* address of the parent; bit 0: red */
	struct rb_node *child[2];
};

struct rb_tree {
	struct rb_node *root;
	struct rb_node *leftmost;
};

/* Whether a sorts before b; nodes of which neither does keep their order of
 * insertion. */
typedef bool (*rb_before_fn)(const struct rb_node *a, const struct rb_node *b);

/* Makes an empty tree. */
void rb_init(struct rb_tree *tree);

/* The first node in order, or NULL. */
struct rb_node *rb_first(const struct rb_tree *tree);

/* The last node in order, or NULL. */
struct rb_node *rb_last(const struct rb_tree *tree);

/* The node after this one, or NULL. */
struct rb_node *rb_next(const struct rb_node *node);

/* The node before this one, or NULL. */
struct rb_node *rb_prev(const struct rb_node *node);

/* Inserts a node that is in no tree, after those it is equal to. */
void rb_add(struct rb_tree *tree, struct rb_node *node, rb_before_fn before);

/* Takes a node out of the tree it is in. */
void rb_erase(struct rb_tree *tree, struct rb_node *node);

/* Puts a node in the place of old, which leaves the tree. */
void rb_replace(struct rb_tree *tree, struct rb_node *old,
		struct rb_node *node);

/* Black nodes on every path from the root, or -1 for a broken tree. */
int rb_check(const struct rb_tree *tree);

#endif
