// SPDX-License-Identifier: Apache-2.0
/* Where records take their time from. The cycle counter is a stand-in that
 * the caller advances, so that runs repeat exactly. */
#ifndef RINGTRACE_CLOCK_H
#define RINGTRACE_CLOCK_H

#include <stdint.h>

struct seq;

/* Selects "local", "counter" or "coarse"; 0 or -ENOENT. */
int clock_select(const char *name);
/* Nanoseconds, or ticks for "counter", by the selected clock. */
uint64_t clock_now(void);
/* Lets `cycles` pass. */
void clock_advance(uint64_t cycles);
/* Sets the cycle counter and its frequency; 0, or -ERANGE below 1 MHz. */
int clock_set(uint64_t cycles, uint64_t hertz);
/* Writes the names of all clocks, a star before the selected one. */
void clock_list(struct seq *seq);

#endif
