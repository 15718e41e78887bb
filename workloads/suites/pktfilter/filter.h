// SPDX-License-Identifier: Apache-2.0
//
// Programs: what they see, what they may call, and how they are checked and run.
#ifndef PF_FILTER_H
#define PF_FILTER_H

#include "insn.h"
#include "map.h"

#include <stdbool.h>
#include <stdint.h>

enum pf_verdict {
	PF_DROP,
	PF_PASS,
	PF_REDIRECT,
	PF_NR_VERDICTS,
};

/* What r1 points at. The layout is part of the instruction set. */
struct pf_ctx {
	uint64_t data;		/* read as a packet pointer */
	uint64_t data_end;
	uint32_t len;
	uint32_t ifindex;
	uint32_t mark;		/* the one field programs may write */
	uint32_t flow_hash;
};

#define PF_MAX_MAPS	4

struct pf_prog {
	const struct pf_insn *insns;
	uint32_t len;
	uint32_t nr_maps;
	struct pf_map *maps[PF_MAX_MAPS];
	bool verified;
};

/* Where and why a program was refused. */
struct pf_log {
	uint32_t insn;
	const char *why;
};

enum pf_call {
	PF_CALL_MAP_LOOKUP,	/* (map, key): value or NULL */
	PF_CALL_MAP_UPDATE,	/* (map, key, value, flags): 0 or -errno */
	PF_CALL_MAP_REMOVE,	/* (map, key): 0 or -errno */
	PF_CALL_CSUM,		/* (mem, size): Internet checksum */
	PF_CALL_HASH,		/* (mem, size): FNV-1a */
	PF_CALL_CLOCK,		/* (): ticks */
	PF_NR_CALLS,
};

enum pf_arg {
	PF_ARG_NONE,
	PF_ARG_SCALAR,
	PF_ARG_MAP,
	PF_ARG_KEY,		/* memory of the map's key size */
	PF_ARG_VALUE,		/* memory of the map's value size */
	PF_ARG_MEM,		/* memory whose size is the next argument */
	PF_ARG_SIZE,
};

enum pf_ret {
	PF_RET_SCALAR,
	PF_RET_VALUE_OR_NULL,
};

typedef uint64_t (*pf_call_fn)(uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5);

struct pf_call_proto {
	const char *name;
	pf_call_fn fn;
	uint8_t ret;
	uint8_t args[5];
};

/* The function a CALL names; NULL if there is no such function. */
const struct pf_call_proto *pf_call_proto(int32_t nr);

/* The code of a function that the verifier has accepted. */
pf_call_fn pf_call_target(int32_t nr);

/* Number of the function called @name, or -ENOENT. */
int pf_call_by_name(const char *name);

/* Lets the clock that programs see go on. */
void pf_clock_advance(uint64_t ticks);

/* Checks @prog, marks it as verified and returns 0, or a negative errno and @log. */
int pf_verify(struct pf_prog *prog, struct pf_log *log);

/* Runs a verified program; the verdict. */
enum pf_verdict pf_run(const struct pf_prog *prog, struct pf_ctx *ctx);

/* Makes @ctx describe @len bytes of packet. */
void pf_ctx_init(struct pf_ctx *ctx, const uint8_t *data, uint32_t len, uint32_t ifindex);

#define PF_HOOK_MAX	4

struct pf_backend {
	uint32_t addr;
	uint16_t port;
};

/* A place packets pass; the programs run in order until one does not pass. */
struct pf_hook {
	const struct pf_prog *progs[PF_HOOK_MAX];
	uint32_t nr;
	struct pf_backend backends[PF_HOOK_MAX];
	uint32_t nr_backends;
	uint64_t verdicts[PF_NR_VERDICTS];
	uint64_t malformed;
	uint64_t bad_csum;
};

/* An empty hook: everything well-formed passes. */
void pf_hook_init(struct pf_hook *hook);

/* Adds a program; -EACCES if it is not verified, -ENOSPC if there are too many. */
int pf_hook_attach(struct pf_hook *hook, const struct pf_prog *prog);

/* Takes a program away; -ENOENT if it is not attached. */
int pf_hook_detach(struct pf_hook *hook, const struct pf_prog *prog);

/* Adds a destination for PF_REDIRECT; -ENOSPC if there are too many. */
int pf_hook_add_backend(struct pf_hook *hook, uint32_t addr, uint16_t port);

/* Decides about one packet, which a redirection rewrites in place. */
enum pf_verdict pf_hook_packet(struct pf_hook *hook, uint8_t *data, uint32_t len,
			       uint32_t ifindex);

/* Adds the counters of @from to those of @to. */
void pf_hook_sum(struct pf_hook *to, const struct pf_hook *from);

#endif
