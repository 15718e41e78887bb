// SPDX-License-Identifier: Apache-2.0
//
// What the verifier knows about numbers.
#include "bounds.h"

#include "insn.h"

#define ANY	UINT64_MAX

void reg_set_scalar(struct reg *reg, uint64_t umin, uint64_t umax)
{
	*reg = (struct reg){ .type = SCALAR, .umin = umin, .umax = umax };
}

void reg_set_pointer(struct reg *reg, enum reg_type type, uint32_t id, uint8_t map)
{
	*reg = (struct reg){ .type = (uint8_t)type, .id = (uint16_t)id, .map = map };
}

bool reg_is_const(const struct reg *reg)
{
	return reg->umin == reg->umax;
}

void reg_join(struct reg *to, const struct reg *from)
{
	if (to->type != from->type || to->map != from->map || to->id != from->id ||
	    to->off != from->off) {
		reg_set_pointer(to, NOT_INIT, 0, 0);
		return;
	}
	if (from->umin < to->umin)
		to->umin = from->umin;
	if (from->umax > to->umax)
		to->umax = from->umax;
	if (from->range < to->range)
		to->range = from->range;
}

uint64_t size_max(unsigned int size)
{
	return size >= 8 ? ANY : (1ull << size * 8) - 1;
}

static uint64_t all_ones_up_to(uint64_t n)
{
	return n ? ANY >> __builtin_clzll(n) : 0;
}

/* Where the result could wrap, nothing is known of it. */
void reg_scalar_op(struct reg *d, uint8_t op, const struct reg *s)
{
	uint64_t umin = 0, umax = ANY;

	switch (op & ~1u) {
	case PF_ADD_K:
		if (d->umax <= ANY - s->umax) {
			umin = d->umin + s->umin;
			umax = d->umax + s->umax;
		}
		break;
	case PF_SUB_K:
		if (d->umin >= s->umax) {
			umin = d->umin - s->umax;
			umax = d->umax - s->umin;
		}
		break;
	case PF_MUL_K:
		if (d->umax <= UINT32_MAX && s->umax <= UINT32_MAX) {
			umin = d->umin * s->umin;
			umax = d->umax * s->umax;
		}
		break;
	case PF_DIV_K:
		umin = s->umin ? d->umin / s->umax : 0;
		umax = s->umin ? d->umax / s->umin : d->umax;
		break;
	case PF_MOD_K:
		umax = s->umin && s->umax - 1 < d->umax ? s->umax - 1 : d->umax;
		break;
	case PF_AND_K:
		umax = d->umax < s->umax ? d->umax : s->umax;
		break;
	case PF_OR_K:
		umin = d->umin > s->umin ? d->umin : s->umin;
		umax = all_ones_up_to(d->umax | s->umax);
		break;
	case PF_XOR_K:
		umax = all_ones_up_to(d->umax | s->umax);
		break;
	case PF_LSH_K:
		if (reg_is_const(s) && s->umax < 64 && d->umax <= ANY >> s->umax) {
			umin = d->umin << s->umax;
			umax = d->umax << s->umax;
		}
		break;
	case PF_RSH_K:
		umin = reg_is_const(s) && s->umax < 64 ? d->umin >> s->umax : 0;
		umax = reg_is_const(s) && s->umax < 64 ? d->umax >> s->umax : d->umax;
		break;
	default:
		umin = s->umin;
		umax = s->umax;
	}
	reg_set_scalar(d, umin, umax);
}

uint8_t op_opposite(uint8_t op)
{
	switch (op & ~1u) {
	case PF_JEQ_K:
		return PF_JNE_K;
	case PF_JNE_K:
		return PF_JEQ_K;
	case PF_JGT_K:
		return PF_JLE_K;
	case PF_JLE_K:
		return PF_JGT_K;
	case PF_JGE_K:
		return PF_JLT_K;
	case PF_JLT_K:
		return PF_JGE_K;
	default:
		return PF_NR_OPS;
	}
}

bool reg_narrow(struct reg *d, uint8_t op, uint64_t k)
{
	uint64_t umin = 0, umax = ANY;

	switch (op & ~1u) {
	case PF_JEQ_K:
		umin = umax = k;
		break;
	case PF_JNE_K:
		if (reg_is_const(d))
			return d->umin != k;
		d->umin += d->umin == k;
		d->umax -= d->umax == k;
		return true;
	case PF_JGT_K:
		if (k == ANY)
			return false;
		umin = k + 1;
		break;
	case PF_JLE_K:
		umax = k;
		break;
	case PF_JGE_K:
		umin = k;
		break;
	case PF_JLT_K:
		if (!k)
			return false;
		umax = k - 1;
		break;
	default:
		return true;
	}
	if (umin > d->umin)
		d->umin = umin;
	if (umax < d->umax)
		d->umax = umax;
	return d->umin <= d->umax;
}
