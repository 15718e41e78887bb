// SPDX-License-Identifier: Apache-2.0
//
// What the checks and the benchmarks both start from.
#pragma once

#include "../support/suite.hpp"

extern "C" {
#include "heap.h"
}

#include <cstdlib>
#include <memory>

namespace checks {

struct FreeMemory {
    void operator()(void* memory) const { std::free(memory); }
};

// A heap in memory of its own.
struct Heap {
    std::unique_ptr<void, FreeMemory> memory;
    heap state{};

    explicit Heap(std::size_t bytes) : memory(std::aligned_alloc(PAGE_BYTES, bytes)) {
        if (heap_init(&state, memory.get(), bytes, 0x5eed) != 0) {
            std::abort();
        }
    }
};

inline void expect_error(suite::SelfTest& test, int got, int expected, const char* what) {
    test.equal(static_cast<std::uint64_t>(-got), static_cast<std::uint64_t>(expected), what);
}

} // namespace checks
