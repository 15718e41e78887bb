// SPDX-License-Identifier: Apache-2.0
//
// Damage of every kind is noticed, and told.
#pragma once

#include "../support/suite.hpp"
#include "fixture.hpp"

extern "C" {
#include "debug.h"
#include "heap.h"
}

#include <cerrno>
#include <cstring>
#include <vector>

namespace checks {

struct Report {
    const void* object = nullptr;
    unsigned kind = CORRUPT_NONE;
};
inline Report last_report;

inline void note_report(cache*, const void* object, unsigned kind) {
    last_report = {object, kind};
}

inline void test_debug(suite::SelfTest& test) {
    Heap mem(1 << 20);
    cache objects{};
    mem.state.report = note_report;
    last_report = {};
    cache_create(&objects, &mem.state, "debug", 20, 4, CACHE_DEBUG, nullptr);
    auto* a = static_cast<unsigned char*>(cache_alloc(&objects));
    auto* b = static_cast<unsigned char*>(cache_alloc(&objects));
    test.check(a[0] == DEBUG_POISON && a[19] == DEBUG_POISON, "debug: poison");
    test.check(b - a >= 20 + 16, "debug: zones");
    std::memset(a, 1, 20);
    std::memset(b, 2, 20);
    expect_error(test, cache_free(&objects, b), 0, "debug: free");
    test.equal(last_report.kind, CORRUPT_NONE, "debug: no damage");
    expect_error(test, cache_free(&objects, b), EINVAL, "debug: free twice");
    test.check(last_report.kind == CORRUPT_DOUBLE_FREE && last_report.object == b,
               "debug: a double free is seen");
    expect_error(test, cache_free(&objects, a + 8), EINVAL, "debug: free inside");
    test.equal(last_report.kind, CORRUPT_POINTER, "debug: a wrong pointer is seen");
    a[20] = 0;
    expect_error(test, cache_free(&objects, a), 0, "debug: free after an overrun");
    test.check(last_report.kind == CORRUPT_ZONE && last_report.object == a,
               "debug: an overrun is seen");
    last_report = {};
    b[3] = 0;
    std::vector<void*> all;
    for (std::uint32_t i = 0; i < objects.per_slab; ++i) {
        all.push_back(cache_alloc(&objects));
    }
    test.check(last_report.kind == CORRUPT_POISON && last_report.object == b,
               "debug: a use after free is seen");
    last_report = {};
    static_cast<unsigned char*>(all[5])[-1] = 0;
    cache_free(&objects, all[5]);
    test.check(last_report.kind == CORRUPT_ZONE && last_report.object == all[5],
               "debug: an underrun is seen");
    test.equal(mem.state.nr_reports, 5, "debug: reports");
}

inline void test_damaged_slab(suite::SelfTest& test) {
    Heap mem(1 << 20);
    cache objects{};
    mem.state.report = note_report;
    last_report = {};
    cache_create(&objects, &mem.state, "hit", 64, 8, CACHE_DIRECT, nullptr);
    std::vector<void*> all{cache_alloc(&objects), cache_alloc(&objects)};
    slab* first = arena_slab_of(&mem.state.arena, all[0]);
    first->free.next[2] = static_cast<std::uint16_t>(first->free.next[2] ^ 0x0800);
    all.push_back(cache_alloc(&objects));
    test.equal(last_report.kind, CORRUPT_FREELIST, "damage: a free list is checked");
    test.check(arena_slab_of(&mem.state.arena, all[2]) != first, "damage: another slab serves");
    for (void* object : all) {
        expect_error(test, cache_free(&objects, object), 0, "damage: free");
    }
    expect_error(test, cache_destroy(&objects), EBUSY, "damage: the slab is kept");
    test.equal(objects.nr_slabs, 2, "damage: two slabs");
    test.equal(cache_shrink(&objects), 1, "damage: the sound one can be freed");
}

} // namespace checks
