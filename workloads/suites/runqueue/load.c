// SPDX-License-Identifier: Apache-2.0
/*
 * A geometric series: time is cut into periods of 1024 units, and a unit
 * counts y^n, n periods later, with y^32 = 1/2.
 */
#include "load.h"

#define LOAD_HALF_LIFE 32
#define UNIT_SHIFT 10		/* a unit is 1024 ns */

/* 2^32 * y^n, rounded down; the first would not fit. */
static const uint32_t decay_factors[LOAD_HALF_LIFE] = {
	0xffffffff, 0xfa83b2db, 0xf5257d15, 0xefe4b99b,
	0xeac0c6e7, 0xe5b906e7, 0xe0ccdeec, 0xdbfbb797,
	0xd744fcca, 0xd2a81d91, 0xce248c15, 0xc9b9bd86,
	0xc5672a11, 0xc12c4cca, 0xbd08a39f, 0xb8fbaf47,
	0xb504f333, 0xb123f581, 0xad583eea, 0xa9a15ab4,
	0xa5fed6a9, 0xa2704303, 0x9ef53260, 0x9b8d39b9,
	0x9837f051, 0x94f4efa8, 0x91c3d373, 0x8ea4398b,
	0x8b95c1e3, 0x88980e80, 0x85aac367, 0x82cd8698,
};

void load_init(struct load_avg *avg, uint64_t now)
{
	avg->last_update = now & ~((UINT64_C(1) << UNIT_SHIFT) - 1);
	avg->load_sum = 0;
	avg->running_sum = 0;
	avg->period_part = 0;
	avg->load = 0;
	avg->utilisation = 0;
}

uint64_t load_decay(uint64_t sum, uint64_t periods)
{
	if (periods >= 64 * LOAD_HALF_LIFE)
		return 0;
	sum >>= periods / LOAD_HALF_LIFE;
	periods %= LOAD_HALF_LIFE;
	if (periods == 0)
		return sum;
	return (uint64_t)(((unsigned __int128)sum * decay_factors[periods]) >>
			  32);
}

/*
 * What so many units up to now count, when the present period has part of
 * them and periods ended since: the rest of the period they began in, whole
 * periods (the tail of the series), and the part of the present one.
 */
static uint32_t span_sum(uint64_t periods, uint32_t first, uint32_t part)
{
	uint64_t whole;

	first = (uint32_t)load_decay(first, periods);
	whole = LOAD_SUM_MAX - load_decay(LOAD_SUM_MAX, periods - 1);
	/* the tail starts one period ago, the closed form at the present */
	whole = load_decay(whole, 1);
	return first + (uint32_t)whole + part;
}

static void find_averages(struct load_avg *avg)
{
	/* The present period is not over: what it may yet add is left out. */
	uint32_t most = LOAD_SUM_MAX - LOAD_PERIOD_UNITS + avg->period_part;

	avg->load = avg->load_sum / most;
	avg->utilisation = (uint32_t)((uint64_t)avg->running_sum *
				      LOAD_PERIOD_UNITS / most);
}

bool load_update(struct load_avg *avg, uint64_t now, uint64_t weight,
		 bool running)
{
	uint64_t units, periods;
	uint32_t gained;

	/* A clock of another queue may be behind: wait until it has caught up. */
	if (now < avg->last_update)
		return false;
	units = (now - avg->last_update) >> UNIT_SHIFT;
	if (!units)
		return false;
	avg->last_update += units << UNIT_SHIFT;

	gained = (uint32_t)units;
	units += avg->period_part;
	periods = units / LOAD_PERIOD_UNITS;
	if (periods) {
		uint32_t first = LOAD_PERIOD_UNITS - avg->period_part;

		avg->load_sum = load_decay(avg->load_sum, periods);
		avg->running_sum = (uint32_t)load_decay(avg->running_sum,
							periods);
		units %= LOAD_PERIOD_UNITS;
		gained = span_sum(periods, first, (uint32_t)units);
	}
	avg->period_part = (uint32_t)units;
	avg->load_sum += gained * weight;
	if (running)
		avg->running_sum += gained;
	if (!periods)
		return false;
	find_averages(avg);
	return true;
}

void load_attach(struct load_avg *queue, const struct load_avg *gained)
{
	queue->load_sum += gained->load_sum;
	queue->load += gained->load;
}

/* Sums that were rounded down apart may be a little more than their sum. */
static uint64_t subtract_to_zero(uint64_t from, uint64_t amount)
{
	return from > amount ? from - amount : 0;
}

void load_detach(struct load_avg *queue, const struct load_avg *lost)
{
	queue->load_sum = subtract_to_zero(queue->load_sum, lost->load_sum);
	queue->load = subtract_to_zero(queue->load, lost->load);
}

uint64_t load_forecast(const struct load_avg *avg, uint64_t periods)
{
	return load_decay(avg->load, periods);
}

unsigned int load_periods_until(const struct load_avg *avg, uint64_t target)
{
	unsigned int periods = 0;

	while (load_forecast(avg, periods) > target)
		periods++;
	return periods;
}
