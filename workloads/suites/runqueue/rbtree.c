// SPDX-License-Identifier: Apache-2.0
/*
 * Red-black trees (Cormen et al., Introduction to Algorithms, chapter 13).
 * Mirror-image cases are one function with the side as an argument, called
 * with a constant side so that the compiler may specialise it.
 */
#include "rbtree.h"

#include <stddef.h>

#define RB_RED ((uintptr_t)1)

static struct rb_node *parent_of(const struct rb_node *node)
{
	return (struct rb_node *)(node->parent_color & ~RB_RED);
}

/* A missing child counts as black. */
static bool is_red(const struct rb_node *node)
{
	return node && (node->parent_color & RB_RED);
}

static void set_parent(struct rb_node *node, struct rb_node *parent)
{
	node->parent_color = (uintptr_t)parent | (node->parent_color & RB_RED);
}

static void set_red(struct rb_node *node)
{
	node->parent_color |= RB_RED;
}

static void set_black(struct rb_node *node)
{
	node->parent_color &= ~RB_RED;
}

static enum rb_side side_of(const struct rb_node *parent,
			    const struct rb_node *node)
{
	return parent->child[RB_LEFT] == node ? RB_LEFT : RB_RIGHT;
}

static enum rb_side other(enum rb_side side)
{
	return side == RB_LEFT ? RB_RIGHT : RB_LEFT;
}

static void change_child(struct rb_tree *tree, struct rb_node *parent,
			 struct rb_node *old, struct rb_node *node)
{
	if (parent)
		parent->child[side_of(parent, old)] = node;
	else
		tree->root = node;
}

/* Lowers a node to the given side; its child on the other side takes over. */
static void rotate(struct rb_tree *tree, struct rb_node *node,
		   enum rb_side side)
{
	struct rb_node *up = node->child[other(side)];
	struct rb_node *parent = parent_of(node);
	struct rb_node *moved = up->child[side];

	node->child[other(side)] = moved;
	if (moved)
		set_parent(moved, node);
	up->child[side] = node;
	change_child(tree, parent, node, up);
	set_parent(up, parent);
	set_parent(node, up);
}

static struct rb_node *edge_of(struct rb_node *node, enum rb_side side)
{
	while (node && node->child[side])
		node = node->child[side];
	return node;
}

static struct rb_node *neighbour(const struct rb_node *node, enum rb_side side)
{
	struct rb_node *parent;

	if (node->child[side])
		return edge_of(node->child[side], other(side));
	parent = parent_of(node);
	while (parent && parent->child[side] == node) {
		node = parent;
		parent = parent_of(node);
	}
	return parent;
}

void rb_init(struct rb_tree *tree)
{
	tree->root = NULL;
	tree->leftmost = NULL;
}

struct rb_node *rb_first(const struct rb_tree *tree)
{
	return tree->leftmost;
}

struct rb_node *rb_last(const struct rb_tree *tree)
{
	return edge_of(tree->root, RB_RIGHT);
}

struct rb_node *rb_next(const struct rb_node *node)
{
	return neighbour(node, RB_RIGHT);
}

struct rb_node *rb_prev(const struct rb_node *node)
{
	return neighbour(node, RB_LEFT);
}

/*
 * node and its parent, which hangs on the given side of the grandparent, are
 * both red. Returns the next node to look at, or NULL when all is well.
 */
static struct rb_node *fix_red_pair(struct rb_tree *tree, struct rb_node *node,
				    struct rb_node *grandparent,
				    enum rb_side side)
{
	struct rb_node *parent = grandparent->child[side];
	struct rb_node *uncle = grandparent->child[other(side)];

	if (is_red(uncle)) {
		set_black(parent);
		set_black(uncle);
		set_red(grandparent);
		return grandparent;
	}
	if (parent->child[other(side)] == node) {
		rotate(tree, parent, side);
		parent = node;
	}
	set_black(parent);
	set_red(grandparent);
	rotate(tree, grandparent, other(side));
	return NULL;
}

static void rebalance_added(struct rb_tree *tree, struct rb_node *node)
{
	while (node && is_red(parent_of(node))) {
		struct rb_node *parent = parent_of(node);
		struct rb_node *grandparent = parent_of(parent);

		if (side_of(grandparent, parent) == RB_LEFT)
			node = fix_red_pair(tree, node, grandparent, RB_LEFT);
		else
			node = fix_red_pair(tree, node, grandparent, RB_RIGHT);
	}
	set_black(tree->root);
}

void rb_add(struct rb_tree *tree, struct rb_node *node, rb_before_fn before)
{
	struct rb_node **slot = &tree->root;
	struct rb_node *parent = NULL;
	bool leftmost = true;

	while (*slot) {
		parent = *slot;
		if (before(node, parent)) {
			slot = &parent->child[RB_LEFT];
		} else {
			slot = &parent->child[RB_RIGHT];
			leftmost = false;
		}
	}
	node->parent_color = (uintptr_t)parent | RB_RED;
	node->child[RB_LEFT] = NULL;
	node->child[RB_RIGHT] = NULL;
	*slot = node;
	if (leftmost)
		tree->leftmost = node;
	rebalance_added(tree, node);
}

/*
 * The subtree on the given side of parent is one black node short. Returns
 * the parent when the shortage moved up to it, or NULL when it is mended.
 */
static struct rb_node *fix_shortage(struct rb_tree *tree,
				    struct rb_node *parent, enum rb_side side)
{
	struct rb_node *sibling = parent->child[other(side)];

	if (is_red(sibling)) {
		set_black(sibling);
		set_red(parent);
		rotate(tree, parent, side);
		sibling = parent->child[other(side)];
	}
	if (!is_red(sibling->child[RB_LEFT]) &&
	    !is_red(sibling->child[RB_RIGHT])) {
		set_red(sibling);
		return parent;
	}
	if (!is_red(sibling->child[other(side)])) {
		set_black(sibling->child[side]);
		set_red(sibling);
		rotate(tree, sibling, other(side));
		sibling = parent->child[other(side)];
	}
	if (is_red(parent))
		set_red(sibling);
	else
		set_black(sibling);
	set_black(parent);
	set_black(sibling->child[other(side)]);
	rotate(tree, parent, side);
	return NULL;
}

/* node, which may be NULL, heads a subtree that is one black node short. */
static void rebalance_erased(struct rb_tree *tree, struct rb_node *parent,
			     struct rb_node *node)
{
	while (parent && !is_red(node)) {
		if (side_of(parent, node) == RB_LEFT)
			node = fix_shortage(tree, parent, RB_LEFT);
		else
			node = fix_shortage(tree, parent, RB_RIGHT);
		if (!node)
			return;
		parent = parent_of(node);
	}
	if (node)
		set_black(node);
}

/* Unlinks a node of at most one child, and returns that child. */
static struct rb_node *splice_out(struct rb_tree *tree, struct rb_node *node)
{
	struct rb_node *parent = parent_of(node);
	struct rb_node *child = node->child[RB_LEFT];

	if (!child)
		child = node->child[RB_RIGHT];
	change_child(tree, parent, node, child);
	if (child)
		set_parent(child, parent);
	return child;
}

void rb_erase(struct rb_tree *tree, struct rb_node *node)
{
	struct rb_node *out = node;
	struct rb_node *parent, *child;
	bool was_red;

	if (tree->leftmost == node)
		tree->leftmost = rb_next(node);
	/* A node of two children gives its place to its successor. */
	if (node->child[RB_LEFT] && node->child[RB_RIGHT])
		out = edge_of(node->child[RB_RIGHT], RB_LEFT);
	was_red = is_red(out);
	parent = parent_of(out);
	child = splice_out(tree, out);
	if (out != node) {
		if (parent == node)
			parent = out;
		rb_replace(tree, node, out);
	}
	if (!was_red)
		rebalance_erased(tree, parent, child);
}

void rb_replace(struct rb_tree *tree, struct rb_node *old,
		struct rb_node *node)
{
	int side;

	*node = *old;
	change_child(tree, parent_of(old), old, node);
	for (side = RB_LEFT; side <= RB_RIGHT; side++) {
		if (node->child[side])
			set_parent(node->child[side], node);
	}
	if (tree->leftmost == old)
		tree->leftmost = node;
}

static int black_height(const struct rb_node *node)
{
	int left, right;

	if (!node)
		return 0;
	if (is_red(node) && (is_red(node->child[RB_LEFT]) ||
			     is_red(node->child[RB_RIGHT])))
		return -1;
	left = black_height(node->child[RB_LEFT]);
	right = black_height(node->child[RB_RIGHT]);
	if (left < 0 || left != right)
		return -1;
	return left + !is_red(node);
}

int rb_check(const struct rb_tree *tree)
{
	if (is_red(tree->root))
		return -1;
	if (tree->leftmost != edge_of(tree->root, RB_LEFT))
		return -1;
	return black_height(tree->root);
}
