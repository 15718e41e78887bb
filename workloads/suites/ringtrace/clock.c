// SPDX-License-Identifier: Apache-2.0
/*
 * Clocks. Cycles become nanoseconds by a multiplication and a shift, chosen
 * once per frequency, as a division per record would cost too much.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "clock.h"
#include "seq.h"

#define SCALE_SHIFT	22
#define NSEC_PER_SEC	1000000000u
#define COARSE_NSEC	4000000u
#define MIN_HERTZ	1000000u

struct clock_ops {
	const char *name;
	uint64_t (*read)(void);
};

static uint64_t cycle_counter;
static uint64_t tick_counter;
static uint32_t scale = 1u << SCALE_SHIFT;	/* 1 GHz */

static uint64_t scale_cycles(uint64_t cycles, uint32_t mult)
{
	uint64_t high = (cycles >> 32) * mult;
	uint64_t low = (cycles & UINT32_MAX) * mult;

	return (high << (32 - SCALE_SHIFT)) + (low >> SCALE_SHIFT);
}

static uint64_t read_local(void)
{
	return scale_cycles(cycle_counter, scale);
}

static uint64_t read_counter(void)
{
	return ++tick_counter;
}

static uint64_t read_coarse(void)
{
	uint64_t now = scale_cycles(cycle_counter, scale);

	return now - now % COARSE_NSEC;
}

static const struct clock_ops clocks[] = {
	{ "local", read_local },
	{ "counter", read_counter },
	{ "coarse", read_coarse },
};

#define CLOCK_COUNT	(sizeof(clocks) / sizeof(clocks[0]))

static const struct clock_ops *current_clock = &clocks[0];

int clock_select(const char *name)
{
	size_t i;

	for (i = 0; i < CLOCK_COUNT; i++) {
		if (strcmp(clocks[i].name, name) == 0) {
			current_clock = &clocks[i];
			return 0;
		}
	}
	return -ENOENT;
}

uint64_t clock_now(void)
{
	return current_clock->read();
}

void clock_advance(uint64_t cycles)
{
	cycle_counter += cycles;
}

int clock_set(uint64_t cycles, uint64_t hertz)
{
	if (hertz < MIN_HERTZ)
		return -ERANGE;
	scale = (uint32_t)(((uint64_t)NSEC_PER_SEC << SCALE_SHIFT) / hertz);
	cycle_counter = cycles;
	tick_counter = 0;
	return 0;
}

void clock_list(struct seq *seq)
{
	size_t i;

	for (i = 0; i < CLOCK_COUNT; i++) {
		if (i)
			seq_putc(seq, ' ');
		if (&clocks[i] == current_clock)
			seq_putc(seq, '*');
		seq_puts(seq, clocks[i].name);
	}
	seq_putc(seq, '\n');
}
