// SPDX-License-Identifier: Apache-2.0
//
// The functions programs may call. The verifier has checked the arguments, so
// these trust them.
#include "filter.h"

#include "csum.h"

#include <errno.h>
#include <string.h>

static uint64_t clock_ticks;

static inline void *to_ptr(uint64_t reg)
{
	return (void *)(uintptr_t)reg;
}

/* All have the interpreter's calling convention, whatever they need of it. */
#define PF_CALL_DEFINE(name)							\
	static uint64_t name(uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5)
#define UNUSED(a)	((void)(a))

PF_CALL_DEFINE(call_map_lookup)
{
	UNUSED(a3), UNUSED(a4), UNUSED(a5);
	return (uintptr_t)pf_map_lookup(to_ptr(a1), to_ptr(a2));
}

PF_CALL_DEFINE(call_map_update)
{
	UNUSED(a5);
	return (uint64_t)pf_map_update(to_ptr(a1), to_ptr(a2), to_ptr(a3), a4);
}

PF_CALL_DEFINE(call_map_remove)
{
	UNUSED(a3), UNUSED(a4), UNUSED(a5);
	return (uint64_t)pf_map_remove(to_ptr(a1), to_ptr(a2));
}

PF_CALL_DEFINE(call_csum)
{
	UNUSED(a3), UNUSED(a4), UNUSED(a5);
	return pf_csum(to_ptr(a1), a2);
}

PF_CALL_DEFINE(call_hash)
{
	UNUSED(a3), UNUSED(a4), UNUSED(a5);
	return pf_hash(to_ptr(a1), (uint32_t)a2, 0);
}

PF_CALL_DEFINE(call_clock)
{
	UNUSED(a1), UNUSED(a2), UNUSED(a3), UNUSED(a4), UNUSED(a5);
	return clock_ticks;
}

static const struct pf_call_proto protos[PF_NR_CALLS] = {
	[PF_CALL_MAP_LOOKUP] = {
		.name = "map_lookup",
		.fn = call_map_lookup,
		.ret = PF_RET_VALUE_OR_NULL,
		.args = { PF_ARG_MAP, PF_ARG_KEY },
	},
	[PF_CALL_MAP_UPDATE] = {
		.name = "map_update",
		.fn = call_map_update,
		.args = { PF_ARG_MAP, PF_ARG_KEY, PF_ARG_VALUE, PF_ARG_SCALAR },
	},
	[PF_CALL_MAP_REMOVE] = {
		.name = "map_remove",
		.fn = call_map_remove,
		.args = { PF_ARG_MAP, PF_ARG_KEY },
	},
	[PF_CALL_CSUM] = {
		.name = "csum",
		.fn = call_csum,
		.args = { PF_ARG_MEM, PF_ARG_SIZE },
	},
	[PF_CALL_HASH] = {
		.name = "hash",
		.fn = call_hash,
		.args = { PF_ARG_MEM, PF_ARG_SIZE },
	},
	[PF_CALL_CLOCK] = {
		.name = "clock",
		.fn = call_clock,
	},
};

const struct pf_call_proto *pf_call_proto(int32_t nr)
{
	return nr >= 0 && nr < PF_NR_CALLS ? &protos[nr] : NULL;
}

pf_call_fn pf_call_target(int32_t nr)
{
	return protos[nr].fn;
}

int pf_call_by_name(const char *name)
{
	for (int i = 0; i < PF_NR_CALLS; i++) {
		if (!strcmp(protos[i].name, name))
			return i;
	}
	return -ENOENT;
}

void pf_clock_advance(uint64_t ticks)
{
	clock_ticks += ticks;
}
