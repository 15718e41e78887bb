// SPDX-License-Identifier: Apache-2.0
/*
 * Divisions by a weight are multiplications by its inverse, kept beside it;
 * the inverse of a sum is worked out when it is first wanted.
 */
#include "weight.h"

#define NR_NICE (NICE_MAX - NICE_MIN + 1)

/* 1024 * 1.25^-nice, rounded. */
static const uint32_t weights[NR_NICE] = {
	88818, 71054, 56843, 45475, 36380,
	29104, 23283, 18626, 14901, 11921,
	9537, 7629, 6104, 4883, 3906,
	3125, 2500, 2000, 1600, 1280,
	1024, 819, 655, 524, 419,
	336, 268, 215, 172, 137,
	110, 88, 70, 56, 45,
	36, 29, 23, 18, 15,
};

/* 2^32 / weight, rounded down. */
static const uint32_t inverses[NR_NICE] = {
	48356, 60446, 75558, 94446, 118058,
	147573, 184467, 230589, 288233, 360285,
	450347, 562979, 703631, 879575, 1099582,
	1374389, 1717986, 2147483, 2684354, 3355443,
	4194304, 5244160, 6557201, 8196502, 10250518,
	12782640, 16025997, 19976592, 24970740, 31350126,
	39045157, 48806446, 61356675, 76695844, 95443717,
	119304647, 148102320, 186737708, 238609294, 286331153,
};

/* 1000 * weight / (weight + 1024), rounded. */
static const uint16_t percentages[NR_NICE] = {
	989, 986, 982, 978, 973, 966, 958, 948, 936, 921,
	903, 882, 856, 827, 792, 753, 709, 661, 610, 556,
	500, 444, 390, 339, 290, 247, 207, 174, 144, 118,
	97, 79, 64, 52, 42, 34, 28, 22, 17, 14,
};

static uint64_t multiply_high(uint64_t value, uint64_t factor)
{
	return (uint64_t)(((unsigned __int128)value * factor) >> 32);
}

bool nice_valid(int nice)
{
	return nice >= NICE_MIN && nice <= NICE_MAX;
}

uint32_t nice_weight(int nice)
{
	return weights[nice - NICE_MIN];
}

void weight_set_nice(struct load_weight *load, int nice)
{
	load->weight = nice_weight(nice);
	load->inverse = inverses[nice - NICE_MIN];
}

void weight_add(struct load_weight *sum, uint64_t weight)
{
	sum->weight += weight;
	sum->inverse = 0;
}

void weight_sub(struct load_weight *sum, uint64_t weight)
{
	sum->weight -= weight;
	sum->inverse = 0;
}

uint64_t weight_virtual(uint64_t delta, const struct load_weight *load)
{
	if (load->weight == WEIGHT_NICE_0)
		return delta;
	return multiply_high(delta * WEIGHT_NICE_0, load->inverse);
}

/* Sums that do not fit have an inverse of 1: a share of next to nothing. */
static void find_inverse(struct load_weight *sum)
{
	if (sum->weight > UINT32_MAX)
		sum->inverse = 1;
	else if (sum->weight <= 1)
		sum->inverse = UINT32_MAX;
	else
		sum->inverse = (uint32_t)((UINT64_C(1) << 32) / sum->weight);
}

uint64_t weight_share(uint64_t delta, uint64_t weight,
		      struct load_weight *sum)
{
	if (!sum->inverse)
		find_inverse(sum);
	return multiply_high(delta * weight, sum->inverse);
}

int weight_nearest_nice(uint64_t weight)
{
	int i = 0;

	while (i < NR_NICE - 1 && weights[i] > weight)
		i++;
	if (i > 0 && weights[i - 1] - weight < weight - weights[i])
		i--;
	return i + NICE_MIN;
}

unsigned int nice_percentage(int nice)
{
	return nice_valid(nice) ? percentages[nice - NICE_MIN] : 0;
}
