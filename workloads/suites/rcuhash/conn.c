// SPDX-License-Identifier: Apache-2.0
#include "conn.h"

#include <errno.h>
#include <stdlib.h>

#define container_of(ptr, type, member)	((type *)((char *)(ptr) - offsetof(type, member)))

#define READER		0
#define GC_READER	1

struct conn_tracker {
	struct rh_table *table;
	struct ep_domain *ep;
	struct conn *free;
	struct rh_walk gc;	/* goes round and round the table */
	struct conn pool[];
};

_Static_assert(sizeof(struct conn_key) == 16, "RH_KEY_TUPLE has 16 bytes");

/* What an event makes of a state; CONN_NONE where it makes no sense. */
static const uint8_t transitions[CONN_NR_STATES][CONN_NR_EVENTS] = {
	[CONN_NONE] = { [CONN_SYN] = CONN_OPENING },
	[CONN_OPENING] = {
		[CONN_SYN] = CONN_OPENING,
		[CONN_ACK] = CONN_ESTABLISHED,
		[CONN_FIN] = CONN_CLOSING,
		[CONN_RST] = CONN_CLOSED,
	},
	[CONN_ESTABLISHED] = {
		[CONN_ACK] = CONN_ESTABLISHED,
		[CONN_FIN] = CONN_CLOSING,
		[CONN_RST] = CONN_CLOSED,
	},
	[CONN_CLOSING] = {
		[CONN_ACK] = CONN_CLOSING,
		[CONN_FIN] = CONN_CLOSED,
		[CONN_RST] = CONN_CLOSED,
	},
	[CONN_CLOSED] = {
		[CONN_SYN] = CONN_OPENING,	/* the ports are used again */
		[CONN_ACK] = CONN_CLOSED,
	},
};

static const uint32_t timeouts[CONN_NR_STATES] = {
	[CONN_OPENING] = 60,
	[CONN_ESTABLISHED] = 3600,
	[CONN_CLOSING] = 120,
	[CONN_CLOSED] = 10,
};

static const char *const state_names[CONN_NR_STATES] = {
	"none", "opening", "established", "closing", "closed",
};

static struct conn *to_conn(struct rh_node *node)
{
	return container_of(node, struct conn, node);
}

static void conn_release(struct conn *conn)
{
	conn->next_free = conn->tracker->free;
	conn->tracker->free = conn;
}

static void conn_free(struct rh_node *node)
{
	conn_release(to_conn(node));
}

static uint32_t table_size(uint32_t max)
{
	uint32_t size = 16;

	while (size < max)
		size *= 2;
	return size;
}

struct conn_tracker *conn_tracker_create(uint32_t max, struct ep_domain *ep)
{
	struct rh_params params = {
		.keys = RH_KEY_TUPLE,
		.field = (ptrdiff_t)offsetof(struct conn, key) -
			 (ptrdiff_t)offsetof(struct conn, node),
		.free = conn_free,
		.seed = { .k0 = 0x5bd1e995 },
		.min_size = 16,
		.max_size = table_size(max),
	};
	struct conn_tracker *tracker;

	tracker = calloc(1, sizeof(*tracker) + (size_t)max * sizeof(tracker->pool[0]));
	if (!tracker)
		return NULL;
	tracker->table = rh_create(&params, ep);
	if (!tracker->table) {
		free(tracker);
		return NULL;
	}
	tracker->ep = ep;
	rh_walk_init(&tracker->gc, tracker->table, GC_READER);
	while (max--) {
		tracker->pool[max].tracker = tracker;
		conn_release(&tracker->pool[max]);
	}
	return tracker;
}

void conn_tracker_destroy(struct conn_tracker *tracker)
{
	if (!tracker)
		return;
	rh_destroy(tracker->table);
	free(tracker);
}

void conn_key_make(struct conn_key *key, uint32_t saddr, uint16_t sport, uint32_t daddr,
		   uint16_t dport, uint32_t zone)
{
	int swap = saddr > daddr || (saddr == daddr && sport > dport);

	key->addr[swap] = saddr;
	key->addr[!swap] = daddr;
	key->port[swap] = sport;
	key->port[!swap] = dport;
	key->zone = zone;
}

/* The pool's connections may be waiting for a grace period only. */
static struct conn *conn_alloc(struct conn_tracker *tracker)
{
	struct conn *conn = tracker->free;

	if (!conn) {
		ep_barrier(tracker->ep);
		conn = tracker->free;
	}
	if (conn)
		tracker->free = conn->next_free;
	return conn;
}

static int conn_update(struct conn *conn, enum conn_event event, uint32_t len, uint64_t now)
{
	enum conn_state state = transitions[conn->state][event];

	if (state == CONN_NONE)
		return -EINVAL;
	conn->state = state;
	conn->expires = now + timeouts[state];
	conn->packets++;
	conn->bytes += len;
	return (int)state;
}

static int conn_open(struct conn_tracker *tracker, const struct conn_key *key,
		     enum conn_event event, uint32_t len, uint64_t now)
{
	struct conn *conn;
	int state;

	if (transitions[CONN_NONE][event] == CONN_NONE)
		return -ENOENT;
	conn = conn_alloc(tracker);
	if (!conn)
		return -ENOBUFS;
	conn->key = *key;
	conn->state = CONN_NONE;
	conn->packets = conn->bytes = 0;
	state = conn_update(conn, event, len, now);
	rh_insert(tracker->table, &conn->node);
	return state;
}

int conn_packet(struct conn_tracker *tracker, const struct conn_key *key, enum conn_event event,
		uint32_t len, uint64_t now)
{
	struct rh_node *node;
	int ret = -ENOENT;

	ep_enter(tracker->ep, READER);
	node = rh_lookup(tracker->table, key);
	if (node)
		ret = conn_update(to_conn(node), event, len, now);
	ep_exit(tracker->ep, READER);
	return node ? ret : conn_open(tracker, key, event, len, now);
}

const struct conn *conn_find(const struct conn_tracker *tracker, const struct conn_key *key)
{
	struct rh_node *node = rh_lookup(tracker->table, key);

	return node ? to_conn(node) : NULL;
}

/* Stops between buckets only: the walk would begin the bucket it was in again. */
uint32_t conn_expire(struct conn_tracker *tracker, uint64_t now, uint32_t budget)
{
	struct rh_walk *gc = &tracker->gc;
	uint32_t bucket, seen = 0, removed = 0;
	struct rh_node *node;

	rh_walk_start(gc);	/* if it begins again, that is as good */
	bucket = gc->bucket;
	while ((node = rh_walk_next(gc))) {
		if (gc->bucket != bucket && seen >= budget)
			break;
		bucket = gc->bucket;
		seen++;
		if (to_conn(node)->expires <= now && !rh_remove_node(tracker->table, node))
			removed++;
	}
	rh_walk_stop(gc);
	if (!node)
		rh_walk_init(gc, tracker->table, GC_READER);
	ep_poll(tracker->ep);
	return removed;
}

uint32_t conn_count(const struct conn_tracker *tracker)
{
	return rh_count(tracker->table);
}

const char *conn_state_name(enum conn_state state)
{
	return state < CONN_NR_STATES ? state_names[state] : "?";
}

uint32_t conn_flush_zone(struct conn_tracker *tracker, uint32_t zone)
{
	struct rh_node *node;
	struct rh_walk walk;
	uint32_t removed = 0;

	rh_walk_init(&walk, tracker->table, GC_READER);
	rh_walk_start(&walk);
	while ((node = rh_walk_next(&walk))) {
		if (to_conn(node)->key.zone == zone && !rh_remove_node(tracker->table, node))
			removed++;
	}
	rh_walk_stop(&walk);
	return removed;
}
