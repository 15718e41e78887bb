// SPDX-License-Identifier: Apache-2.0
/*
 * The debug variant of a cache: red zones around every object, and poison in
 * those that are free. Objects with a constructor are not poisoned, since
 * they must stay constructed.
 */
#ifndef SLAB_DEBUG_H
#define SLAB_DEBUG_H

#include "cache.h"

#define DEBUG_ZONE_BYTES 8u
#define DEBUG_ZONE_FREE 0xbb
#define DEBUG_ZONE_USED 0xcc
#define DEBUG_POISON 0x6b

/* Writes the zones and the poison of a slab whose objects are all free. */
void debug_seal_slab(const struct slab *slab);

/* Objects of a debug cache whose zones or poison are damaged. */
unsigned int debug_check_cache(struct cache *cache);

/* A word for a kind of corruption. */
const char *debug_kind_name(unsigned int kind);

#endif
