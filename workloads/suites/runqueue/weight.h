// SPDX-License-Identifier: Apache-2.0
/*
 * Nice values as weights: each step is a quarter more or less, and 1024
 * stands for nice 0.
 */
#ifndef RUNQUEUE_WEIGHT_H
#define RUNQUEUE_WEIGHT_H

#include <stdbool.h>
#include <stdint.h>

#define NICE_MIN (-20)
#define NICE_MAX 19
#define WEIGHT_NICE_0 1024u

/* A weight, or a sum of weights. */
struct load_weight {
	uint64_t weight;
	uint32_t inverse;	/* 2^32 / weight, or 0: not known */
};

/* Whether there is such a nice value. */
bool nice_valid(int nice);

/* The weight of a valid nice value. */
uint32_t nice_weight(int nice);

/* Sets the weight of a valid nice value. */
void weight_set_nice(struct load_weight *load, int nice);

/* Adds to, or takes from, a sum. */
void weight_add(struct load_weight *sum, uint64_t weight);
void weight_sub(struct load_weight *sum, uint64_t weight);

/* delta * 1024 / weight: how far virtual time moves in delta of real time. */
uint64_t weight_virtual(uint64_t delta, const struct load_weight *load);

/* delta * weight / sum: the share of delta a weight is entitled to. */
uint64_t weight_share(uint64_t delta, uint64_t weight,
		      struct load_weight *sum);

/* The nice value whose weight is nearest. */
int weight_nearest_nice(uint64_t weight);

/* Processor percentage, in tenths, of one task against one of nice 0. */
unsigned int nice_percentage(int nice);

#endif
