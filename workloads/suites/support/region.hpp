// SPDX-License-Identifier: Apache-2.0
//
// The part of a benchmark that is measured: `for (auto _ : suite::region(state))` in place of
// `for (auto _ : state)`. Google Benchmark takes the time of the same iterations either way. Around
// them the region also reads the counters that klpbench asked for, and tells an emulator which
// instructions to count. While nothing of this was asked for, a benchmark is run as ever: the body
// and one counter of iterations in a register.
//
// klpbench asks by environment variables:
//   KLPBENCH_COUNTERS           hardware and software events; see counters.hpp
//   KLPBENCH_REGION_ITERATIONS  N: the body is run N times, however often Google Benchmark wants
//                               it, so that the number of instructions is repeatable
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <iterator>

namespace suite {

class Region {
public:
    explicit Region(benchmark::State& state) : m_state(state) {}
    Region(const Region&) = delete;
    Region& operator=(const Region&) = delete;

    /// A loop that was left early, by break or by an exception, must not go on counting.
    ~Region() {
        if (m_is_counting) {
            stop();
        }
    }

    struct BENCHMARK_UNUSED Value {};

    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        using pointer = Value*;
        using reference = Value;

        Iterator() = default;
        Iterator(std::int64_t left, Region& region) : m_left(left), m_region(&region) {}

        BENCHMARK_ALWAYS_INLINE Value operator*() const { return {}; }
        BENCHMARK_ALWAYS_INLINE Iterator& operator++() {
            --m_left;
            return *this;
        }
        BENCHMARK_ALWAYS_INLINE bool operator!=(const Iterator& /*end*/) const {
            if (__builtin_expect(m_left != 0, 1)) {
                return true;
            }
            m_region->finish();
            return false;
        }

    private:
        std::int64_t m_left = 0;
        Region* m_region = nullptr;
    };

    BENCHMARK_ALWAYS_INLINE Iterator begin() { return {start(), *this}; }
    BENCHMARK_ALWAYS_INLINE Iterator end() { return {}; }

private:
    benchmark::State& m_state;
    bool m_is_started = false;
    bool m_is_counting = false;

    // The clock runs outside of the counters: what they cost is shared by all iterations of the
    // time, and is in no count.
    std::int64_t start();
    void stop();
    void finish();
};

/// The measured loop of a benchmark, which may have only one.
inline Region region(benchmark::State& state) {
    return Region(state);
}

/// How many iterations KLPBENCH_REGION_ITERATIONS asks for; 0 when it does not.
std::int64_t counted_iterations();

/// A region without a body, as the benchmark "klpbench.empty_region": what the loop itself costs.
void register_empty_region();

} // namespace suite
