// SPDX-License-Identifier: Apache-2.0
//
// Blocks of all sizes against shadow copies, and what happens when memory runs out.
#pragma once

#include "../support/suite.hpp"
#include "fixture.hpp"

extern "C" {
#include "heap.h"
}

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

namespace checks {

inline void test_heap(suite::SelfTest& test) {
    constexpr std::array<std::size_t, HEAP_NR_CLASSES> sizes{16,  32,  48,  64,  96,   128,  192,
                                                             256, 384, 512, 768, 1024, 1536, 2048};
    bool right = true;
    for (std::size_t size = 1; size <= HEAP_MAX_SMALL; ++size) {
        const auto* first = std::lower_bound(sizes.begin(), sizes.end(), size);
        right = right && heap_class(size) == static_cast<std::size_t>(first - sizes.begin());
    }
    test.check(right, "heap: class of every size");

    Heap mem(4 << 20);
    heap* h = &mem.state;
    const std::uint32_t before = arena_nr_free(&h->arena);
    suite::Sequence random(5);
    std::vector<std::vector<unsigned char>> shadow(200);
    std::vector<unsigned char*> blocks(shadow.size());
    for (int i = 0; i < 6000; ++i) {
        const std::size_t n = random.next() % blocks.size();
        const std::size_t limit = random.next() % 8 == 0 ? 20000 : 600;
        const std::size_t size = 1 + random.next() % limit;
        const bool same =
            blocks[n] == nullptr || std::equal(shadow[n].begin(), shadow[n].end(), blocks[n]);
        right = right && same;
        if (blocks[n] == nullptr || random.next() % 3 == 0) {
            auto* moved = static_cast<unsigned char*>(heap_resize(h, blocks[n], size));
            if (moved == nullptr) {
                right = false;
                break;
            }
            const std::size_t kept = std::min(shadow[n].size(), size);
            right =
                right && std::equal(shadow[n].begin(),
                                    shadow[n].begin() + static_cast<std::ptrdiff_t>(kept), moved);
            right = right && heap_usable(h, moved) >= size;
            shadow[n].assign(size, static_cast<unsigned char>(i));
            std::memset(moved, i & 255, size);
            blocks[n] = moved;
        } else {
            right = right && heap_free(h, blocks[n]) == 0;
            blocks[n] = nullptr;
            shadow[n].clear();
        }
    }
    test.check(right, "heap: blocks keep their contents");
    for (unsigned char* block : blocks) {
        heap_free(h, block);
    }
    while (heap_shrink(h) > 0) {
    }
    test.equal(arena_nr_free(&h->arena), before, "heap: all pages are back");
    expect_error(test, heap_free(h, nullptr), 0, "heap: free of nothing");
    expect_error(test, heap_free(h, h), EINVAL, "heap: free of what is not the heap's");
    test.check(heap_alloc(h, std::size_t{1} << 30) == nullptr, "heap: too much");
    test.equal(heap_usable(h, h), 0, "heap: room in what is not the heap's");
    void* none = heap_alloc(h, 0);
    test.check(none != nullptr && heap_usable(h, none) == 16, "heap: no bytes are a class's");
    heap small{};
    expect_error(test, heap_init(&small, h->arena.base, 100, 0), EINVAL, "heap: too small");
}

// A holder of objects that frees them when asked.
struct Holder {
    shrinker link{};
    heap* h = nullptr;
    std::vector<void*> held;
    std::size_t scans = 0;
};

inline std::size_t count_held(shrinker* s) {
    return reinterpret_cast<Holder*>(s)->held.size();
}

inline std::size_t scan_held(shrinker* s, std::size_t nr) {
    auto* holder = reinterpret_cast<Holder*>(s);
    ++holder->scans;
    for (std::size_t i = 0; i < nr && !holder->held.empty(); ++i) {
        heap_free(holder->h, holder->held.back());
        holder->held.pop_back();
    }
    return nr;
}

inline void test_shrink(suite::SelfTest& test) {
    Heap mem(1 << 20);
    heap* h = &mem.state;
    const std::uint32_t before = arena_nr_free(&h->arena);
    Holder holder;
    holder.h = h;
    holder.link.count = count_held;
    holder.link.scan = scan_held;
    shrinker_add(h, &holder.link);
    const auto hold = [&] {
        for (int i = 0; i < 200; ++i) {
            holder.held.push_back(heap_alloc(h, 1000));
        }
    };
    hold();
    test.check(heap_shrink(h) >= 46,
               "shrink: two hundred blocks of 1 KiB, but for a magazine or two");
    test.equal(holder.scans, 4, "shrink: in batches of 64");
    hold();
    std::vector<void*> all;
    void* block = heap_alloc(h, 500);
    for (; block != nullptr && all.size() < 5000; block = heap_alloc(h, 500)) {
        all.push_back(block);
    }
    test.check(holder.held.empty(), "shrink: the holder was asked when memory ran out");
    // All of the 1 MiB but what slabs' headers and magazines take.
    test.check(all.size() > 1600 && all.size() <= 2048,
               "shrink: memory is used up: " + std::to_string(all.size()));
    test.check(heap_alloc(h, 5000) == nullptr, "shrink: no pages either");
    std::size_t freed = 0;
    for (void* each : all) {
        freed += heap_free(h, each) == 0 ? 1 : 0;
    }
    test.equal(freed, all.size(), "shrink: free");
    shrinker_remove(&holder.link);
    test.check(heap_alloc(h, 100000) != nullptr, "shrink: pages come back when asked for");
    while (heap_shrink(h) > 0) {
    }
    test.equal(arena_nr_free(&h->arena), before - 32, "shrink: all but what is in use");
}

} // namespace checks
