// SPDX-License-Identifier: Apache-2.0
//
// The verifier. Programs may only jump forward, so one pass in program order
// sees every instruction after all that lead to it: what is known on the ways
// to an instruction is joined there, and each instruction is checked once.
#include "filter.h"
#include "bounds.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PTR_OFF	65536

struct state {
	struct reg regs[PF_NR_REGS];
	uint64_t stack_init;	/* a bit for each byte, bit 0 the lowest address */
	bool live;
};

struct verifier {
	const struct pf_prog *prog;
	struct pf_log *log;
	struct state *states;	/* one for each instruction */
	struct state cur;
	uint32_t at;
};

static int __attribute__((cold)) refuse(struct verifier *v, int err, const char *why)
{
	v->log->insn = v->at;
	v->log->why = why;
	return err;
}

static int flow_to(struct verifier *v, uint32_t target, const struct state *from)
{
	struct state *to = &v->states[target];

	if (target >= v->prog->len)
		return refuse(v, -EINVAL, "runs past the end");
	if (!to->live) {
		*to = *from;
		return 0;
	}
	for (int i = 0; i < PF_NR_REGS; i++)
		reg_join(&to->regs[i], &from->regs[i]);
	to->stack_init &= from->stack_init;
	return 0;
}

static bool in_bounds(int64_t from, uint64_t size, int64_t low, int64_t high)
{
	return from >= low && from + (int64_t)size <= high;
}

static uint64_t stack_mask(int64_t off, uint64_t size)
{
	uint64_t bits = size >= 64 ? UINT64_MAX : (1ull << size) - 1;

	return size ? bits << (off + PF_STACK_SIZE) : 0;
}

/* May @size bytes at @reg + @off be read, or written? */
static int check_mem(struct verifier *v, const struct reg *reg, int32_t off, uint64_t size,
		     bool write)
{
	int64_t at = (int64_t)reg->off + off;

	switch (reg->type) {
	case PTR_STACK:
		if (!in_bounds(at, size, -PF_STACK_SIZE, 0))
			return refuse(v, -EACCES, "outside the stack");
		if (write)
			v->cur.stack_init |= stack_mask(at, size);
		else if (~v->cur.stack_init & stack_mask(at, size))
			return refuse(v, -EACCES, "reads stack that was never written");
		return 0;
	case PTR_PKT:
		if (!in_bounds(at, size, 0, reg->range))
			return refuse(v, -EACCES, "outside the packet bytes that were checked");
		return 0;
	case PTR_VALUE:
		if (!in_bounds(at, size + reg->umax, 0, v->prog->maps[reg->map]->value_size))
			return refuse(v, -EACCES, "outside the map value");
		return 0;
	case PTR_VALUE_OR_NULL:
		return refuse(v, -EACCES, "the map value may be NULL");
	default:
		return refuse(v, -EACCES, "not memory");
	}
}

static int load_ctx(struct verifier *v, struct reg *dst, int64_t off, unsigned int size)
{
	if (size == 8 && off == offsetof(struct pf_ctx, data))
		reg_set_pointer(dst, PTR_PKT, 0, 0);
	else if (size == 8 && off == offsetof(struct pf_ctx, data_end))
		reg_set_pointer(dst, PTR_PKT_END, 0, 0);
	else if (size == 4 && off % 4 == 0 &&
		 in_bounds(off, size, offsetof(struct pf_ctx, len), sizeof(struct pf_ctx)))
		reg_set_scalar(dst, 0, UINT32_MAX);
	else
		return refuse(v, -EACCES, "no such field in the context");
	return 0;
}

static int check_load(struct verifier *v, const struct pf_insn *insn)
{
	const struct reg *src = &v->cur.regs[insn->src];
	struct reg *dst = &v->cur.regs[insn->dst];
	unsigned int size = pf_op_size(insn->op);
	int err;

	if (src->type == PTR_CTX)
		return load_ctx(v, dst, insn->off, size);
	err = check_mem(v, src, insn->off, size, false);
	if (!err)
		reg_set_scalar(dst, 0, size_max(size));
	return err;
}

static int check_store(struct verifier *v, const struct pf_insn *insn)
{
	const struct reg *dst = &v->cur.regs[insn->dst];
	unsigned int size = pf_op_size(insn->op);

	if (v->cur.regs[insn->src].type != SCALAR)
		return refuse(v, -EACCES, "would leak a pointer");
	if (dst->type != PTR_CTX)
		return check_mem(v, dst, insn->off, size, true);
	if (size != 4 || insn->off != offsetof(struct pf_ctx, mark))
		return refuse(v, -EACCES, "context field cannot be written");
	return 0;
}

static int add_to_pointer(struct verifier *v, struct reg *ptr, const struct reg *n, bool sub)
{
	int64_t by = (int64_t)n->umin;

	if (ptr->type != PTR_PKT && ptr->type != PTR_STACK && ptr->type != PTR_VALUE)
		return refuse(v, -EACCES, "arithmetic on this pointer");
	if (reg_is_const(n)) {
		if (by < -MAX_PTR_OFF || by > MAX_PTR_OFF)
			return refuse(v, -EACCES, "pointer moved too far");
		by = ptr->off + (sub ? -by : by);
		if (by < -MAX_PTR_OFF || by > MAX_PTR_OFF)
			return refuse(v, -EACCES, "pointer moved too far");
		ptr->off = (int32_t)by;
		return 0;
	}
	if (sub || n->umax > MAX_PTR_OFF || ptr->umax > MAX_PTR_OFF || ptr->type == PTR_STACK)
		return refuse(v, -EACCES, "pointer moved by an unbounded number");
	if (ptr->type == PTR_VALUE) {
		ptr->umax += n->umax;
		return 0;
	}
	/* An offset below the base would let the sum point before the packet. */
	if (ptr->off < 0)
		return refuse(v, -EACCES, "pointer before the packet");
	reg_set_pointer(ptr, PTR_PKT, v->at + 1, 0);
	return 0;
}

static bool bad_immediate(const struct pf_insn *insn)
{
	switch (insn->op) {
	case PF_DIV_K:
	case PF_MOD_K:
		return !insn->imm;
	case PF_LSH_K:
	case PF_RSH_K:
		return insn->imm < 0 || insn->imm > 63;
	default:
		return false;
	}
}

/* The second operand of a two-operand operation, in either form. */
static void get_operand(const struct verifier *v, const struct pf_insn *insn, struct reg *s)
{
	uint64_t imm = (uint64_t)(int64_t)insn->imm;

	if (pf_op_uses_src(insn->op))
		*s = v->cur.regs[insn->src];
	else
		reg_set_scalar(s, imm, imm);
}

static int check_alu(struct verifier *v, const struct pf_insn *insn)
{
	struct reg *d = &v->cur.regs[insn->dst];
	uint8_t op = insn->op & ~1u;
	struct reg s;

	if (bad_immediate(insn))
		return refuse(v, -EINVAL, "immediate out of range");
	get_operand(v, insn, &s);
	if (op == PF_MOV_K) {
		*d = s;
		return 0;
	}
	if (d->type == SCALAR && s.type == SCALAR) {
		reg_scalar_op(d, insn->op, &s);
		return 0;
	}
	if (d->type != SCALAR && s.type == SCALAR && (op == PF_ADD_K || op == PF_SUB_K))
		return add_to_pointer(v, d, &s, op == PF_SUB_K);
	return refuse(v, -EACCES, "arithmetic on a pointer");
}

static int check_unary(struct verifier *v, const struct pf_insn *insn)
{
	struct reg *d = &v->cur.regs[insn->dst];

	if (d->type != SCALAR)
		return refuse(v, -EACCES, "arithmetic on a pointer");
	reg_set_scalar(d, 0, size_max(pf_op_size(insn->op)));
	return 0;
}

/* @ptr <= packet end: so many bytes behind every copy of its base are there. */
static void widen_range(struct state *state, const struct reg *ptr)
{
	uint16_t id = ptr->id;
	int32_t range = ptr->off;

	for (int i = 0; i < PF_NR_REGS; i++) {
		struct reg *reg = &state->regs[i];

		if (reg->type == PTR_PKT && reg->id == id && reg->range < range)
			reg->range = range;
	}
}

/* The lookup @id was found to be NULL, or not to be. */
static void settle_null(struct state *state, uint16_t id, bool null)
{
	for (int i = 0; i < PF_NR_REGS; i++) {
		struct reg *reg = &state->regs[i];

		if (reg->type != PTR_VALUE_OR_NULL || reg->id != id)
			continue;
		if (null)
			reg_set_scalar(reg, 0, 0);
		else
			reg_set_pointer(reg, PTR_VALUE, 0, reg->map);
	}
}

/* Adds to @state what "d op s" being true tells; false if it cannot be true. */
static bool assume(struct state *state, const struct pf_insn *insn, uint8_t op,
		   const struct reg *s)
{
	struct reg *d = &state->regs[insn->dst];

	if (d->type == SCALAR)
		return !reg_is_const(s) || reg_narrow(d, op, s->umin);
	if (d->type == PTR_PKT && ((op & ~1u) == PF_JLE_K || (op & ~1u) == PF_JLT_K))
		widen_range(state, d);
	else if (d->type == PTR_VALUE_OR_NULL)
		settle_null(state, d->id, (op & ~1u) == PF_JEQ_K);
	return true;
}

static bool may_compare(const struct reg *d, uint8_t op, const struct reg *s)
{
	bool equality = (op & ~1u) == PF_JEQ_K || (op & ~1u) == PF_JNE_K;

	switch (d->type) {
	case SCALAR:
		return s->type == SCALAR;
	case PTR_PKT:
		return s->type == PTR_PKT_END && (op & ~1u) != PF_JSET_K;
	case PTR_VALUE_OR_NULL:
	case PTR_VALUE:
		return s->type == SCALAR && equality && reg_is_const(s) && !s->umin;
	default:
		return false;
	}
}

static int check_jump(struct verifier *v, const struct pf_insn *insn)
{
	uint32_t target = v->at + 1 + (uint32_t)insn->off;
	struct state taken = v->cur;
	struct reg s;
	int err;

	get_operand(v, insn, &s);
	if (!may_compare(&v->cur.regs[insn->dst], insn->op, &s))
		return refuse(v, -EACCES, "these cannot be compared");
	if (assume(&taken, insn, insn->op, &s)) {
		err = flow_to(v, target, &taken);
		if (err)
			return err;
	}
	if (assume(&v->cur, insn, op_opposite(insn->op), &s))
		return flow_to(v, v->at + 1, &v->cur);
	return 0;
}

static int check_arg(struct verifier *v, uint8_t arg, const struct reg *reg,
		     const struct reg *map, const struct reg *next)
{
	switch (arg) {
	case PF_ARG_NONE:
		return 0;
	case PF_ARG_SCALAR:
	case PF_ARG_SIZE:
		return reg->type == SCALAR ? 0 : refuse(v, -EACCES, "argument is no number");
	case PF_ARG_MAP:
		return reg->type == PTR_MAP ? 0 : refuse(v, -EACCES, "argument is no map");
	case PF_ARG_KEY:
		return check_mem(v, reg, 0, v->prog->maps[map->map]->key_size, false);
	case PF_ARG_VALUE:
		return check_mem(v, reg, 0, v->prog->maps[map->map]->value_size, false);
	default:
		if (next->type != SCALAR || next->umax > MAX_PTR_OFF)
			return refuse(v, -EACCES, "size of the memory is unbounded");
		return check_mem(v, reg, 0, next->umax, false);
	}
}

static int check_call(struct verifier *v, const struct pf_insn *insn)
{
	const struct pf_call_proto *proto = pf_call_proto(insn->imm);
	struct reg *regs = v->cur.regs;
	uint8_t map = regs[1].map;

	if (!proto)
		return refuse(v, -EINVAL, "no such function");
	for (int i = 1; i <= 5; i++) {
		int err = check_arg(v, proto->args[i - 1], &regs[i], &regs[1], &regs[i + 1]);

		if (err)
			return err;
	}
	for (int i = 1; i <= 5; i++)
		reg_set_pointer(&regs[i], NOT_INIT, 0, 0);
	if (proto->ret == PF_RET_VALUE_OR_NULL)
		reg_set_pointer(&regs[0], PTR_VALUE_OR_NULL, v->at + 1, map);
	else
		reg_set_scalar(&regs[0], 0, UINT64_MAX);
	return 0;
}

static int check_ldmap(struct verifier *v, const struct pf_insn *insn)
{
	if (insn->imm < 0 || (uint32_t)insn->imm >= v->prog->nr_maps)
		return refuse(v, -EINVAL, "no such map");
	reg_set_pointer(&v->cur.regs[insn->dst], PTR_MAP, 0, (uint8_t)insn->imm);
	return 0;
}

static int check_exit(struct verifier *v)
{
	const struct reg *r0 = &v->cur.regs[0];

	if (r0->type != SCALAR || r0->umax >= PF_NR_VERDICTS)
		return refuse(v, -EACCES, "the result is no verdict");
	return 0;
}

/* Registers an operation reads must hold something. */
static int check_reads(struct verifier *v, const struct pf_insn *insn, enum pf_class class)
{
	const struct reg *regs = v->cur.regs;
	bool reads_dst = class == PF_CLASS_UNARY || class == PF_CLASS_JMP ||
			 class == PF_CLASS_STX ||
			 (class == PF_CLASS_ALU && (insn->op & ~1u) != PF_MOV_K);

	if ((reads_dst && regs[insn->dst].type == NOT_INIT) ||
	    (pf_op_uses_src(insn->op) && regs[insn->src].type == NOT_INIT))
		return refuse(v, -EACCES, "reads a register that holds nothing");
	return 0;
}

static int check_insn(struct verifier *v, const struct pf_insn *insn)
{
	enum pf_class class = pf_op_class(insn->op);
	int err = check_reads(v, insn, class);

	if (err)
		return err;
	switch (class) {
	case PF_CLASS_ALU:
		err = check_alu(v, insn);
		break;
	case PF_CLASS_UNARY:
		err = check_unary(v, insn);
		break;
	case PF_CLASS_LDX:
		err = check_load(v, insn);
		break;
	case PF_CLASS_STX:
		err = check_store(v, insn);
		break;
	case PF_CLASS_LDMAP:
		err = check_ldmap(v, insn);
		break;
	case PF_CLASS_CALL:
		err = check_call(v, insn);
		break;
	case PF_CLASS_JMP:
		return check_jump(v, insn);
	case PF_CLASS_JA:
		return flow_to(v, v->at + 1 + (uint32_t)insn->off, &v->cur);
	case PF_CLASS_EXIT:
		return check_exit(v);
	}
	return err ? err : flow_to(v, v->at + 1, &v->cur);
}

static bool writes_dst(enum pf_class class)
{
	return class == PF_CLASS_ALU || class == PF_CLASS_UNARY || class == PF_CLASS_LDX ||
	       class == PF_CLASS_LDMAP;
}

/* What can be told from the instruction alone, dead code included. */
static int check_encoding(struct verifier *v, const struct pf_insn *insn)
{
	enum pf_class class;

	if (!pf_op_valid(insn->op))
		return refuse(v, -EINVAL, "unknown operation");
	if (insn->dst >= PF_NR_REGS || insn->src >= PF_NR_REGS)
		return refuse(v, -EINVAL, "no such register");
	class = pf_op_class(insn->op);
	if (writes_dst(class) && insn->dst == PF_REG_FP)
		return refuse(v, -EACCES, "writes the frame pointer");
	if (class == PF_CLASS_JMP || class == PF_CLASS_JA) {
		if (insn->off < 0)
			return refuse(v, -ELOOP, "jumps back");
		if (v->at + 1 + (uint32_t)insn->off >= v->prog->len)
			return refuse(v, -EINVAL, "jumps past the end");
	}
	return 0;
}

static void enter_program(struct verifier *v)
{
	struct state *entry = &v->states[0];

	memset(entry, 0, sizeof(*entry));
	reg_set_pointer(&entry->regs[1], PTR_CTX, 0, 0);
	reg_set_pointer(&entry->regs[PF_REG_FP], PTR_STACK, 0, 0);
	entry->live = true;
}

static int verify_insns(struct verifier *v)
{
	const struct pf_prog *prog = v->prog;
	int err = 0;

	for (v->at = 0; v->at < prog->len && !err; v->at++) {
		err = check_encoding(v, &prog->insns[v->at]);
		v->states[v->at].live = false;
		if (err)
			return err;
	}
	enter_program(v);
	for (v->at = 0; v->at < prog->len && !err; v->at++) {
		if (!v->states[v->at].live)	/* no way leads here */
			continue;
		v->cur = v->states[v->at];
		err = check_insn(v, &prog->insns[v->at]);
	}
	return err;
}

int pf_verify(struct pf_prog *prog, struct pf_log *log)
{
	struct verifier v = { .prog = prog, .log = log };
	int err;

	prog->verified = false;
	*log = (struct pf_log){ .why = "" };
	if (!prog->len || prog->len > PF_MAX_INSNS || prog->nr_maps > PF_MAX_MAPS)
		return refuse(&v, -E2BIG, "empty or too long");
	v.states = malloc(sizeof(*v.states) * prog->len);
	if (!v.states)
		return refuse(&v, -ENOMEM, "out of memory");
	err = verify_insns(&v);
	free(v.states);
	prog->verified = !err;
	return err;
}
