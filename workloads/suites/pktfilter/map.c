// SPDX-License-Identifier: Apache-2.0
//
// The map front end, and the array type.
#include "map.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct array_map {
	struct pf_map map;
	uint32_t stride;	/* value_size rounded up: values stay 8-byte aligned */
	uint8_t values[] __attribute__((aligned(8)));
};

static inline struct array_map *to_array(struct pf_map *map)
{
	return (struct array_map *)map;
}

static struct pf_map *array_alloc(uint32_t key_size, uint32_t value_size, uint32_t max_entries)
{
	uint32_t stride = (value_size + 7) & ~7u;
	struct array_map *array;

	if (key_size != sizeof(uint32_t))
		return NULL;
	array = calloc(1, sizeof(*array) + (size_t)stride * max_entries);
	if (!array)
		return NULL;
	array->stride = stride;
	array->map.nr = max_entries;
	return &array->map;
}

static void array_free(struct pf_map *map)
{
	free(to_array(map));
}

static void *array_lookup(struct pf_map *map, const void *key)
{
	struct array_map *array = to_array(map);
	uint32_t index;

	memcpy(&index, key, sizeof(index));
	if (index >= map->max_entries)
		return NULL;
	return array->values + (size_t)index * array->stride;
}

static int array_update(struct pf_map *map, const void *key, const void *value, uint64_t flags)
{
	void *slot;

	if (flags == PF_NOEXIST)	/* every index exists from the start */
		return -EEXIST;
	slot = array_lookup(map, key);
	if (!slot)
		return -E2BIG;
	memcpy(slot, value, map->value_size);
	return 0;
}

static int array_remove(struct pf_map *map, const void *key)
{
	(void)map;
	(void)key;
	return -EINVAL;
}

static int array_next_key(struct pf_map *map, const void *key, void *next)
{
	uint32_t index = 0;

	if (key) {
		memcpy(&index, key, sizeof(index));
		if (index >= map->max_entries - 1)
			return -ENOENT;
		index++;
	}
	memcpy(next, &index, sizeof(index));
	return 0;
}

static const struct pf_map_ops array_ops = {
	.alloc = array_alloc,
	.free = array_free,
	.lookup = array_lookup,
	.update = array_update,
	.remove = array_remove,
	.next_key = array_next_key,
};

static const struct pf_map_ops *const map_types[PF_NR_MAP_TYPES] = {
	[PF_MAP_ARRAY] = &array_ops,
	[PF_MAP_HASH] = &pf_map_hash_ops,
};

static bool in_range(uint32_t n, uint32_t max)
{
	return n >= 1 && n <= max;
}

struct pf_map *pf_map_create(enum pf_map_type type, uint32_t key_size, uint32_t value_size,
			     uint32_t max_entries)
{
	struct pf_map *map;

	if ((unsigned int)type >= PF_NR_MAP_TYPES || !in_range(key_size, PF_MAX_KEY_SIZE) ||
	    !in_range(value_size, PF_MAX_VALUE_SIZE) || !in_range(max_entries, PF_MAX_ENTRIES))
		return NULL;
	map = map_types[type]->alloc(key_size, value_size, max_entries);
	if (!map)
		return NULL;
	map->ops = map_types[type];
	map->key_size = key_size;
	map->value_size = value_size;
	map->max_entries = max_entries;
	return map;
}

void pf_map_destroy(struct pf_map *map)
{
	if (map)
		map->ops->free(map);
}

void *pf_map_lookup(struct pf_map *map, const void *key)
{
	return map->ops->lookup(map, key);
}

int pf_map_update(struct pf_map *map, const void *key, const void *value, uint64_t flags)
{
	if (flags > PF_EXIST)
		return -EINVAL;
	return map->ops->update(map, key, value, flags);
}

int pf_map_remove(struct pf_map *map, const void *key)
{
	return map->ops->remove(map, key);
}

int pf_map_next_key(struct pf_map *map, const void *key, void *next)
{
	return map->ops->next_key(map, key, next);
}

uint32_t pf_map_count(const struct pf_map *map)
{
	return map->nr;
}

int pf_map_for_each(struct pf_map *map, int (*visit)(const void *key, void *value, void *arg),
		    void *arg)
{
	uint8_t keys[2][PF_MAX_KEY_SIZE];
	const void *at = NULL;
	int flip = 0, ret = 0;

	while (!ret && !pf_map_next_key(map, at, keys[flip])) {
		at = keys[flip];
		flip = !flip;
		ret = visit(at, pf_map_lookup(map, at), arg);
	}
	return ret;
}
