// SPDX-License-Identifier: Apache-2.0
//
// The interpreter. Registers hold host addresses: only the verifier stands
// between a program and the rest of memory.
#include "filter.h"

#include "byteorder.h"

struct machine {
	uint64_t regs[PF_NR_REGS];
	uint8_t stack[PF_STACK_SIZE] __attribute__((aligned(8)));
};

static inline uint64_t load(uint64_t addr, unsigned int size)
{
	const void *p = (const void *)(uintptr_t)addr;
	uint16_t v16;
	uint32_t v32;
	uint64_t v64;

	switch (size) {
	case 1:
		return *(const uint8_t *)p;
	case 2:
		memcpy(&v16, p, sizeof(v16));
		return v16;
	case 4:
		memcpy(&v32, p, sizeof(v32));
		return v32;
	default:
		memcpy(&v64, p, sizeof(v64));
		return v64;
	}
}

static inline void store(uint64_t addr, uint64_t value, unsigned int size)
{
	void *p = (void *)(uintptr_t)addr;
	uint16_t v16 = (uint16_t)value;
	uint32_t v32 = (uint32_t)value;

	switch (size) {
	case 1:
		*(uint8_t *)p = (uint8_t)value;
		break;
	case 2:
		memcpy(p, &v16, sizeof(v16));
		break;
	case 4:
		memcpy(p, &v32, sizeof(v32));
		break;
	default:
		memcpy(p, &value, sizeof(value));
	}
}

static inline uint64_t do_call(const struct machine *m, int32_t nr)
{
	const uint64_t *r = m->regs;

	return pf_call_target(nr)(r[1], r[2], r[3], r[4], r[5]);
}

static void machine_init(struct machine *m, struct pf_ctx *ctx)
{
	memset(m->regs, 0, sizeof(m->regs));	/* unused call arguments are passed too */
	m->regs[1] = (uintptr_t)ctx;
	m->regs[PF_REG_FP] = (uintptr_t)(m->stack + PF_STACK_SIZE);
}

#define DST	m.regs[insn->dst]
#define SRC	m.regs[insn->src]
#define IMM	((uint64_t)(int64_t)insn->imm)

#define NEXT	goto *targets[(++insn)->op]

/* One operation in both forms; @expr computes the result from d and s. */
#define ALU(name, expr)								\
	do_##name##_K: {							\
		uint64_t d = DST, s = IMM;					\
		(void)d;							\
		DST = (expr);							\
		NEXT;								\
	}									\
	do_##name##_X: {							\
		uint64_t d = DST, s = SRC;					\
		(void)d;							\
		DST = (expr);							\
		NEXT;								\
	}

#define JUMP(name, cond)							\
	do_##name##_K: {							\
		uint64_t d = DST, s = IMM;					\
		if (cond)							\
			insn += insn->off;					\
		NEXT;								\
	}									\
	do_##name##_X: {							\
		uint64_t d = DST, s = SRC;					\
		if (cond)							\
			insn += insn->off;					\
		NEXT;								\
	}

#define LOAD(bits)								\
	do_LDX##bits:								\
		DST = load(SRC + (uint64_t)(int64_t)insn->off, bits / 8);	\
		NEXT;

#define STORE(bits)								\
	do_STX##bits:								\
		store(DST + (uint64_t)(int64_t)insn->off, SRC, bits / 8);	\
		NEXT;

enum pf_verdict pf_run(const struct pf_prog *prog, struct pf_ctx *ctx)
{
#define TARGET(name, class, size)	[PF_##name] = &&do_##name,
	static const void *const targets[PF_NR_OPS] = { PF_OPCODES(TARGET) };
	const struct pf_insn *insn = prog->insns;
	struct machine m;

	machine_init(&m, ctx);
	goto *targets[insn->op];

	ALU(MOV, s)
	ALU(ADD, d + s)
	ALU(SUB, d - s)
	ALU(MUL, d * s)
	ALU(DIV, s ? d / s : 0)
	ALU(MOD, s ? d % s : d)
	ALU(AND, d & s)
	ALU(OR, d | s)
	ALU(XOR, d ^ s)
	ALU(LSH, d << (s & 63))
	ALU(RSH, d >> (s & 63))
	JUMP(JEQ, d == s)
	JUMP(JNE, d != s)
	JUMP(JGT, d > s)
	JUMP(JLE, d <= s)
	JUMP(JGE, d >= s)
	JUMP(JLT, d < s)
	JUMP(JSET, d & s)
	LOAD(8)
	LOAD(16)
	LOAD(32)
	LOAD(64)
	STORE(8)
	STORE(16)
	STORE(32)
	STORE(64)
do_NEG:
	DST = -DST;
	NEXT;
do_BE16:
	DST = pf_be16((uint16_t)DST);
	NEXT;
do_BE32:
	DST = pf_be32((uint32_t)DST);
	NEXT;
do_LDMAP:
	DST = (uintptr_t)prog->maps[insn->imm];
	NEXT;
do_JA:
	insn += insn->off;
	NEXT;
do_CALL:
	m.regs[0] = do_call(&m, insn->imm);
	NEXT;
do_EXIT:
	return (enum pf_verdict)m.regs[0];
}

void pf_ctx_init(struct pf_ctx *ctx, const uint8_t *data, uint32_t len, uint32_t ifindex)
{
	*ctx = (struct pf_ctx){
		.data = (uintptr_t)data,
		.data_end = (uintptr_t)(data + len),
		.len = len,
		.ifindex = ifindex,
	};
}
