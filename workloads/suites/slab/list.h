// SPDX-License-Identifier: Apache-2.0
/*
 * Circular doubly linked lists whose nodes live inside the things listed.
 * A list is a node that belongs to no thing.
 */
#ifndef SLAB_LIST_H
#define SLAB_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct list_node {
	struct list_node *next;
	struct list_node *prev;
};

#define container_of(ptr, type, member) \
	((type *)((char *)(ptr) - offsetof(type, member)))

/* Makes an empty list. */
static inline void list_init(struct list_node *list)
{
	list->next = list;
	list->prev = list;
}

/* Whether the list has no node. */
static inline bool list_empty(const struct list_node *list)
{
	return list->next == list;
}

/* Puts a node that is on no list first. */
static inline void list_add(struct list_node *list, struct list_node *node)
{
	node->prev = list;
	node->next = list->next;
	list->next->prev = node;
	list->next = node;
}

/* Takes a node off its list and leaves it an empty list of its own. */
static inline void list_remove(struct list_node *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
	list_init(node);
}

/* Puts a node of another list first on this one. */
static inline void list_move(struct list_node *list, struct list_node *node)
{
	list_remove(node);
	list_add(list, node);
}

#endif
