// SPDX-License-Identifier: Apache-2.0
//
// The epoch can only end when each reader inside entered during it. So during
// epoch e readers may hold what was reachable in e and e - 1, and what was
// deferred two epochs ago is free: three queues are enough.
#include "epoch.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#define NR_QUEUES	3
#define ACTIVE		1ull	/* bit 0 of a reader's word; the rest is its epoch */

struct reader {
	_Atomic uint64_t word;
	unsigned int depth;	/* the reader's own */
} __attribute__((aligned(64)));

struct queue {
	struct ep_head *first;
	struct ep_head **end;
};

struct ep_domain {
	struct reader readers[EP_MAX_READERS];
	_Atomic uint64_t epoch;
	struct queue queues[NR_QUEUES];
	unsigned int pending;
};

static void queue_init(struct queue *queue)
{
	queue->first = NULL;
	queue->end = &queue->first;
}

static void queue_add(struct queue *queue, struct ep_head *head)
{
	head->next = NULL;
	*queue->end = head;
	queue->end = &head->next;
}

/* A callback may free its head, and may defer again, so the list is taken first. */
static unsigned int queue_run(struct queue *queue)
{
	struct ep_head *head = queue->first;
	unsigned int n = 0;

	queue_init(queue);
	for (struct ep_head *next; head; head = next, n++) {
		next = head->next;
		head->func(head);
	}
	return n;
}

struct ep_domain *ep_create(void)
{
	struct ep_domain *ep = aligned_alloc(_Alignof(struct ep_domain), sizeof(*ep));

	if (!ep)
		return NULL;
	for (int i = 0; i < EP_MAX_READERS; i++) {
		atomic_init(&ep->readers[i].word, 0);
		ep->readers[i].depth = 0;
	}
	atomic_init(&ep->epoch, 0);
	for (int i = 0; i < NR_QUEUES; i++)
		queue_init(&ep->queues[i]);
	ep->pending = 0;
	return ep;
}

void ep_destroy(struct ep_domain *ep)
{
	if (!ep)
		return;
	ep_barrier(ep);
	free(ep);
}

void ep_enter(struct ep_domain *ep, unsigned int slot)
{
	struct reader *reader = &ep->readers[slot];
	uint64_t epoch;

	if (reader->depth++)
		return;
	epoch = atomic_load_explicit(&ep->epoch, memory_order_relaxed);
	atomic_store_explicit(&reader->word, epoch << 1 | ACTIVE, memory_order_relaxed);
	/* The word must be seen before anything is read; pairs with ep_poll. */
	atomic_thread_fence(memory_order_seq_cst);
}

void ep_exit(struct ep_domain *ep, unsigned int slot)
{
	struct reader *reader = &ep->readers[slot];

	if (--reader->depth)
		return;
	atomic_store_explicit(&reader->word, 0, memory_order_release);
}

bool ep_inside(const struct ep_domain *ep, unsigned int slot)
{
	return ep->readers[slot].depth;
}

uint64_t ep_now(const struct ep_domain *ep)
{
	return atomic_load_explicit(&ep->epoch, memory_order_relaxed);
}

unsigned int ep_pending(const struct ep_domain *ep)
{
	return ep->pending;
}

void ep_defer(struct ep_domain *ep, struct ep_head *head, void (*func)(struct ep_head *head))
{
	head->func = func;
	queue_add(&ep->queues[ep_now(ep) % NR_QUEUES], head);
	ep->pending++;
}

static bool readers_caught_up(struct ep_domain *ep, uint64_t epoch)
{
	for (int i = 0; i < EP_MAX_READERS; i++) {
		uint64_t word = atomic_load_explicit(&ep->readers[i].word, memory_order_acquire);

		if (word & ACTIVE && word >> 1 != epoch)
			return false;
	}
	return true;
}

unsigned int ep_poll(struct ep_domain *ep)
{
	uint64_t epoch = ep_now(ep);
	unsigned int ran;

	atomic_thread_fence(memory_order_seq_cst);
	if (!readers_caught_up(ep, epoch))
		return 0;
	epoch++;
	atomic_store_explicit(&ep->epoch, epoch, memory_order_release);
	/* The queue of epoch - 2, which is the next one to be filled. */
	ran = queue_run(&ep->queues[(epoch + 1) % NR_QUEUES]);
	ep->pending -= ran;
	return ran;
}

int ep_barrier(struct ep_domain *ep)
{
	while (ep->pending) {
		uint64_t before = ep_now(ep);

		ep_poll(ep);
		if (ep_now(ep) == before)
			return -EBUSY;
	}
	return 0;
}

int ep_oldest_reader(const struct ep_domain *ep)
{
	uint64_t oldest = UINT64_MAX;
	int found = -1;

	for (int i = 0; i < EP_MAX_READERS; i++) {
		uint64_t word = atomic_load_explicit(&ep->readers[i].word, memory_order_relaxed);

		if (word & ACTIVE && word < oldest) {
			oldest = word;
			found = i;
		}
	}
	return found;
}
