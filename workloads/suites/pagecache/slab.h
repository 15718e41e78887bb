// SPDX-License-Identifier: Apache-2.0
// Caches of objects of one size.
#ifndef PC_SLAB_H
#define PC_SLAB_H

#include <stddef.h>

struct slab {
	size_t size;
	void *free;	/* each free object points to the next */
	void *chunks;
	size_t used;
	size_t total;
};

#define SLAB_OF(type) { .size = (sizeof(type) + 15) & ~(size_t)15 }

/* An object of zeros, or NULL. */
void *slab_alloc(struct slab *slab);

/* Gives an object back. */
void slab_free(struct slab *slab, void *object);

/* Returns all memory to the system if no object is in use; how many chunks that were. */
size_t slab_reap(struct slab *slab);

/* How many objects in a hundred are in use. */
unsigned int slab_usage(const struct slab *slab);

#endif
