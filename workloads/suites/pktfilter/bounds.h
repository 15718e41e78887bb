// SPDX-License-Identifier: Apache-2.0
//
// What the verifier knows about a register: an interval for a number, an
// origin and a distance for a pointer.
#ifndef PF_BOUNDS_H
#define PF_BOUNDS_H

#include <stdbool.h>
#include <stdint.h>

enum reg_type {
	NOT_INIT,
	SCALAR,
	PTR_CTX,
	PTR_PKT,
	PTR_PKT_END,
	PTR_STACK,
	PTR_MAP,
	PTR_VALUE,
	PTR_VALUE_OR_NULL,
};

struct reg {
	uint8_t type;
	uint8_t map;		/* PTR_MAP, PTR_VALUE*: index in the program */
	uint16_t id;		/* PTR_PKT, PTR_VALUE_OR_NULL: where its base came from */
	int32_t off;		/* pointers: constant distance from the base */
	int32_t range;		/* PTR_PKT: bytes behind the base proven to be there */
	uint64_t umin, umax;	/* SCALAR: bounds; PTR_VALUE: of what was added to the base */
};

/* A number from @umin to @umax, both included. */
void reg_set_scalar(struct reg *reg, uint64_t umin, uint64_t umax);

/* A pointer, with nothing added, to the base that @id and @map name. */
void reg_set_pointer(struct reg *reg, enum reg_type type, uint32_t id, uint8_t map);

/* Whether only one number is possible. */
bool reg_is_const(const struct reg *reg);

/* Makes @to hold for either of two ways to get here. */
void reg_join(struct reg *to, const struct reg *from);

/* Makes @d the bounds of "d op s". */
void reg_scalar_op(struct reg *d, uint8_t op, const struct reg *s);

/* Narrows @d by "d op k" being true; false if that cannot be. */
bool reg_narrow(struct reg *d, uint8_t op, uint64_t k);

/* The operation that holds exactly when @op does not; JSET has none. */
uint8_t op_opposite(uint8_t op);

/* The largest number of @size bytes. */
uint64_t size_max(unsigned int size);

#endif
