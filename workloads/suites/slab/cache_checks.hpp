// SPDX-License-Identifier: Apache-2.0
//
// Caches: objects are apart, aligned, and keep what is written to them, in whatever order and on
// whichever processor they come and go.
#pragma once

#include "../support/suite.hpp"
#include "fixture.hpp"

extern "C" {
#include "heap.h"
}

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace checks {

// Allocates and frees at random from all processors, and checks contents and alignment.
inline void test_cache_contents(suite::SelfTest& test, std::size_t size, std::size_t align) {
    Heap mem(1 << 20);
    const std::string name = "cache of " + std::to_string(size) + ": ";
    suite::Sequence random(size);
    cache objects{};
    const std::uint32_t before = arena_nr_free(&mem.state.arena);
    const int err = cache_create(&objects, &mem.state, "test", size, align, 0, nullptr);
    test.equal(static_cast<std::uint64_t>(err), 0, name + "create");
    std::vector<std::pair<unsigned char*, unsigned char>> taken;
    bool right = true;
    for (int i = 0; i < 4000; ++i) {
        cpu_enter(static_cast<unsigned>(random.next() % NR_CPUS));
        const std::uint64_t dice = random.next() % 100;
        if (dice < (i % 1000 < 500 ? 70u : 30u)) {
            auto* object = static_cast<unsigned char*>(cache_alloc(&objects));
            const auto fill = static_cast<unsigned char>(i);
            if (object == nullptr) {
                continue;
            }
            right = right && reinterpret_cast<std::uintptr_t>(object) % align == 0;
            std::memset(object, fill, size);
            taken.emplace_back(object, fill);
        } else if (!taken.empty()) {
            std::swap(taken[random.next() % taken.size()], taken.back());
            const auto [object, fill] = taken.back();
            right = right && std::all_of(object, object + size,
                                         [f = fill](unsigned char byte) { return byte == f; });
            right = right && cache_free(&objects, object) == 0;
            taken.pop_back();
        }
    }
    test.check(right, name + "objects keep their contents");
    test.check(objects.slab_allocs < 2000, name + "magazines serve most requests");
    test.check(cache_nr_taken(&objects) >= taken.size(), name + "objects taken");
    if (!taken.empty()) {
        expect_error(test, cache_destroy(&objects), EBUSY, "cache: destroy in use");
    }
    for (const auto& [object, fill] : taken) {
        cache_free(&objects, object);
    }
    expect_error(test, cache_destroy(&objects), 0, "cache: destroy");
    test.equal(cache_nr_taken(&objects), 0, name + "all is back");
    heap_shrink(&mem.state);
    test.equal(arena_nr_free(&mem.state.arena), before, name + "pages are back");
    cpu_enter(0);
}

inline void test_cache_layout(suite::SelfTest& test) {
    Heap mem(1 << 20);
    cache objects{};
    heap* h = &mem.state;
    const auto create = [&](std::size_t size, std::size_t align) {
        return cache_create(&objects, h, "test", size, align, CACHE_DIRECT, nullptr);
    };
    expect_error(test, create(0, 8), EINVAL, "cache: size 0");
    expect_error(test, create(40000, 8), EINVAL, "cache: too large");
    expect_error(test, create(PAGE_BYTES << CACHE_MAX_ORDER, 8), EINVAL, "cache: no header");
    expect_error(test, create(8, 24), EINVAL, "cache: align 24");
    expect_error(test, create(8, 512), EINVAL, "cache: align 512");
    expect_error(test, create(100, 64), 0, "cache: 100 aligned to 64");
    test.equal(objects.stride, 128, "cache: stride");
    test.equal(objects.order, 0, "cache: order");
    test.check(objects.first % 64 == 0 && objects.first + objects.per_slab * 128 <= PAGE_BYTES &&
                   objects.per_slab >= 30,
               "cache: objects fit");
    std::vector<void*> all;
    for (std::uint32_t i = 0; i <= objects.per_slab; ++i) {
        all.push_back(cache_alloc(&objects));
    }
    test.check(static_cast<unsigned char*>(all[1]) - static_cast<unsigned char*>(all[0]) == 128,
               "cache: objects follow one another");
    test.equal(objects.nr_slabs, 2, "cache: a second slab");
    test.check(!list_empty(&objects.full) && !list_empty(&objects.partial), "cache: full, partial");
    expect_error(test, cache_free(&objects, static_cast<char*>(all[3]) + 1), EINVAL,
                 "cache: free between objects");
    expect_error(test, cache_free(&objects, h->arena.base + PAGE_BYTES * 100), EINVAL,
                 "cache: free of what is no slab");
    expect_error(test, cache_free(&h->classes[0], all[0]), EINVAL, "cache: free to another");
    for (void* object : all) {
        cache_free(&objects, object);
    }
    test.equal(objects.nr_empty, 2, "cache: both are empty");
    test.equal(cache_shrink(&objects), 2, "cache: shrink");

    // Every byte of an object has the object's index.
    cache_create(&objects, h, "odd", 88, 8, CACHE_DIRECT, nullptr);
    const slab* made = slab_create(&objects);
    bool right = true;
    for (std::uint32_t i = 0; i < objects.per_slab * objects.stride; ++i) {
        right = right && slab_index(made, made->objects + i) == i / objects.stride;
    }
    test.check(right, "slab: index of every byte");
}

inline std::uint64_t constructed;

inline void construct(void* object) {
    ++constructed;
    std::memset(object, 0x5a, 24);
}

inline void test_ctor(suite::SelfTest& test, unsigned flags) {
    Heap mem(1 << 20);
    cache objects{};
    constructed = 0;
    cache_create(&objects, &mem.state, "ctor", 24, 8, flags, construct);
    std::vector<void*> all;
    bool right = true;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 300; ++i) {
            all.push_back(cache_alloc(&objects));
            right = right && static_cast<unsigned char*>(all.back())[23] == 0x5a &&
                    static_cast<unsigned char*>(all.back())[0] == 0x5a;
        }
        for (void* object : all) {
            cache_free(&objects, object);
        }
        all.clear();
    }
    test.check(right, "ctor: objects stay constructed");
    test.equal(constructed, std::uint64_t{objects.nr_slabs} * objects.per_slab,
               "ctor: once for each object");
    test.equal(mem.state.nr_reports, 0, "ctor: no damage");
}

// What one processor frees another gets, without a slab being touched.
inline void test_magazines(suite::SelfTest& test) {
    Heap mem(1 << 20);
    cache objects{};
    cache_create(&objects, &mem.state, "mags", 64, 64, 0, nullptr);
    std::vector<void*> all;
    for (int i = 0; i < 10 * static_cast<int>(MAGAZINE_ROUNDS); ++i) {
        all.push_back(cache_alloc(&objects));
    }
    test.equal(objects.slab_allocs, 140, "magazines: all from slabs");
    for (void* object : all) {
        cache_free(&objects, object);
    }
    test.equal(objects.slab_frees, 0, "magazines: none to slabs");
    test.equal(mem.state.magazines.slab_allocs, 10, "magazines: ten are full");
    test.check(cache_alloc(&objects) == all.back(), "magazines: the last is first");
    cache_free(&objects, all.back());
    std::sort(all.begin(), all.end());
    cpu_enter(1);
    std::vector<void*> again;
    for (int i = 0; i < 8 * static_cast<int>(MAGAZINE_ROUNDS); ++i) {
        again.push_back(cache_alloc(&objects));
    }
    test.equal(objects.slab_allocs, 140, "magazines: another processor gets eight of them");
    std::sort(again.begin(), again.end());
    test.check(std::adjacent_find(again.begin(), again.end()) == again.end() &&
                   std::includes(all.begin(), all.end(), again.begin(), again.end()),
               "magazines: the same objects, each once");
    cache_alloc(&objects);
    test.equal(objects.slab_allocs, 141, "magazines: the first one's two are its own");
    magazine_drain(&objects, false);
    test.equal(objects.slab_frees, 0, "magazines: an empty depot has nothing to drain");
    magazine_drain(&objects, true);
    test.equal(objects.slab_frees, 28, "magazines: drained");
    cpu_enter(0);
}

} // namespace checks
