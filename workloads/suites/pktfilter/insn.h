// SPDX-License-Identifier: Apache-2.0
//
// The instruction set: eleven 64-bit registers, fixed 8-byte instructions.
// r0 is the result, r1 to r5 are arguments and die in a call, r6 to r9 live
// through calls, r10 points at the end of the stack and cannot be written.
#ifndef PF_INSN_H
#define PF_INSN_H

#include <stdbool.h>
#include <stdint.h>

#define PF_NR_REGS	11
#define PF_REG_FP	10
#define PF_STACK_SIZE	64
#define PF_MAX_INSNS	256

struct pf_insn {
	uint8_t op;
	uint8_t dst : 4;
	uint8_t src : 4;
	int16_t off;
	int32_t imm;
};

enum pf_class {
	PF_CLASS_ALU,
	PF_CLASS_UNARY,
	PF_CLASS_JMP,
	PF_CLASS_JA,
	PF_CLASS_LDX,
	PF_CLASS_STX,
	PF_CLASS_LDMAP,
	PF_CLASS_CALL,
	PF_CLASS_EXIT,
};

/*
 * X(name, class, bytes accessed or converted). Two-operand operations come in
 * pairs, the immediate form first, so that bit 0 tells the two apart.
 */
#define PF_PAIR(X, name, class)	\
	X(name##_K, class, 0)	\
	X(name##_X, class, 0)

#define PF_OPCODES(X)		\
	PF_PAIR(X, MOV, ALU)	\
	PF_PAIR(X, ADD, ALU)	\
	PF_PAIR(X, SUB, ALU)	\
	PF_PAIR(X, MUL, ALU)	\
	PF_PAIR(X, DIV, ALU)	\
	PF_PAIR(X, MOD, ALU)	\
	PF_PAIR(X, AND, ALU)	\
	PF_PAIR(X, OR, ALU)	\
	PF_PAIR(X, XOR, ALU)	\
	PF_PAIR(X, LSH, ALU)	\
	PF_PAIR(X, RSH, ALU)	\
	PF_PAIR(X, JEQ, JMP)	\
	PF_PAIR(X, JNE, JMP)	\
	PF_PAIR(X, JGT, JMP)	\
	PF_PAIR(X, JLE, JMP)	\
	PF_PAIR(X, JGE, JMP)	\
	PF_PAIR(X, JLT, JMP)	\
	PF_PAIR(X, JSET, JMP)	\
	X(NEG, UNARY, 8)	\
	X(BE16, UNARY, 2)	\
	X(BE32, UNARY, 4)	\
	X(LDX8, LDX, 1)		\
	X(LDX16, LDX, 2)	\
	X(LDX32, LDX, 4)	\
	X(LDX64, LDX, 8)	\
	X(STX8, STX, 1)		\
	X(STX16, STX, 2)	\
	X(STX32, STX, 4)	\
	X(STX64, STX, 8)	\
	X(LDMAP, LDMAP, 0)	\
	X(JA, JA, 0)		\
	X(CALL, CALL, 0)	\
	X(EXIT, EXIT, 0)

#define PF_OP_ENUM(name, class, size)	PF_##name,
enum pf_op {
	PF_OPCODES(PF_OP_ENUM)
	PF_NR_OPS,
};
#undef PF_OP_ENUM

/* Whether @op is an operation of this machine. */
bool pf_op_valid(uint8_t op);

/* The class of a valid operation. */
enum pf_class pf_op_class(uint8_t op);

/* Bytes a load, store or conversion touches; 0 for the other operations. */
unsigned int pf_op_size(uint8_t op);

/* Whether the second operand of a valid operation is a register. */
bool pf_op_uses_src(uint8_t op);

/* Writes @insn as text into @buf; returns the length it would need. */
int pf_disasm(const struct pf_insn *insn, char *buf, int size);

#define PF_MAX_LABELS	16
#define PF_MAX_FIXUPS	64

/* A program under construction; the first error sticks until pf_asm_finish. */
struct pf_asm {
	struct pf_insn *insns;
	uint32_t len, cap;
	int err;
	int32_t labels[PF_MAX_LABELS];
	struct {
		uint16_t insn;
		uint16_t label;
	} fixups[PF_MAX_FIXUPS];
	uint32_t nr_fixups;
};

/* Starts a program in @insns, which has room for @cap instructions. */
void pf_asm_init(struct pf_asm *a, struct pf_insn *insns, uint32_t cap);

/* Appends dst = dst op imm, or a conversion or NEG of dst. */
void pf_emit_k(struct pf_asm *a, enum pf_op op, int dst, int32_t imm);

/* Appends dst = dst op src. */
void pf_emit_x(struct pf_asm *a, enum pf_op op, int dst, int src);

/* Appends dst = *(src + off); @op gives the width. */
void pf_emit_load(struct pf_asm *a, enum pf_op op, int dst, int src, int off);

/* Appends *(dst + off) = src; @op gives the width. */
void pf_emit_store(struct pf_asm *a, enum pf_op op, int dst, int off, int src);

/* Appends: if dst op imm, go to @label. */
void pf_emit_jump_k(struct pf_asm *a, enum pf_op op, int dst, int32_t imm, int label);

/* Appends: if dst op src, go to @label. */
void pf_emit_jump_x(struct pf_asm *a, enum pf_op op, int dst, int src, int label);

/* Appends an unconditional jump to @label. */
void pf_emit_ja(struct pf_asm *a, int label);

/* Appends a call of function @nr, an enum pf_call. */
void pf_emit_call(struct pf_asm *a, int nr);

/* Appends the end of the program; the verdict is in r0. */
void pf_emit_exit(struct pf_asm *a);

/* Appends *(u64 *)(ptr + off) += src, through register @tmp. */
void pf_emit_add_to_mem(struct pf_asm *a, int ptr, int off, int src, int tmp);

/* Binds @label to the next instruction. */
void pf_asm_label(struct pf_asm *a, int label);

/* Resolves the jumps; returns the program's length or a negative errno. */
int pf_asm_finish(struct pf_asm *a);

#endif
