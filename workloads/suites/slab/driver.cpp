// SPDX-License-Identifier: Apache-2.0
//
// The allocator's benchmarks; what it does is checked in *_checks.hpp.
#include "../support/suite.hpp"
#include "cache_checks.hpp"
#include "damage_checks.hpp"
#include "fixture.hpp"
#include "heap_checks.hpp"
#include "page_checks.hpp"

extern "C" {
#include "heap.h"
}

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace {

using checks::Heap;

// Short-lived objects: the magazine path alone.
void alloc_free_pair(benchmark::State& state) {
    Heap mem(1 << 20);
    cache objects{};
    cache_create(&objects, &mem.state, "pair", 192, 64, 0, nullptr);
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 256; ++i) {
            void* object = cache_alloc(&objects);
            benchmark::DoNotOptimize(object);
            cache_free(&objects, object);
        }
    }
}
BENCHMARK(alloc_free_pair);

// 256 objects allocated, and freed in another order, straight from and to slabs.
void slab_shuffle(benchmark::State& state) {
    Heap mem(1 << 20);
    cache objects{};
    suite::Sequence random(11);
    std::array<void*, 256> taken{};
    std::array<std::size_t, 256> order{};
    cache_create(&objects, &mem.state, "shuffle", 120, 8, CACHE_DIRECT, nullptr);
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
        std::swap(order[i], order[random.next() % (i + 1)]);
    }
    for (auto _ : suite::region(state)) {
        for (void*& object : taken) {
            object = cache_alloc(&objects);
        }
        for (const std::size_t i : order) {
            cache_free(&objects, taken[i]);
        }
        benchmark::DoNotOptimize(taken);
    }
}
BENCHMARK(slab_shuffle);

// A working set of 128 blocks of mixed sizes, one in sixteen of them pages.
void mixed_sizes(benchmark::State& state) {
    Heap mem(8 << 20);
    suite::Sequence random(12);
    std::array<void*, 128> blocks{};
    std::vector<std::size_t> sizes(2048);
    std::size_t turn = 0;
    for (std::size_t& size : sizes) {
        const std::uint64_t limit = random.next() % 16 == 0 ? 16384 : 1024;
        size = 1 + random.next() % limit;
    }
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 128; ++i, ++turn) {
            void*& block = blocks[turn * 37 % blocks.size()];
            heap_free(&mem.state, block);
            block = heap_alloc(&mem.state, sizes[turn % sizes.size()]);
        }
        benchmark::DoNotOptimize(blocks);
    }
}
BENCHMARK(mixed_sizes);

// One processor allocates, another frees: magazines travel through the depot.
void cross_cpu_free(benchmark::State& state) {
    Heap mem(1 << 20);
    cache objects{};
    std::array<void*, 224> taken{};
    cache_create(&objects, &mem.state, "cross", 256, 64, 0, nullptr);
    for (auto _ : suite::region(state)) {
        cpu_enter(0);
        for (void*& object : taken) {
            object = cache_alloc(&objects);
        }
        cpu_enter(1);
        for (void* object : taken) {
            cache_free(&objects, object);
        }
        benchmark::DoNotOptimize(taken);
    }
    cpu_enter(0);
}
BENCHMARK(cross_cpu_free);

// Memory goes back to the arena, and slabs are made anew.
void shrink_and_refill(benchmark::State& state) {
    Heap mem(1 << 20);
    std::array<void*, 160> taken{};
    for (auto _ : suite::region(state)) {
        for (std::size_t i = 0; i < taken.size(); ++i) {
            taken[i] = heap_alloc(&mem.state, i % 2 == 0 ? 64 : 200);
        }
        for (void* block : taken) {
            heap_free(&mem.state, block);
        }
        benchmark::DoNotOptimize(heap_shrink(&mem.state));
    }
}
BENCHMARK(shrink_and_refill);

} // namespace

void suite::self_test(suite::SelfTest& test) {
    checks::test_arena(test);
    checks::test_freelist(test);
    checks::test_cache_contents(test, 24, 8);
    checks::test_cache_contents(test, 100, 64);
    checks::test_cache_contents(test, 1000, 256);
    checks::test_cache_layout(test);
    checks::test_ctor(test, 0);
    checks::test_ctor(test, CACHE_DEBUG);
    checks::test_magazines(test);
    checks::test_debug(test);
    checks::test_damaged_slab(test);
    checks::test_heap(test);
    checks::test_shrink(test);
}
