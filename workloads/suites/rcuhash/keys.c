// SPDX-License-Identifier: Apache-2.0
//
// The kinds of keys a table can have.
#include "table.h"

#include <string.h>

static const void *key_is_field(const void *field)
{
	return field;
}

static uint32_t fold(uint64_t hash)
{
	return (uint32_t)(hash ^ hash >> 32);
}

static uint32_t u64_hash(const void *key, const struct siphash_key *seed)
{
	uint64_t value;

	memcpy(&value, key, sizeof(value));
	return fold(siphash_1u64(value, seed));
}

static bool u64_equal(const void *key, const void *field)
{
	return !memcmp(key, field, sizeof(uint64_t));
}

/* Tuples are hashed for every packet, so speed wins over strength here. */
static uint32_t tuple_hash(const void *key, const struct siphash_key *seed)
{
	return jhash_words(key, 4, (uint32_t)seed->k0);
}

static bool tuple_equal(const void *key, const void *field)
{
	return !memcmp(key, field, 16);
}

static uint32_t string_hash(const void *key, const struct siphash_key *seed)
{
	return fold(siphash(key, strlen(key), seed));
}

static const void *string_key_of(const void *field)
{
	return *(const char *const *)field;
}

static bool string_equal(const void *key, const void *field)
{
	return !strcmp(key, string_key_of(field));
}

static const struct rh_key_ops kinds[RH_NR_KEY_KINDS] = {
	[RH_KEY_U64] = {
		.name = "u64",
		.hash = u64_hash,
		.equal = u64_equal,
		.key_of = key_is_field,
	},
	[RH_KEY_TUPLE] = {
		.name = "tuple",
		.hash = tuple_hash,
		.equal = tuple_equal,
		.key_of = key_is_field,
	},
	[RH_KEY_STRING] = {
		.name = "string",
		.hash = string_hash,
		.equal = string_equal,
		.key_of = string_key_of,
	},
};

const struct rh_key_ops *rh_key_ops_of(enum rh_key_kind kind)
{
	return (unsigned int)kind < RH_NR_KEY_KINDS ? &kinds[kind] : NULL;
}

const struct rh_key_ops *rh_key_ops_by_name(const char *name)
{
	for (int i = 0; i < RH_NR_KEY_KINDS; i++) {
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	}
	return NULL;
}
