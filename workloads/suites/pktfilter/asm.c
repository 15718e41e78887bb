// SPDX-License-Identifier: Apache-2.0
//
// What every operation is, the program builder, and the disassembler.
#include "insn.h"

#include <errno.h>
#include <string.h>

struct op_info {
	uint8_t class;
	uint8_t size;
};

#define OP_INFO(name, class, size)	[PF_##name] = { PF_CLASS_##class, size },
static const struct op_info op_infos[PF_NR_OPS] = { PF_OPCODES(OP_INFO) };

/* Apart from op_infos: only the disassembler wants the names. */
#define OP_NAME(name, class, size)	[PF_##name] = #name,
static const char *const op_names[PF_NR_OPS] = { PF_OPCODES(OP_NAME) };

bool pf_op_valid(uint8_t op)
{
	return op < PF_NR_OPS;
}

enum pf_class pf_op_class(uint8_t op)
{
	return op_infos[op].class;
}

unsigned int pf_op_size(uint8_t op)
{
	return op_infos[op].size;
}

bool pf_op_uses_src(uint8_t op)
{
	switch (op_infos[op].class) {
	case PF_CLASS_ALU:
	case PF_CLASS_JMP:
		return op & 1;
	case PF_CLASS_LDX:
	case PF_CLASS_STX:
		return true;
	default:
		return false;
	}
}

void pf_asm_init(struct pf_asm *a, struct pf_insn *insns, uint32_t cap)
{
	a->insns = insns;
	a->len = 0;
	a->cap = cap;
	a->err = 0;
	a->nr_fixups = 0;
	for (int i = 0; i < PF_MAX_LABELS; i++)
		a->labels[i] = -1;
}

static void asm_error(struct pf_asm *a, int err)
{
	if (!a->err)
		a->err = err;
}

static void emit(struct pf_asm *a, enum pf_op op, int dst, int src, int off, int32_t imm)
{
	if (a->len >= a->cap) {
		asm_error(a, -ENOSPC);
		return;
	}
	if (dst < 0 || dst >= PF_NR_REGS || src < 0 || src >= PF_NR_REGS ||
	    off < INT16_MIN || off > INT16_MAX) {
		asm_error(a, -EINVAL);
		return;
	}
	a->insns[a->len++] = (struct pf_insn){
		.op = (uint8_t)op,
		.dst = (uint8_t)dst & 15,
		.src = (uint8_t)src & 15,
		.off = (int16_t)off,
		.imm = imm,
	};
}

/* The jump about to be emitted goes to @label, wherever that will be. */
static void want_label(struct pf_asm *a, int label)
{
	if (label < 0 || label >= PF_MAX_LABELS) {
		asm_error(a, -EINVAL);
		return;
	}
	if (a->nr_fixups >= PF_MAX_FIXUPS) {
		asm_error(a, -ENOSPC);
		return;
	}
	a->fixups[a->nr_fixups].insn = (uint16_t)a->len;
	a->fixups[a->nr_fixups].label = (uint16_t)label;
	a->nr_fixups++;
}

void pf_emit_k(struct pf_asm *a, enum pf_op op, int dst, int32_t imm)
{
	emit(a, op, dst, 0, 0, imm);
}

void pf_emit_x(struct pf_asm *a, enum pf_op op, int dst, int src)
{
	emit(a, op, dst, src, 0, 0);
}

void pf_emit_load(struct pf_asm *a, enum pf_op op, int dst, int src, int off)
{
	emit(a, op, dst, src, off, 0);
}

void pf_emit_store(struct pf_asm *a, enum pf_op op, int dst, int off, int src)
{
	emit(a, op, dst, src, off, 0);
}

void pf_emit_jump_k(struct pf_asm *a, enum pf_op op, int dst, int32_t imm, int label)
{
	want_label(a, label);
	emit(a, op, dst, 0, 0, imm);
}

void pf_emit_jump_x(struct pf_asm *a, enum pf_op op, int dst, int src, int label)
{
	want_label(a, label);
	emit(a, op, dst, src, 0, 0);
}

void pf_emit_ja(struct pf_asm *a, int label)
{
	want_label(a, label);
	emit(a, PF_JA, 0, 0, 0, 0);
}

void pf_emit_call(struct pf_asm *a, int nr)
{
	emit(a, PF_CALL, 0, 0, 0, nr);
}

void pf_emit_exit(struct pf_asm *a)
{
	emit(a, PF_EXIT, 0, 0, 0, 0);
}

void pf_emit_add_to_mem(struct pf_asm *a, int ptr, int off, int src, int tmp)
{
	emit(a, PF_LDX64, tmp, ptr, off, 0);
	emit(a, PF_ADD_X, tmp, src, 0, 0);
	emit(a, PF_STX64, ptr, tmp, off, 0);
}

void pf_asm_label(struct pf_asm *a, int label)
{
	if (label < 0 || label >= PF_MAX_LABELS || a->labels[label] >= 0)
		asm_error(a, -EINVAL);
	else
		a->labels[label] = (int32_t)a->len;
}

int pf_asm_finish(struct pf_asm *a)
{
	if (a->err)
		return a->err;
	for (uint32_t i = 0; i < a->nr_fixups; i++) {
		uint32_t insn = a->fixups[i].insn;
		int32_t target = a->labels[a->fixups[i].label];

		if (target < 0)
			return -ENOENT;
		a->insns[insn].off = (int16_t)(target - (int32_t)insn - 1);
	}
	return (int)a->len;
}

/* Appends to @buf as far as there is room, and counts all the same. */
static int put_text(char *buf, int size, int at, const char *text)
{
	for (; *text; text++, at++) {
		if (at < size - 1)
			buf[at] = *text;
	}
	if (size > 0)
		buf[at < size ? at : size - 1] = '\0';
	return at;
}

static int put_number(char *buf, int size, int at, int64_t number)
{
	char text[24];
	int i = sizeof(text) - 1;
	uint64_t n = number < 0 ? -(uint64_t)number : (uint64_t)number;

	text[i] = '\0';
	do {
		text[--i] = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	if (number < 0)
		text[--i] = '-';
	return put_text(buf, size, at, text + i);
}

int pf_disasm(const struct pf_insn *insn, char *buf, int size)
{
	int at;

	if (!pf_op_valid(insn->op))
		return put_text(buf, size, 0, "(bad)");
	at = put_text(buf, size, 0, op_names[insn->op]);
	at = put_text(buf, size, at, " r");
	at = put_number(buf, size, at, insn->dst);
	if (pf_op_uses_src(insn->op)) {
		at = put_text(buf, size, at, ", r");
		at = put_number(buf, size, at, insn->src);
	} else {
		at = put_text(buf, size, at, ", ");
		at = put_number(buf, size, at, insn->imm);
	}
	at = put_text(buf, size, at, ", ");
	return put_number(buf, size, at, insn->off);
}
