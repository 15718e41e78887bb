// SPDX-License-Identifier: Apache-2.0
/* Virtual time: how it moves, how it is compared, and where it begins. */
#include "entity.h"
#include "list.h"

void entity_init(struct entity *se, int nice)
{
	weight_set_nice(&se->weight, nice);
	se->vruntime = 0;
	se->exec_start = 0;
	se->exec_sum = 0;
	se->picked_sum = 0;
	load_init(&se->avg, 0);
}

bool vruntime_before(uint64_t a, uint64_t b)
{
	return (int64_t)(a - b) < 0;
}

uint64_t vruntime_later(uint64_t a, uint64_t b)
{
	return vruntime_before(a, b) ? b : a;
}

struct entity *entity_of(struct rb_node *node)
{
	return container_of(node, struct entity, node);
}

bool entity_before(const struct rb_node *a, const struct rb_node *b)
{
	const struct entity *first = container_of(a, const struct entity, node);
	const struct entity *second = container_of(b, const struct entity,
						   node);

	return vruntime_before(first->vruntime, second->vruntime);
}

uint64_t entity_charge(struct entity *se, uint64_t now)
{
	uint64_t delta;

	if (now <= se->exec_start)
		return 0;
	delta = now - se->exec_start;
	se->exec_start = now;
	se->exec_sum += delta;
	se->vruntime += weight_virtual(delta, &se->weight);
	return delta;
}

void entity_start(struct entity *se, uint64_t now)
{
	se->exec_start = now;
	se->picked_sum = se->exec_sum;
}

/* Latency stretches when there are too many for slices worth having. */
static uint64_t period_of(unsigned int nr)
{
	if (nr * FAIR_MIN_SLICE_NS > FAIR_LATENCY_NS)
		return nr * FAIR_MIN_SLICE_NS;
	return FAIR_LATENCY_NS;
}

uint64_t entity_slice(const struct entity *se, struct load_weight *sum,
		      unsigned int nr)
{
	uint64_t slice = weight_share(period_of(nr), se->weight.weight, sum);

	return slice < FAIR_MIN_SLICE_NS ? FAIR_MIN_SLICE_NS : slice;
}

void entity_place(struct entity *se, uint64_t min_vruntime, uint64_t debit)
{
	if (debit) {
		se->vruntime = min_vruntime +
			       weight_virtual(debit, &se->weight);
		return;
	}
	/* A short sleep must not win time, a long one must not win much. */
	se->vruntime = vruntime_later(se->vruntime,
				      min_vruntime - FAIR_LATENCY_NS / 2);
}

void entity_rebase(struct entity *se, uint64_t from, uint64_t to)
{
	se->vruntime += to - from;
}

int64_t entity_lag(const struct entity *se, uint64_t average)
{
	int64_t lag = (int64_t)(average - se->vruntime);

	return lag / (int64_t)WEIGHT_NICE_0 * (int64_t)se->weight.weight;
}
