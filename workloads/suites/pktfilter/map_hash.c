// SPDX-License-Identifier: Apache-2.0
//
// The hash map: chained buckets over elements that are all allocated up front,
// so that an update in the packet path never allocates.
#include "map.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NIL		UINT32_MAX
#define FNV_OFFSET	2166136261u
#define FNV_PRIME	16777619u

struct elem {
	uint32_t next;
	uint32_t hash;
	uint8_t data[] __attribute__((aligned(8)));	/* key, padding, value */
};

struct hash_map {
	struct pf_map map;
	uint32_t mask;
	uint32_t free;		/* list of unused elements */
	uint32_t value_off;
	uint32_t stride;
	uint32_t *heads;
	uint8_t *elems;
};

static inline struct hash_map *to_hash(struct pf_map *map)
{
	return (struct hash_map *)map;
}

static inline struct elem *elem_at(const struct hash_map *hash, uint32_t index)
{
	return (struct elem *)(hash->elems + (size_t)index * hash->stride);
}

static inline void *elem_value(const struct hash_map *hash, struct elem *elem)
{
	return elem->data + hash->value_off;
}

uint32_t pf_hash(const void *data, uint32_t len, uint32_t seed)
{
	const uint8_t *p = data;
	uint32_t hash = FNV_OFFSET ^ seed;

	while (len--)
		hash = (hash ^ *p++) * FNV_PRIME;
	return hash;
}

static uint32_t round_up_pow2(uint32_t n)
{
	uint32_t p = 1;

	while (p < n)
		p <<= 1;
	return p;
}

static void hash_free(struct pf_map *map)
{
	struct hash_map *hash = to_hash(map);

	free(hash->heads);
	free(hash->elems);
	free(hash);
}

static struct pf_map *hash_alloc(uint32_t key_size, uint32_t value_size, uint32_t max_entries)
{
	struct hash_map *hash = calloc(1, sizeof(*hash));
	uint32_t buckets = round_up_pow2(max_entries);

	if (!hash)
		return NULL;
	hash->mask = buckets - 1;
	hash->value_off = (key_size + 7) & ~7u;
	hash->stride = (uint32_t)sizeof(struct elem) + hash->value_off + ((value_size + 7) & ~7u);
	hash->heads = malloc(sizeof(*hash->heads) * buckets);
	hash->elems = calloc(max_entries, hash->stride);
	if (!hash->heads || !hash->elems) {
		hash_free(&hash->map);
		return NULL;
	}
	for (uint32_t i = 0; i < buckets; i++)
		hash->heads[i] = NIL;
	for (uint32_t i = 0; i < max_entries; i++)
		elem_at(hash, i)->next = i + 1 < max_entries ? i + 1 : NIL;
	return &hash->map;
}

/* The link that leads to @key's element, or the link at the chain's end. */
static uint32_t *find_link(struct hash_map *hash, const void *key, uint32_t h)
{
	uint32_t *link = &hash->heads[h & hash->mask];

	while (*link != NIL) {
		struct elem *elem = elem_at(hash, *link);

		if (elem->hash == h && !memcmp(elem->data, key, hash->map.key_size))
			break;
		link = &elem->next;
	}
	return link;
}

static void *hash_lookup(struct pf_map *map, const void *key)
{
	struct hash_map *hash = to_hash(map);
	uint32_t *link = find_link(hash, key, pf_hash(key, map->key_size, 0));

	if (*link == NIL)
		return NULL;
	return elem_value(hash, elem_at(hash, *link));
}

static int hash_update(struct pf_map *map, const void *key, const void *value, uint64_t flags)
{
	struct hash_map *hash = to_hash(map);
	uint32_t h = pf_hash(key, map->key_size, 0);
	uint32_t *link = find_link(hash, key, h);
	struct elem *elem;
	uint32_t index;

	if (*link != NIL) {
		if (flags == PF_NOEXIST)
			return -EEXIST;
		memcpy(elem_value(hash, elem_at(hash, *link)), value, map->value_size);
		return 0;
	}
	if (flags == PF_EXIST)
		return -ENOENT;
	if (hash->free == NIL)
		return -E2BIG;
	index = hash->free;
	elem = elem_at(hash, index);
	hash->free = elem->next;
	elem->next = NIL;
	elem->hash = h;
	memcpy(elem->data, key, map->key_size);
	memcpy(elem_value(hash, elem), value, map->value_size);
	*link = index;
	map->nr++;
	return 0;
}

static int hash_remove(struct pf_map *map, const void *key)
{
	struct hash_map *hash = to_hash(map);
	uint32_t *link = find_link(hash, key, pf_hash(key, map->key_size, 0));
	uint32_t index = *link;
	struct elem *elem;

	if (index == NIL)
		return -ENOENT;
	elem = elem_at(hash, index);
	*link = elem->next;
	elem->next = hash->free;
	hash->free = index;
	map->nr--;
	return 0;
}

static int copy_first_from(struct hash_map *hash, uint32_t bucket, void *next)
{
	for (; bucket <= hash->mask; bucket++) {
		if (hash->heads[bucket] != NIL) {
			memcpy(next, elem_at(hash, hash->heads[bucket])->data, hash->map.key_size);
			return 0;
		}
	}
	return -ENOENT;
}

static int hash_next_key(struct pf_map *map, const void *key, void *next)
{
	struct hash_map *hash = to_hash(map);
	uint32_t h, *link;

	if (!key)
		return copy_first_from(hash, 0, next);
	h = pf_hash(key, map->key_size, 0);
	link = find_link(hash, key, h);
	if (*link == NIL)	/* removed meanwhile: start again */
		return copy_first_from(hash, 0, next);
	link = &elem_at(hash, *link)->next;
	if (*link == NIL)
		return copy_first_from(hash, (h & hash->mask) + 1, next);
	memcpy(next, elem_at(hash, *link)->data, map->key_size);
	return 0;
}

const struct pf_map_ops pf_map_hash_ops = {
	.alloc = hash_alloc,
	.free = hash_free,
	.lookup = hash_lookup,
	.update = hash_update,
	.remove = hash_remove,
	.next_key = hash_next_key,
};

uint32_t pf_map_hash_longest(const struct pf_map *map)
{
	const struct hash_map *hash = (const struct hash_map *)map;
	uint32_t longest = 0;

	for (uint32_t i = 0; i <= hash->mask; i++) {
		uint32_t n = 0;

		for (uint32_t at = hash->heads[i]; at != NIL; at = elem_at(hash, at)->next)
			n++;
		if (n > longest)
			longest = n;
	}
	return longest;
}
