// SPDX-License-Identifier: Apache-2.0
/*
 * Magazines: every processor has two of them for each cache, and goes to the
 * depot only when both are full, or both are empty.
 */
#include "cache.h"
#include "heap.h"

static unsigned int this_cpu;

unsigned int cpu_current(void)
{
	return this_cpu;
}

void cpu_enter(unsigned int cpu)
{
	this_cpu = cpu % NR_CPUS;
}

static bool has_rounds(const struct magazine *magazine)
{
	return magazine && magazine->rounds > 0;
}

static bool has_room(const struct magazine *magazine)
{
	return magazine && magazine->rounds < MAGAZINE_ROUNDS;
}

static void swap_magazines(struct cpu_cache *cpu)
{
	struct magazine *loaded = cpu->loaded;

	cpu->loaded = cpu->spare;
	cpu->spare = loaded;
}

static struct magazine *take_magazine(struct list_node *list)
{
	struct list_node *first = list->next;

	if (list_empty(list))
		return NULL;
	list_remove(first);
	return container_of(first, struct magazine, link);
}

/* A new magazine in the place of the spare one, which the depot gets. */
static void exchange(struct cpu_cache *cpu, struct magazine *magazine,
		     struct list_node *depot)
{
	if (cpu->spare)
		list_add(depot, &cpu->spare->link);
	cpu->spare = cpu->loaded;
	cpu->loaded = magazine;
}

static bool load_full(struct cache *cache, struct cpu_cache *cpu)
{
	struct magazine *magazine = take_magazine(&cache->depot_full);

	if (!magazine)
		return false;
	exchange(cpu, magazine, &cache->depot_empty);
	return true;
}

static bool load_empty(struct cache *cache, struct cpu_cache *cpu)
{
	struct magazine *magazine = take_magazine(&cache->depot_empty);

	if (!magazine) {
		magazine = cache_alloc(&cache->heap->magazines);
		if (!magazine)
			return false;
		list_init(&magazine->link);
		magazine->rounds = 0;
	}
	exchange(cpu, magazine, &cache->depot_full);
	return true;
}

static void *magazine_alloc(struct cache *cache)
{
	struct cpu_cache *cpu = &cache->cpus[cpu_current()];

	if (!has_rounds(cpu->loaded)) {
		if (has_rounds(cpu->spare))
			swap_magazines(cpu);
		else if (!load_full(cache, cpu))
			return slab_alloc(cache);
	}
	return cpu->loaded->slot[--cpu->loaded->rounds];
}

static int magazine_free(struct cache *cache, struct slab *slab, void *object)
{
	struct cpu_cache *cpu = &cache->cpus[cpu_current()];

	if (!has_room(cpu->loaded)) {
		if (has_room(cpu->spare))
			swap_magazines(cpu);
		else if (!load_empty(cache, cpu))
			return slab_free(slab, object);
	}
	cpu->loaded->slot[cpu->loaded->rounds++] = object;
	return 0;
}

static void unload(struct cache *cache, struct magazine *magazine)
{
	struct arena *arena = &cache->heap->arena;

	if (!magazine)
		return;
	while (magazine->rounds) {
		void *object = magazine->slot[--magazine->rounds];

		slab_free(arena_slab_of(arena, object), object);
	}
	cache_free(&cache->heap->magazines, magazine);
}

static void unload_list(struct cache *cache, struct list_node *list)
{
	while (!list_empty(list))
		unload(cache, take_magazine(list));
}

void magazine_drain(struct cache *cache, bool all)
{
	unsigned int cpu;

	unload_list(cache, &cache->depot_full);
	unload_list(cache, &cache->depot_empty);
	for (cpu = 0; all && cpu < NR_CPUS; cpu++) {
		unload(cache, cache->cpus[cpu].loaded);
		unload(cache, cache->cpus[cpu].spare);
		cache->cpus[cpu].loaded = NULL;
		cache->cpus[cpu].spare = NULL;
	}
}

static unsigned int rounds_of(const struct magazine *magazine)
{
	return magazine ? magazine->rounds : 0;
}

uint64_t magazine_nr_objects(const struct cache *cache)
{
	const struct list_node *node;
	uint64_t nr = 0;
	unsigned int cpu;

	for (cpu = 0; cpu < NR_CPUS; cpu++)
		nr += rounds_of(cache->cpus[cpu].loaded) +
		      rounds_of(cache->cpus[cpu].spare);
	for (node = cache->depot_full.next; node != &cache->depot_full;
	     node = node->next)
		nr += rounds_of(container_of(node, struct magazine, link));
	return nr;
}

const struct cache_ops magazine_ops = {
	.alloc = magazine_alloc,
	.free = magazine_free,
};
