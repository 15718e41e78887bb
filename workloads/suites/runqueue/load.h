// SPDX-License-Identifier: Apache-2.0
/*
 * How much of the recent past something spent runnable and running, the
 * nearer past counting for more: what happened 32 periods ago counts half.
 */
#ifndef RUNQUEUE_LOAD_H
#define RUNQUEUE_LOAD_H

#include <stdbool.h>
#include <stdint.h>

#define LOAD_PERIOD_NS (UINT64_C(1) << 20)
#define LOAD_PERIOD_UNITS 1024u
#define LOAD_SUM_MAX 47788u	/* the sum of one that was always busy */

struct load_avg {
	uint64_t last_update;	/* ns, a whole number of units */
	uint64_t load_sum;	/* decayed units of runnable time times weight */
	uint32_t running_sum;	/* decayed units of running time */
	uint32_t period_part;	/* units gone by in the present period */
	uint64_t load;		/* load_sum as a share of the most there can be */
	uint32_t utilisation;	/* running_sum likewise, of 1024 */
};

/* Starts a history of idleness. */
void load_init(struct load_avg *avg, uint64_t now);

/* Decays a sum by so many periods. */
uint64_t load_decay(uint64_t sum, uint64_t periods);

/* Accounts the time until now as runnable with a weight (0: not runnable),
 * and as running or not; whether a period ended. */
bool load_update(struct load_avg *avg, uint64_t now, uint64_t weight,
		 bool running);

/* Adds to, or takes from, a queue's history that of something it gains or
 * loses. */
void load_attach(struct load_avg *queue, const struct load_avg *gained);
void load_detach(struct load_avg *queue, const struct load_avg *lost);

/* What the load will be after so many idle periods. */
uint64_t load_forecast(const struct load_avg *avg, uint64_t periods);

/* Idle periods until the load is at most the target. */
unsigned int load_periods_until(const struct load_avg *avg, uint64_t target);

#endif
