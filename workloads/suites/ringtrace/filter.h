// SPDX-License-Identifier: Apache-2.0
/* A predicate over the fields of one event type, as a tree built from its
 * leaves up. Nodes are named by number; the last one made is the root. */
#ifndef RINGTRACE_FILTER_H
#define RINGTRACE_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FILTER_MAX_NODES	16
#define FILTER_TEXT_MAX		16

struct event_field;
struct event_type;
struct filter_node;
struct seq;

enum filter_op {
	FILTER_EQ,
	FILTER_NE,
	FILTER_LT,
	FILTER_GE,
	FILTER_MASK,			/* any of the bits is set */
};

typedef bool (*filter_match_fn)(const struct filter_node *nodes,
				const struct filter_node *node,
				const void *payload);

struct filter_node {
	filter_match_fn match;
	const struct event_field *field;
	uint64_t value;
	uint8_t left;			/* nodes below an and, or, not */
	uint8_t right;
	uint8_t text_len;
	bool prefix;			/* the text ended in '*' */
	char text[FILTER_TEXT_MAX];
};

struct filter {
	const struct event_type *type;
	int count;
	struct filter_node nodes[FILTER_MAX_NODES];
};

void filter_init(struct filter *filter, const struct event_type *type);
/* A comparison with a number; the node, -ENOENT no such field, -EINVAL it is
 * text, -ENOSPC. */
int filter_number(struct filter *filter, const char *field, enum filter_op op,
		  int64_t value);
/* A comparison with text, where a final '*' stands for any rest; errors as
 * for numbers, and -E2BIG. Only FILTER_EQ and FILTER_NE. */
int filter_text(struct filter *filter, const char *field, enum filter_op op,
		const char *text);
/* Nodes joined; -EINVAL when an operand is not a node. */
int filter_and(struct filter *filter, int left, int right);
int filter_or(struct filter *filter, int left, int right);
int filter_not(struct filter *filter, int node);
/* True as well for a filter without nodes. */
bool filter_match(const struct filter *filter, const void *payload);
/* Number of levels of the tree. */
int filter_depth(const struct filter *filter);

#endif
