// SPDX-License-Identifier: Apache-2.0
/* Built-in event types, and the ways their fields print. */
#include <stddef.h>

#include "builtin.h"
#include "event.h"
#include "seq.h"

struct flag_name {
	uint64_t mask;
	const char *name;
};

static const struct flag_name gfp_names[] = {
	{ 0x001, "DMA" },	{ 0x002, "HIGHMEM" },	{ 0x020, "HIGH" },
	{ 0x040, "IO" },	{ 0x080, "FS" },	{ 0x100, "ZERO" },
	{ 0x400, "RECLAIM" },	{ 0, NULL },
};

static const struct flag_name state_names[] = {
	{ 0x01, "S" }, { 0x02, "D" }, { 0x04, "T" }, { 0x08, "t" },
	{ 0x10, "X" }, { 0x20, "Z" }, { 0, NULL },
};

static const char *const vector_names[] = {
	"HI", "TIMER", "NET_TX", "NET_RX", "BLOCK",
	"IRQ_POLL", "TASKLET", "SCHED", "HRTIMER", "RCU",
};

/* The names of set bits, '|' between; what is left over in hexadecimal. */
static void print_flags(struct seq *seq, uint64_t value,
			const struct flag_name *names, const char *none)
{
	bool first = true;

	if (value == 0) {
		seq_puts(seq, none);
		return;
	}
	for (; names->name; names++) {
		if ((value & names->mask) == 0)
			continue;
		if (!first)
			seq_putc(seq, '|');
		seq_puts(seq, names->name);
		value &= ~names->mask;
		first = false;
	}
	if (value) {
		seq_puts(seq, first ? "0x" : "|0x");
		seq_put_hex(seq, value, 0);
	}
}

static void print_unsigned(struct seq *seq, const struct event_field *field,
			   const void *payload)
{
	seq_put_dec(seq, event_field_value(field, payload));
}

static void print_signed(struct seq *seq, const struct event_field *field,
			 const void *payload)
{
	seq_put_signed(seq, (int64_t)event_field_value(field, payload));
}

static void print_hex(struct seq *seq, const struct event_field *field,
		      const void *payload)
{
	seq_puts(seq, "0x");
	seq_put_hex(seq, event_field_value(field, payload), field->size * 2u);
}

static void print_text(struct seq *seq, const struct event_field *field,
		       const void *payload)
{
	size_t len;
	const char *text = event_field_text(field, payload, &len);

	seq_put_bytes(seq, text, len);
}

static void print_gfp(struct seq *seq, const struct event_field *field,
		      const void *payload)
{
	print_flags(seq, event_field_value(field, payload), gfp_names, "none");
}

static void print_state(struct seq *seq, const struct event_field *field,
			const void *payload)
{
	print_flags(seq, event_field_value(field, payload), state_names, "R");
}

static void print_vector(struct seq *seq, uint32_t vector)
{
	if (vector < sizeof(vector_names) / sizeof(vector_names[0]))
		seq_puts(seq, vector_names[vector]);
	else
		seq_put_dec(seq, vector);
}

static void print_irq_exit(struct seq *seq, const void *payload)
{
	const struct irq_exit_payload *irq = payload;

	seq_puts(seq, " irq=");
	seq_put_signed(seq, irq->irq);
	seq_puts(seq, " raised=");
	print_vector(seq, irq->vector);
	seq_puts(seq, " at ");
	seq_put_hex(seq, irq->address, 16);
}

#define FIELD(type, member, kind, print) \
	{ #member, offsetof(struct type, member), \
	  sizeof(((struct type *)0)->member), kind, print }

static const struct event_field sched_switch_fields[] = {
	FIELD(sched_switch_payload, prev_comm, FIELD_TEXT, print_text),
	FIELD(sched_switch_payload, prev_pid, FIELD_SIGNED, print_signed),
	FIELD(sched_switch_payload, prev_prio, FIELD_SIGNED, print_signed),
	FIELD(sched_switch_payload, prev_state, FIELD_UNSIGNED, print_state),
	FIELD(sched_switch_payload, next_comm, FIELD_TEXT, print_text),
	FIELD(sched_switch_payload, next_pid, FIELD_SIGNED, print_signed),
	FIELD(sched_switch_payload, next_prio, FIELD_SIGNED, print_signed),
};

static const struct event_field page_alloc_fields[] = {
	FIELD(page_alloc_payload, pfn, FIELD_UNSIGNED, print_hex),
	FIELD(page_alloc_payload, gfp, FIELD_UNSIGNED, print_gfp),
	FIELD(page_alloc_payload, order, FIELD_UNSIGNED, print_unsigned),
	FIELD(page_alloc_payload, node, FIELD_UNSIGNED, print_unsigned),
	FIELD(page_alloc_payload, migrate, FIELD_SIGNED, print_signed),
};

static const struct event_field irq_exit_fields[] = {
	FIELD(irq_exit_payload, irq, FIELD_SIGNED, print_signed),
	FIELD(irq_exit_payload, vector, FIELD_UNSIGNED, print_unsigned),
	FIELD(irq_exit_payload, address, FIELD_UNSIGNED, print_hex),
};

#define EVENT(event, printer) \
	{ .name = #event, .size = sizeof(struct event##_payload), \
	  .field_count = sizeof(event##_fields) / sizeof(event##_fields[0]), \
	  .fields = event##_fields, .print = printer }

static struct event_type builtin_types[] = {
	EVENT(sched_switch, NULL),
	EVENT(page_alloc, NULL),
	EVENT(irq_exit, print_irq_exit),
};

int builtin_register(void)
{
	size_t i;

	for (i = 0; i < sizeof(builtin_types) / sizeof(builtin_types[0]); i++) {
		int err = event_register(&builtin_types[i]);

		if (err)
			return err;
	}
	return 0;
}
