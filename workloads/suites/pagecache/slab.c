// SPDX-License-Identifier: Apache-2.0
#include "slab.h"

#include <stdlib.h>
#include <string.h>

#include "list.h"

#define OBJECTS_PER_CHUNK 64

/* As long as the strictest alignment, so that the objects behind it are aligned. */
struct chunk {
	struct chunk *next;
	size_t unused;
};

static int slab_grow(struct slab *slab)
{
	struct chunk *chunk = malloc(sizeof(*chunk) + OBJECTS_PER_CHUNK * slab->size);
	char *object;
	int i;

	if (!chunk)
		return 0;
	chunk->next = slab->chunks;
	slab->chunks = chunk;
	slab->total += OBJECTS_PER_CHUNK;
	object = (char *)(chunk + 1);
	for (i = 0; i < OBJECTS_PER_CHUNK; i++, object += slab->size) {
		*(void **)object = slab->free;
		slab->free = object;
	}
	return 1;
}

void *slab_alloc(struct slab *slab)
{
	void *object;

	if (unlikely(!slab->free) && !slab_grow(slab))
		return NULL;
	object = slab->free;
	slab->free = *(void **)object;
	slab->used++;
	return memset(object, 0, slab->size);
}

void slab_free(struct slab *slab, void *object)
{
	*(void **)object = slab->free;
	slab->free = object;
	slab->used--;
}

size_t slab_reap(struct slab *slab)
{
	struct chunk *chunk = slab->chunks;
	size_t count = 0;

	if (slab->used)
		return 0;
	while (chunk) {
		struct chunk *next = chunk->next;

		free(chunk);
		chunk = next;
		count++;
	}
	slab->free = NULL;
	slab->chunks = NULL;
	slab->total = 0;
	return count;
}

unsigned int slab_usage(const struct slab *slab)
{
	return slab->total ? slab->used * 100 / slab->total : 0;
}
