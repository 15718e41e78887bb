// SPDX-License-Identifier: Apache-2.0
//
// A connection tracker: what the table is for. Connections come from a fixed
// pool, follow TCP's states, and expire.
#ifndef RH_CONN_H
#define RH_CONN_H

#include "table.h"

#include <stdint.h>

struct conn_key {
	uint32_t addr[2];
	uint16_t port[2];
	uint32_t zone;
};

enum conn_event {
	CONN_SYN,
	CONN_ACK,
	CONN_FIN,
	CONN_RST,
	CONN_NR_EVENTS,
};

enum conn_state {
	CONN_NONE,
	CONN_OPENING,
	CONN_ESTABLISHED,
	CONN_CLOSING,
	CONN_CLOSED,
	CONN_NR_STATES,
};

struct conn {
	struct conn_key key;
	struct rh_node node;
	enum conn_state state;
	uint64_t expires;
	uint64_t packets, bytes;
	struct conn_tracker *tracker;
	struct conn *next_free;
};

struct conn_tracker;

/* A tracker of up to @max connections; NULL if memory is out. */
struct conn_tracker *conn_tracker_create(uint32_t max, struct ep_domain *ep);

/* Forgets all connections; no reader may be inside. */
void conn_tracker_destroy(struct conn_tracker *tracker);

/* Both directions of a connection give the same key. */
void conn_key_make(struct conn_key *key, uint32_t saddr, uint16_t sport, uint32_t daddr,
		   uint16_t dport, uint32_t zone);

/* Accounts one packet as reader 0; the new state, or -ENOENT, -ENOBUFS, -EINVAL. */
int conn_packet(struct conn_tracker *tracker, const struct conn_key *key, enum conn_event event,
		uint32_t len, uint64_t now);

/* The connection with @key, or NULL; valid while the caller is inside. */
const struct conn *conn_find(const struct conn_tracker *tracker, const struct conn_key *key);

/* Goes on looking, at about @budget connections, and removes what is over; how many. */
uint32_t conn_expire(struct conn_tracker *tracker, uint64_t now, uint32_t budget);

/* Number of connections. */
uint32_t conn_count(const struct conn_tracker *tracker);

/* Name of a state. */
const char *conn_state_name(enum conn_state state);

/* Removes all connections of a zone; how many. */
uint32_t conn_flush_zone(struct conn_tracker *tracker, uint32_t zone);

#endif
