// SPDX-License-Identifier: Apache-2.0
//
// Pages against a map of what is in use, free lists against a stack.
#pragma once

#include "../support/suite.hpp"
#include "fixture.hpp"

extern "C" {
#include "arena.h"
#include "freelist.h"
}

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace checks {

inline void test_arena(suite::SelfTest& test) {
    constexpr std::size_t bytes = 1 << 20;
    const std::unique_ptr<void, FreeMemory> memory(std::aligned_alloc(PAGE_BYTES, bytes));
    arena pages{};
    expect_error(test, arena_init(&pages, memory.get(), PAGE_BYTES), EINVAL, "arena: too small");
    expect_error(test, arena_init(&pages, memory.get(), bytes), 0, "arena: init");
    const std::uint32_t nr_pages = pages.nr_pages;
    test.equal(nr_pages, bytes / (PAGE_BYTES + sizeof(page_desc)), "arena: pages");

    suite::Sequence random(1);
    std::map<std::size_t, unsigned> blocks; // offset to order
    std::size_t used = 0;
    bool right = true;
    for (int i = 0; i < 5000; ++i) {
        const auto order = static_cast<unsigned>(random.next() % 5);
        if (random.next() % 2 == 0) {
            auto* block = static_cast<unsigned char*>(arena_alloc(&pages, order));
            if (block == nullptr) {
                continue;
            }
            const auto offset = static_cast<std::size_t>(block - pages.base);
            const std::size_t size = std::size_t{PAGE_BYTES} << order;
            const auto after = blocks.lower_bound(offset);
            right = right && offset % size == 0 && offset + size <= nr_pages * PAGE_BYTES;
            right = right && (after == blocks.end() || offset + size <= after->first);
            if (after != blocks.begin()) {
                const auto before = std::prev(after);
                right = right && before->first + (PAGE_BYTES << before->second) <= offset;
            }
            right = right && arena_order_of(&pages, block) == static_cast<int>(order);
            blocks.emplace(offset, order);
            used += std::size_t{1} << order;
        } else if (!blocks.empty()) {
            const auto it = std::next(blocks.begin(),
                                      static_cast<std::ptrdiff_t>(random.next() % blocks.size()));
            used -= std::size_t{1} << it->second;
            right = right && arena_free(&pages, pages.base + it->first) == 0;
            blocks.erase(it);
        }
        right = right && arena_nr_free(&pages) == nr_pages - used;
    }
    test.check(right, "arena: blocks are aligned and apart, pages are counted");
    for (const auto& [offset, order] : blocks) {
        arena_free(&pages, pages.base + offset);
    }
    std::size_t whole = 0;
    while (arena_alloc(&pages, ARENA_ORDERS - 1) != nullptr) {
        ++whole;
    }
    test.equal(whole, nr_pages / 128, "arena: halves were joined again");
    test.check(arena_alloc(&pages, ARENA_ORDERS) == nullptr, "arena: no such order");
    expect_error(test, arena_free(&pages, pages.base + PAGE_BYTES), EINVAL, "arena: not a block");
    expect_error(test, arena_free(&pages, pages.base + 8), EINVAL, "arena: not a page");
    expect_error(test, arena_free(&pages, &pages), EINVAL, "arena: not in the arena");
    expect_error(test, arena_free(&pages, pages.base), 0, "arena: free");
    expect_error(test, arena_free(&pages, pages.base), EINVAL, "arena: freed twice");
    test.equal(arena_order_for(1), 0, "arena: order for a byte");
    test.equal(arena_order_for(PAGE_BYTES + 1), 1, "arena: order for a page and a byte");
    test.equal(arena_order_for(std::size_t{1} << 40), ARENA_ORDERS, "arena: order for too much");
}

inline void test_freelist(suite::SelfTest& test) {
    constexpr unsigned nr = 100;
    std::array<std::uint16_t, nr> next{};
    freelist list{};
    freelist_init(&list, next.data(), nr, 77);
    test.equal(freelist_bytes(nr), 200, "freelist: bytes");
    std::set<unsigned> masks;
    for (unsigned i = 0; i + 1 < nr; ++i) {
        masks.insert(next[i] ^ (i + 1));
    }
    test.check(masks.size() == nr - 1, "freelist: each place has an encoding of its own");

    suite::Sequence random(2);
    std::vector<unsigned> stack; // the list, its head at the back
    for (unsigned i = nr; i-- > 0;) {
        stack.push_back(i);
    }
    std::vector<unsigned> taken;
    bool right = true;
    for (int i = 0; i < 3000; ++i) {
        if (random.next() % 2 == 0) {
            const unsigned index = freelist_pop(&list);
            right = right && index == (stack.empty() ? FREELIST_END : stack.back());
            if (!stack.empty()) {
                taken.push_back(stack.back());
                stack.pop_back();
            }
        } else if (!taken.empty()) {
            std::swap(taken[random.next() % taken.size()], taken.back());
            freelist_push(&list, taken.back());
            stack.push_back(taken.back());
            taken.pop_back();
        }
    }
    test.check(right, "freelist: last in, first out");
    for (const unsigned index : stack) {
        right = right && freelist_contains(&list, index);
    }
    for (const unsigned index : taken) {
        right = right && !freelist_contains(&list, index);
    }
    test.check(right, "freelist: contains");

    freelist_init(&list, next.data(), nr, 77);
    next[0] = static_cast<std::uint16_t>(next[0] ^ 0x4000);
    test.equal(freelist_pop(&list), FREELIST_BAD, "freelist: a damaged entry");
    test.check(!freelist_contains(&list, 50), "freelist: a damaged list ends");
}

} // namespace checks
