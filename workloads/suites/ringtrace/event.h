// SPDX-License-Identifier: Apache-2.0
/* Event types: how a payload is laid out and printed. */
#ifndef RINGTRACE_EVENT_H
#define RINGTRACE_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seq;

enum field_kind {
	FIELD_UNSIGNED,
	FIELD_SIGNED,
	FIELD_TEXT,			/* NUL-padded, perhaps not terminated */
};

struct event_field;

/* Prints one field's value. */
typedef void (*field_print_fn)(struct seq *seq, const struct event_field *field,
			       const void *payload);

struct event_field {
	const char *name;
	uint16_t offset;
	uint16_t size;			/* 1, 2, 4 or 8 unless text */
	enum field_kind kind;
	field_print_fn print;
};

struct event_type {
	const char *name;
	uint16_t id;			/* set by event_register() */
	uint16_t size;			/* bytes of payload */
	uint16_t field_count;
	const struct event_field *fields;
	/* Replaces printing field by field; may be NULL. */
	void (*print)(struct seq *seq, const void *payload);
};

#define EVENT_MAX_TYPES	32u

/* Assigns an id; -EINVAL bad layout, -EEXIST name taken, -ENOSPC. */
int event_register(struct event_type *type);
/* -ENOENT unless it is registered; its id is not given out again. */
int event_unregister(struct event_type *type);
/* NULL when there is none. */
const struct event_type *event_by_id(uint16_t id);
const struct event_type *event_by_name(const char *name);
const struct event_field *event_find_field(const struct event_type *type,
					   const char *name);

/* The field's value, sign-extended when it is signed. */
uint64_t event_field_value(const struct event_field *field,
			   const void *payload);
/* First byte and length of a text field. */
const char *event_field_text(const struct event_field *field,
			     const void *payload, size_t *len);
/* "name: field=value field=value". */
void event_print(struct seq *seq, const struct event_type *type,
		 const void *payload);
/* Writes the layout of every registered type. */
void event_list(struct seq *seq);

#endif
