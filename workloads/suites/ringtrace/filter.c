// SPDX-License-Identifier: Apache-2.0
/*
 * Each node has the function that evaluates it, chosen when it is made, so
 * that matching asks neither for the operator nor for the field's sign.
 */
#include <errno.h>
#include <string.h>

#include "event.h"
#include "filter.h"

#define DEFINE_MATCH(name, type, expression) \
static bool match_##name(const struct filter_node *nodes, \
			 const struct filter_node *node, const void *payload) \
{ \
	type got = (type)event_field_value(node->field, payload); \
	type want = (type)node->value; \
\
	(void)nodes; \
	return expression; \
}

DEFINE_MATCH(eq, uint64_t, got == want)
DEFINE_MATCH(ne, uint64_t, got != want)
DEFINE_MATCH(lt_unsigned, uint64_t, got < want)
DEFINE_MATCH(ge_unsigned, uint64_t, got >= want)
DEFINE_MATCH(lt_signed, int64_t, got < want)
DEFINE_MATCH(ge_signed, int64_t, got >= want)
DEFINE_MATCH(mask, uint64_t, (got & want) != 0)

/* By operator, unsigned then signed. */
static const filter_match_fn number_match[][2] = {
	[FILTER_EQ] = { match_eq, match_eq },
	[FILTER_NE] = { match_ne, match_ne },
	[FILTER_LT] = { match_lt_unsigned, match_lt_signed },
	[FILTER_GE] = { match_ge_unsigned, match_ge_signed },
	[FILTER_MASK] = { match_mask, match_mask },
};

static bool text_equal(const struct filter_node *node, const void *payload)
{
	size_t len;
	const char *text = event_field_text(node->field, payload, &len);

	if (node->prefix ? len < node->text_len : len != node->text_len)
		return false;
	return memcmp(text, node->text, node->text_len) == 0;
}

static bool match_text(const struct filter_node *nodes,
		       const struct filter_node *node, const void *payload)
{
	(void)nodes;
	return text_equal(node, payload);
}

static bool match_other_text(const struct filter_node *nodes,
			     const struct filter_node *node,
			     const void *payload)
{
	(void)nodes;
	return !text_equal(node, payload);
}

static bool match_node(const struct filter_node *nodes, uint8_t at,
		       const void *payload)
{
	return nodes[at].match(nodes, &nodes[at], payload);
}

static bool match_and(const struct filter_node *nodes,
		      const struct filter_node *node, const void *payload)
{
	return match_node(nodes, node->left, payload) &&
	       match_node(nodes, node->right, payload);
}

static bool match_or(const struct filter_node *nodes,
		     const struct filter_node *node, const void *payload)
{
	return match_node(nodes, node->left, payload) ||
	       match_node(nodes, node->right, payload);
}

static bool match_not(const struct filter_node *nodes,
		      const struct filter_node *node, const void *payload)
{
	return !match_node(nodes, node->left, payload);
}

void filter_init(struct filter *filter, const struct event_type *type)
{
	filter->type = type;
	filter->count = 0;
}

static struct filter_node *add_node(struct filter *filter,
				    filter_match_fn match)
{
	struct filter_node *node;

	if (filter->count == FILTER_MAX_NODES)
		return NULL;
	node = &filter->nodes[filter->count++];
	memset(node, 0, sizeof(*node));
	node->match = match;
	return node;
}

static int check_field(const struct filter *filter, const char *name,
		       bool text, const struct event_field **field)
{
	*field = event_find_field(filter->type, name);
	if (!*field)
		return -ENOENT;
	return ((*field)->kind == FIELD_TEXT) == text ? 0 : -EINVAL;
}

int filter_number(struct filter *filter, const char *field, enum filter_op op,
		  int64_t value)
{
	const struct event_field *found;
	struct filter_node *node;
	int err = check_field(filter, field, false, &found);

	if (err)
		return err;
	node = add_node(filter,
			number_match[op][found->kind == FIELD_SIGNED]);
	if (!node)
		return -ENOSPC;
	node->field = found;
	node->value = (uint64_t)value;
	return filter->count - 1;
}

int filter_text(struct filter *filter, const char *field, enum filter_op op,
		const char *text)
{
	const struct event_field *found;
	struct filter_node *node;
	size_t len = strlen(text);
	bool prefix = len && text[len - 1] == '*';
	int err = check_field(filter, field, true, &found);

	if (err)
		return err;
	if (op != FILTER_EQ && op != FILTER_NE)
		return -EINVAL;
	len -= prefix;
	if (len > FILTER_TEXT_MAX)
		return -E2BIG;
	node = add_node(filter,
			op == FILTER_EQ ? match_text : match_other_text);
	if (!node)
		return -ENOSPC;
	node->field = found;
	node->prefix = prefix;
	node->text_len = (uint8_t)len;
	memcpy(node->text, text, len);
	return filter->count - 1;
}

static int join(struct filter *filter, filter_match_fn match, int left,
		int right)
{
	struct filter_node *node;

	/* Errors of the operands arrive here as negative numbers. */
	if (left < 0 || left >= filter->count || right < 0 ||
	    right >= filter->count)
		return -EINVAL;
	node = add_node(filter, match);
	if (!node)
		return -ENOSPC;
	node->left = (uint8_t)left;
	node->right = (uint8_t)right;
	return filter->count - 1;
}

int filter_and(struct filter *filter, int left, int right)
{
	return join(filter, match_and, left, right);
}

int filter_or(struct filter *filter, int left, int right)
{
	return join(filter, match_or, left, right);
}

int filter_not(struct filter *filter, int node)
{
	return join(filter, match_not, node, node);
}

bool filter_match(const struct filter *filter, const void *payload)
{
	if (filter->count == 0)
		return true;
	return match_node(filter->nodes, (uint8_t)(filter->count - 1), payload);
}

static int node_depth(const struct filter *filter, int at)
{
	const struct filter_node *node = &filter->nodes[at];
	int left;
	int right;

	if (node->field)
		return 1;
	left = node_depth(filter, node->left);
	right = node_depth(filter, node->right);
	return 1 + (left > right ? left : right);
}

int filter_depth(const struct filter *filter)
{
	return filter->count ? node_depth(filter, filter->count - 1) : 0;
}
