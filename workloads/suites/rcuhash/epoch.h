// SPDX-License-Identifier: Apache-2.0
//
// Epoch-based reclamation (Fraser 2004): readers say when they are inside,
// writers defer what readers may still see until every reader has been outside.
#ifndef RH_EPOCH_H
#define RH_EPOCH_H

#include <stdbool.h>
#include <stdint.h>

#define EP_MAX_READERS	8

/* Part of an object whose end may have to wait. */
struct ep_head {
	struct ep_head *next;
	void (*func)(struct ep_head *head);
};

struct ep_domain;

/* Follows a pointer that a writer may be changing. */
#define ep_load(p)		__atomic_load_n(&(p), __ATOMIC_ACQUIRE)

/* Makes an initialised object visible to readers. */
#define ep_publish(p, v)	__atomic_store_n(&(p), (v), __ATOMIC_RELEASE)

/* A domain without readers; NULL if memory is out. */
struct ep_domain *ep_create(void);

/* Runs every callback and frees the domain; no reader may be inside. */
void ep_destroy(struct ep_domain *ep);

/* Reader @slot goes inside, as often as it likes. */
void ep_enter(struct ep_domain *ep, unsigned int slot);

/* Undoes one ep_enter. */
void ep_exit(struct ep_domain *ep, unsigned int slot);

/* Whether reader @slot is inside. */
bool ep_inside(const struct ep_domain *ep, unsigned int slot);

/* Calls @func when no reader inside now is still inside. */
void ep_defer(struct ep_domain *ep, struct ep_head *head, void (*func)(struct ep_head *head));

/* Ends the epoch if its readers allow; returns how many callbacks ran. */
unsigned int ep_poll(struct ep_domain *ep);

/* Runs everything deferred; -EBUSY if a reader inside makes that impossible. */
int ep_barrier(struct ep_domain *ep);

/* Number of callbacks that have not run. */
unsigned int ep_pending(const struct ep_domain *ep);

/* The number of the epoch. */
uint64_t ep_now(const struct ep_domain *ep);

/* The reader that has been inside for the most epochs, or -1. */
int ep_oldest_reader(const struct ep_domain *ep);

#endif
