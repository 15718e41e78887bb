// SPDX-License-Identifier: Apache-2.0
#include "dissect.h"

#include "byteorder.h"
#include "csum.h"
#include "map.h"

#include <errno.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define MAX_VLAN_TAGS	2
#define MAX_IPV6_EXT	6

#define IPV6_HOPOPTS	0
#define IPV6_ROUTING	43
#define IPV6_FRAGMENT	44
#define IPV6_DSTOPTS	60

struct cursor {
	const uint8_t *data;
	uint32_t len;
	uint32_t off;
};

typedef int (*parse_fn)(struct cursor *cur, struct pf_flow *flow);

/* The next @n bytes, or NULL; @n is a constant nearly everywhere. */
static const uint8_t *pull(struct cursor *cur, uint32_t n)
{
	const uint8_t *p = cur->data + cur->off;

	if (cur->len - cur->off < n)
		return NULL;
	cur->off += n;
	return p;
}

static int parse_tcp(struct cursor *cur, struct pf_flow *flow)
{
	const uint8_t *tcp = pull(cur, 20);
	uint32_t header;

	if (!tcp)
		return -EINVAL;
	header = (tcp[12] >> 4) * 4u;
	if (header < 20 || !pull(cur, header - 20))
		return -EINVAL;
	flow->sport = get_be16(tcp);
	flow->dport = get_be16(tcp + 2);
	flow->tcp_flags = tcp[13];
	return 0;
}

static int parse_udp(struct cursor *cur, struct pf_flow *flow)
{
	const uint8_t *udp = pull(cur, 8);
	uint16_t len;

	if (!udp)
		return -EINVAL;
	len = get_be16(udp + 4);
	if (len < 8 || len > flow->l4_len)
		return -EINVAL;
	flow->sport = get_be16(udp);
	flow->dport = get_be16(udp + 2);
	flow->l4_len = len;	/* what lies behind it is padding */
	return 0;
}

/* Type and code stand in for the ports. */
static int parse_icmp(struct cursor *cur, struct pf_flow *flow)
{
	const uint8_t *icmp = pull(cur, 8);

	if (!icmp)
		return -EINVAL;
	flow->sport = icmp[0];
	flow->dport = icmp[1];
	return 0;
}

static const struct {
	uint8_t proto;
	parse_fn parse;
} l4_parsers[] = {
	{ PF_IP_TCP, parse_tcp },
	{ PF_IP_UDP, parse_udp },
	{ PF_IP_ICMP, parse_icmp },
	{ PF_IP_ICMPV6, parse_icmp },
};

static int parse_l4(struct cursor *cur, struct pf_flow *flow)
{
	if (flow->flags & PF_FLOW_LATER_FRAG)
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(l4_parsers); i++) {
		if (l4_parsers[i].proto == flow->l4_proto)
			return l4_parsers[i].parse(cur, flow);
	}
	return 0;
}

static void note_fragment(struct pf_flow *flow, bool more, uint16_t offset)
{
	if (more || offset)
		flow->flags |= PF_FLOW_FRAG;
	if (offset)
		flow->flags |= PF_FLOW_LATER_FRAG;
}

static int parse_ipv4(struct cursor *cur, struct pf_flow *flow)
{
	const uint8_t *ip = pull(cur, 20);
	uint32_t header, total;
	uint16_t frag;

	if (!ip || ip[0] >> 4 != 4)
		return -EINVAL;
	header = (ip[0] & 15) * 4u;
	total = get_be16(ip + 2);
	if (header < 20 || total < header || !pull(cur, header - 20) ||
	    total > cur->len - flow->l3_off)
		return -EINVAL;
	cur->len = flow->l3_off + total;	/* Ethernet may have padded the frame */
	flow->l4_len = (uint16_t)(total - header);
	flow->ttl = ip[8];
	flow->l4_proto = ip[9];
	memcpy(flow->saddr, ip + 12, 4);
	memcpy(flow->daddr, ip + 16, 4);
	frag = get_be16(ip + 6);
	note_fragment(flow, frag & 0x2000, frag & 0x1fff);
	return 0;
}

static bool is_ipv6_ext(uint8_t proto)
{
	return proto == IPV6_HOPOPTS || proto == IPV6_ROUTING || proto == IPV6_FRAGMENT ||
	       proto == IPV6_DSTOPTS;
}

static int skip_ipv6_ext(struct cursor *cur, struct pf_flow *flow)
{
	for (int i = 0; is_ipv6_ext(flow->l4_proto); i++) {
		const uint8_t *ext = pull(cur, 8);

		if (!ext || i >= MAX_IPV6_EXT)
			return -EINVAL;
		if (flow->l4_proto == IPV6_FRAGMENT)
			note_fragment(flow, ext[3] & 1, get_be16(ext + 2) >> 3);
		else if (!pull(cur, ext[1] * 8u))
			return -EINVAL;
		flow->l4_proto = ext[0];
		if (flow->flags & PF_FLOW_LATER_FRAG)
			break;
	}
	return 0;
}

static int parse_ipv6(struct cursor *cur, struct pf_flow *flow)
{
	const uint8_t *ip = pull(cur, 40);
	uint32_t payload;

	if (!ip || ip[0] >> 4 != 6)
		return -EINVAL;
	payload = get_be16(ip + 4);
	if (payload > cur->len - cur->off)
		return -EINVAL;
	cur->len = cur->off + payload;
	flow->l4_proto = ip[6];
	flow->ttl = ip[7];
	memcpy(flow->saddr, ip + 8, 16);
	memcpy(flow->daddr, ip + 24, 16);
	if (skip_ipv6_ext(cur, flow))
		return -EINVAL;
	flow->l4_len = (uint16_t)(cur->len - cur->off);
	return 0;
}

static const struct {
	uint16_t ethertype;
	parse_fn parse;
} l3_parsers[] = {
	{ PF_ETH_IPV4, parse_ipv4 },
	{ PF_ETH_IPV6, parse_ipv6 },
};

static int parse_l3(struct cursor *cur, struct pf_flow *flow)
{
	for (size_t i = 0; i < ARRAY_SIZE(l3_parsers); i++) {
		if (l3_parsers[i].ethertype == flow->l3_proto)
			return l3_parsers[i].parse(cur, flow);
	}
	return -EPROTONOSUPPORT;
}

static int parse_eth(struct cursor *cur, struct pf_flow *flow)
{
	const uint8_t *eth = pull(cur, 14);

	if (!eth)
		return -EINVAL;
	flow->l3_proto = get_be16(eth + 12);
	for (int i = 0; flow->l3_proto == PF_ETH_VLAN || flow->l3_proto == PF_ETH_QINQ; i++) {
		const uint8_t *tag = pull(cur, 4);

		if (!tag || i >= MAX_VLAN_TAGS)
			return -EINVAL;
		flow->flags |= PF_FLOW_VLAN;
		flow->vlan = get_be16(tag) & 0xfff;
		flow->l3_proto = get_be16(tag + 2);
	}
	return 0;
}

int pf_dissect(const uint8_t *data, uint32_t len, struct pf_flow *flow)
{
	struct cursor cur = { .data = data, .len = len };
	int err;

	if (len > UINT16_MAX)
		return -EINVAL;
	memset(flow, 0, sizeof(*flow));
	err = parse_eth(&cur, flow);
	if (err)
		return err;
	flow->l3_off = (uint16_t)cur.off;
	err = parse_l3(&cur, flow);
	if (err)
		return err;
	flow->l4_off = (uint16_t)cur.off;
	err = parse_l4(&cur, flow);
	flow->payload_off = (uint16_t)cur.off;
	return err;
}

unsigned int pf_flow_addr_len(const struct pf_flow *flow)
{
	return flow->l3_proto == PF_ETH_IPV4 ? 4 : 16;
}

uint32_t pf_flow_hash(const struct pf_flow *flow)
{
	unsigned int len = pf_flow_addr_len(flow);
	uint32_t src = pf_hash(flow->saddr, len, flow->sport);
	uint32_t dst = pf_hash(flow->daddr, len, flow->dport);

	return (src ^ dst) * 0x9e3779b1u + flow->l4_proto;
}

bool pf_l3_csum_ok(const uint8_t *data, const struct pf_flow *flow)
{
	const uint8_t *ip = data + flow->l3_off;

	return flow->l3_proto != PF_ETH_IPV4 || !pf_csum(ip, (ip[0] & 15) * 4u);
}

uint16_t pf_l4_csum_off(const struct pf_flow *flow)
{
	if (flow->flags & PF_FLOW_LATER_FRAG)
		return 0;
	switch (flow->l4_proto) {
	case PF_IP_TCP:
		return flow->l4_off + 16;
	case PF_IP_UDP:
		return flow->l4_off + 6;
	default:
		return 0;
	}
}

/* RFC 768: a UDP checksum of zero means that the sender made none. */
static bool has_l4_csum(const uint8_t *data, const struct pf_flow *flow)
{
	uint16_t off = pf_l4_csum_off(flow);

	return off && (flow->l4_proto != PF_IP_UDP || get_be16(data + off));
}

bool pf_l4_csum_ok(const uint8_t *data, const struct pf_flow *flow)
{
	uint32_t sum;

	if (flow->flags & PF_FLOW_FRAG || !has_l4_csum(data, flow))
		return true;
	sum = pf_csum_pseudo(flow->saddr, flow->daddr, pf_flow_addr_len(flow), flow->l4_proto,
			     flow->l4_len);
	return !pf_csum_fold(pf_csum_partial(data + flow->l4_off, flow->l4_len, sum));
}

static void mend_l4_csum(uint8_t *check, const struct pf_flow *flow, uint32_t addr, uint16_t port)
{
	uint16_t sum = get_be16(check);

	sum = pf_csum_replace4(sum, get_be32(flow->daddr), addr);
	sum = pf_csum_replace2(sum, flow->dport, port);
	if (!sum && flow->l4_proto == PF_IP_UDP)
		sum = 0xffff;
	put_be16(check, sum);
}

int pf_rewrite_dst(uint8_t *data, struct pf_flow *flow, uint32_t addr, uint16_t port)
{
	uint8_t *ip = data + flow->l3_off;
	uint16_t check;

	if (flow->l3_proto != PF_ETH_IPV4 || !pf_l4_csum_off(flow))
		return -EPROTONOSUPPORT;
	if (has_l4_csum(data, flow))
		mend_l4_csum(data + pf_l4_csum_off(flow), flow, addr, port);
	check = pf_csum_replace4(get_be16(ip + 10), get_be32(flow->daddr), addr);
	put_be16(ip + 10, check);
	put_be32(ip + 16, addr);
	put_be16(data + flow->l4_off + 2, port);
	put_be32(flow->daddr, addr);
	flow->dport = port;
	return 0;
}

uint16_t pf_tcp_mss(const uint8_t *data, const struct pf_flow *flow)
{
	uint32_t at = flow->l4_off + 20u;

	if (flow->l4_proto != PF_IP_TCP)
		return 0;
	while (at < flow->payload_off && data[at] != 0) {
		uint32_t left = flow->payload_off - at;
		uint32_t size = 1;

		if (data[at] != 1) {
			if (left < 2 || data[at + 1] < 2 || data[at + 1] > left)
				return 0;
			size = data[at + 1];
			if (data[at] == 2 && size == 4)
				return get_be16(data + at + 2);
		}
		at += size;
	}
	return 0;
}

void pf_flow_reverse(struct pf_flow *flow)
{
	uint8_t addr[16];
	uint16_t port = flow->sport;

	memcpy(addr, flow->saddr, sizeof(addr));
	memcpy(flow->saddr, flow->daddr, sizeof(addr));
	memcpy(flow->daddr, addr, sizeof(addr));
	flow->sport = flow->dport;
	flow->dport = port;
}
