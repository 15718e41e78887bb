// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <string.h>

#include "event.h"
#include "seq.h"

/* By id; entry 0 stays empty, as the ring uses that id for padding. */
static struct event_type *event_types[EVENT_MAX_TYPES];
static uint16_t next_id = 1;

static bool valid_layout(const struct event_type *type)
{
	uint16_t i;

	for (i = 0; i < type->field_count; i++) {
		const struct event_field *field = &type->fields[i];

		if (field->size == 0 || !field->print ||
		    field->offset + field->size > type->size)
			return false;
		if (field->kind != FIELD_TEXT &&
		    (field->size > 8 || (field->size & (field->size - 1))))
			return false;
	}
	return true;
}

int event_register(struct event_type *type)
{
	if (!valid_layout(type))
		return -EINVAL;
	if (event_by_name(type->name))
		return -EEXIST;
	if (next_id == EVENT_MAX_TYPES)
		return -ENOSPC;
	type->id = next_id++;
	event_types[type->id] = type;
	return 0;
}

int event_unregister(struct event_type *type)
{
	if (event_by_id(type->id) != type)
		return -ENOENT;
	event_types[type->id] = NULL;
	return 0;
}

const struct event_type *event_by_id(uint16_t id)
{
	return id < EVENT_MAX_TYPES ? event_types[id] : NULL;
}

const struct event_type *event_by_name(const char *name)
{
	uint16_t id;

	for (id = 1; id < next_id; id++) {
		if (event_types[id] && strcmp(event_types[id]->name, name) == 0)
			return event_types[id];
	}
	return NULL;
}

const struct event_field *event_find_field(const struct event_type *type,
					   const char *name)
{
	uint16_t i;

	for (i = 0; i < type->field_count; i++) {
		if (strcmp(type->fields[i].name, name) == 0)
			return &type->fields[i];
	}
	return NULL;
}

uint64_t event_field_value(const struct event_field *field, const void *payload)
{
	const char *at = (const char *)payload + field->offset;
	bool is_signed = field->kind == FIELD_SIGNED;
	uint64_t value64;
	uint32_t value32;
	uint16_t value16;

	switch (field->size) {
	case 1:
		return is_signed ? (uint64_t)(int8_t)*at : (uint8_t)*at;
	case 2:
		memcpy(&value16, at, sizeof(value16));
		return is_signed ? (uint64_t)(int16_t)value16 : value16;
	case 4:
		memcpy(&value32, at, sizeof(value32));
		return is_signed ? (uint64_t)(int32_t)value32 : value32;
	case 8:
		memcpy(&value64, at, sizeof(value64));
		return value64;
	default:
		return 0;
	}
}

const char *event_field_text(const struct event_field *field,
			     const void *payload, size_t *len)
{
	const char *text = (const char *)payload + field->offset;
	const char *end = memchr(text, '\0', field->size);

	*len = end ? (size_t)(end - text) : field->size;
	return text;
}

void event_print(struct seq *seq, const struct event_type *type,
		 const void *payload)
{
	uint16_t i;

	seq_puts(seq, type->name);
	seq_putc(seq, ':');
	if (type->print) {
		type->print(seq, payload);
		return;
	}
	for (i = 0; i < type->field_count; i++) {
		const struct event_field *field = &type->fields[i];

		seq_putc(seq, ' ');
		seq_puts(seq, field->name);
		seq_putc(seq, '=');
		field->print(seq, field, payload);
	}
}

void event_list(struct seq *seq)
{
	uint16_t id;
	uint16_t i;

	for (id = 1; id < next_id; id++) {
		const struct event_type *type = event_types[id];

		for (i = 0; type && i < type->field_count; i++) {
			seq_put_padded(seq, type->name, 20, 20);
			seq_put_padded(seq, type->fields[i].name, 16, 16);
			seq_put_dec(seq, type->fields[i].offset);
			seq_putc(seq, '+');
			seq_put_dec(seq, type->fields[i].size);
			seq_putc(seq, '\n');
		}
	}
}
