// SPDX-License-Identifier: Apache-2.0
//
// Where packets meet programs.
#include "filter.h"

#include "dissect.h"

#include <errno.h>
#include <string.h>

typedef enum pf_verdict (*apply_fn)(struct pf_hook *hook, uint8_t *data, struct pf_flow *flow);

void pf_hook_init(struct pf_hook *hook)
{
	memset(hook, 0, sizeof(*hook));
}

int pf_hook_attach(struct pf_hook *hook, const struct pf_prog *prog)
{
	if (!prog->verified)
		return -EACCES;
	if (hook->nr >= PF_HOOK_MAX)
		return -ENOSPC;
	hook->progs[hook->nr++] = prog;
	return 0;
}

int pf_hook_detach(struct pf_hook *hook, const struct pf_prog *prog)
{
	for (uint32_t i = 0; i < hook->nr; i++) {
		if (hook->progs[i] != prog)
			continue;
		hook->nr--;
		memmove(&hook->progs[i], &hook->progs[i + 1],
			(hook->nr - i) * sizeof(hook->progs[0]));
		return 0;
	}
	return -ENOENT;
}

int pf_hook_add_backend(struct pf_hook *hook, uint32_t addr, uint16_t port)
{
	if (hook->nr_backends >= PF_HOOK_MAX)
		return -ENOSPC;
	hook->backends[hook->nr_backends].addr = addr;
	hook->backends[hook->nr_backends].port = port;
	hook->nr_backends++;
	return 0;
}

static enum pf_verdict apply_drop(struct pf_hook *hook, uint8_t *data, struct pf_flow *flow)
{
	(void)hook;
	(void)data;
	(void)flow;
	return PF_DROP;
}

/* A packet whose checksum is wrong is dropped by us rather than by its receiver. */
static enum pf_verdict apply_pass(struct pf_hook *hook, uint8_t *data, struct pf_flow *flow)
{
	if (pf_l4_csum_ok(data, flow))
		return PF_PASS;
	hook->bad_csum++;
	return PF_DROP;
}

static enum pf_verdict apply_redirect(struct pf_hook *hook, uint8_t *data, struct pf_flow *flow)
{
	const struct pf_backend *backend;

	if (!hook->nr_backends)
		return PF_DROP;
	/* By the source alone: a client keeps its backend whatever the destination was. */
	backend = &hook->backends[pf_hash(flow->saddr, pf_flow_addr_len(flow), flow->sport) %
				  hook->nr_backends];
	if (pf_rewrite_dst(data, flow, backend->addr, backend->port))
		return PF_DROP;
	return PF_REDIRECT;
}

static const apply_fn appliers[PF_NR_VERDICTS] = {
	[PF_DROP] = apply_drop,
	[PF_PASS] = apply_pass,
	[PF_REDIRECT] = apply_redirect,
};

static enum pf_verdict run_programs(const struct pf_hook *hook, struct pf_ctx *ctx)
{
	enum pf_verdict verdict = PF_PASS;

	for (uint32_t i = 0; i < hook->nr && verdict == PF_PASS; i++)
		verdict = pf_run(hook->progs[i], ctx);
	return verdict;
}

enum pf_verdict pf_hook_packet(struct pf_hook *hook, uint8_t *data, uint32_t len,
			       uint32_t ifindex)
{
	enum pf_verdict verdict = PF_DROP;
	struct pf_flow flow;
	struct pf_ctx ctx;
	int err = pf_dissect(data, len, &flow);

	if (err == -EPROTONOSUPPORT) {	/* ARP and the like are not ours to judge */
		verdict = PF_PASS;
	} else if (err) {
		hook->malformed++;
	} else if (!pf_l3_csum_ok(data, &flow)) {
		hook->bad_csum++;
	} else {
		pf_ctx_init(&ctx, data, len, ifindex);
		ctx.flow_hash = pf_flow_hash(&flow);
		verdict = appliers[run_programs(hook, &ctx)](hook, data, &flow);
	}
	hook->verdicts[verdict]++;
	return verdict;
}

void pf_hook_sum(struct pf_hook *to, const struct pf_hook *from)
{
	for (int i = 0; i < PF_NR_VERDICTS; i++)
		to->verdicts[i] += from->verdicts[i];
	to->malformed += from->malformed;
	to->bad_csum += from->bad_csum;
}
