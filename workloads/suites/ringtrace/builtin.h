// SPDX-License-Identifier: Apache-2.0
/* The payloads of the built-in event types. */
#ifndef RINGTRACE_BUILTIN_H
#define RINGTRACE_BUILTIN_H

#include <stdint.h>

#define COMM_SIZE 16

struct sched_switch_payload {
	char prev_comm[COMM_SIZE];
	int32_t prev_pid;
	int32_t prev_prio;
	uint64_t prev_state;
	char next_comm[COMM_SIZE];
	int32_t next_pid;
	int32_t next_prio;
};

struct page_alloc_payload {
	uint64_t pfn;
	uint32_t gfp;			/* bits: see gfp_names in builtin.c */
	uint8_t order;
	uint8_t node;
	int16_t migrate;
};

struct irq_exit_payload {
	int32_t irq;
	uint32_t vector;		/* softirq raised */
	uint64_t address;
};

/* Registers sched_switch, page_alloc and irq_exit; 0 or the first error. */
int builtin_register(void);

#endif
