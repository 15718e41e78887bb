// SPDX-License-Identifier: Apache-2.0
//
// Key-value stores shared by programs and their owner.
#ifndef PF_MAP_H
#define PF_MAP_H

#include <stdint.h>

enum pf_map_type {
	PF_MAP_ARRAY,
	PF_MAP_HASH,
	PF_NR_MAP_TYPES,
};

enum pf_map_flag {
	PF_ANY,		/* create or replace */
	PF_NOEXIST,	/* create only */
	PF_EXIST,	/* replace only */
};

#define PF_MAX_KEY_SIZE		64
#define PF_MAX_VALUE_SIZE	256
#define PF_MAX_ENTRIES		65536

struct pf_map;

struct pf_map_ops {
	/* Allocates a map with everything it will ever need. */
	struct pf_map *(*alloc)(uint32_t key_size, uint32_t value_size, uint32_t max_entries);
	void (*free)(struct pf_map *map);
	void *(*lookup)(struct pf_map *map, const void *key);
	int (*update)(struct pf_map *map, const void *key, const void *value, uint64_t flags);
	int (*remove)(struct pf_map *map, const void *key);
	int (*next_key)(struct pf_map *map, const void *key, void *next);
};

struct pf_map {
	const struct pf_map_ops *ops;
	uint32_t key_size;
	uint32_t value_size;
	uint32_t max_entries;
	uint32_t nr;
};

extern const struct pf_map_ops pf_map_hash_ops;

/* A map with room for @max_entries; NULL if the sizes are refused or memory is out. */
struct pf_map *pf_map_create(enum pf_map_type type, uint32_t key_size, uint32_t value_size,
			     uint32_t max_entries);

/* Frees the map and all its values. */
void pf_map_destroy(struct pf_map *map);

/* The value of @key, valid until it is removed; NULL if there is none. */
void *pf_map_lookup(struct pf_map *map, const void *key);

/* Stores a copy of @value; @flags is an enum pf_map_flag; 0 or a negative errno. */
int pf_map_update(struct pf_map *map, const void *key, const void *value, uint64_t flags);

/* Removes @key; -ENOENT if it is not there, -EINVAL if this type never removes. */
int pf_map_remove(struct pf_map *map, const void *key);

/* Writes the key after @key, or the first one for NULL; -ENOENT after the last. */
int pf_map_next_key(struct pf_map *map, const void *key, void *next);

/* Number of keys that have a value. */
uint32_t pf_map_count(const struct pf_map *map);

/* Calls @visit with every key and value until it returns non-zero. */
int pf_map_for_each(struct pf_map *map, int (*visit)(const void *key, void *value, void *arg),
		    void *arg);

/* Length of the longest bucket of a PF_MAP_HASH. */
uint32_t pf_map_hash_longest(const struct pf_map *map);

/* FNV-1a over @len bytes, 32 bits; @seed is 0 for the published function. */
uint32_t pf_hash(const void *data, uint32_t len, uint32_t seed);

#endif
