// SPDX-License-Identifier: Apache-2.0
//
// Ethernet, VLAN, IPv4, IPv6, TCP, UDP and ICMP headers of one packet.
#ifndef PF_DISSECT_H
#define PF_DISSECT_H

#include <stdbool.h>
#include <stdint.h>

#define PF_ETH_IPV4	0x0800
#define PF_ETH_VLAN	0x8100
#define PF_ETH_IPV6	0x86dd
#define PF_ETH_QINQ	0x88a8

#define PF_IP_ICMP	1
#define PF_IP_TCP	6
#define PF_IP_UDP	17
#define PF_IP_ICMPV6	58

#define PF_FLOW_VLAN		1	/* a tag was there; see vlan */
#define PF_FLOW_FRAG		2	/* a fragment, the first one included */
#define PF_FLOW_LATER_FRAG	4	/* not the first: no transport header */

struct pf_flow {
	uint16_t l3_off, l4_off, payload_off;
	uint16_t l3_proto;
	uint16_t vlan;
	uint16_t l4_len;	/* transport header and payload */
	uint16_t sport, dport;
	uint8_t l4_proto;
	uint8_t ttl;
	uint8_t flags;
	uint8_t tcp_flags;
	uint8_t saddr[16], daddr[16];	/* IPv4 uses the first four bytes */
};

/* Fills @flow; -EINVAL if malformed, -EPROTONOSUPPORT if not IP. */
int pf_dissect(const uint8_t *data, uint32_t len, struct pf_flow *flow);

/* Bytes of an address of this flow: 4 or 16. */
unsigned int pf_flow_addr_len(const struct pf_flow *flow);

/* The same for both directions of a connection. */
uint32_t pf_flow_hash(const struct pf_flow *flow);

/* Whether the IPv4 header checksum is right; IPv6 has none and is. */
bool pf_l3_csum_ok(const uint8_t *data, const struct pf_flow *flow);

/* Whether the TCP or UDP checksum is right, or absent, or not there to see. */
bool pf_l4_csum_ok(const uint8_t *data, const struct pf_flow *flow);

/* Offset of the transport checksum in the packet; 0 if there is none. */
uint16_t pf_l4_csum_off(const struct pf_flow *flow);

/* Sends the packet to another IPv4 address and port, mending its checksums. */
int pf_rewrite_dst(uint8_t *data, struct pf_flow *flow, uint32_t addr, uint16_t port);

/* The maximum segment size a TCP SYN announces; 0 if none. */
uint16_t pf_tcp_mss(const uint8_t *data, const struct pf_flow *flow);

/* Turns a flow into that of the answers. */
void pf_flow_reverse(struct pf_flow *flow);

#endif
