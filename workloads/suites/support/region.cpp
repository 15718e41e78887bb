// SPDX-License-Identifier: Apache-2.0
#include "region.hpp"

#include "counters.hpp"

#include <cstdlib>
#include <string>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#define SUITE_HAS_CALLGRIND 1
#else
#define SUITE_HAS_CALLGRIND 0
#endif

namespace suite {
namespace {

std::int64_t read_counted_iterations() {
    const char* const text = std::getenv("KLPBENCH_REGION_ITERATIONS");
    return text == nullptr ? 0 : std::strtoll(text, nullptr, 10);
}

/// Names the part of callgrind's output that a region fills: its number, from 1.
int next_part() {
    static int last = 0;
    return ++last;
}

void toggle_collection() {
#if SUITE_HAS_CALLGRIND
    CALLGRIND_TOGGLE_COLLECT;
#endif
}

void dump_part(int part) {
#if SUITE_HAS_CALLGRIND
    const std::string name = "klpbench.part " + std::to_string(part);
    CALLGRIND_DUMP_STATS_AT(name.c_str());
#else
    static_cast<void>(part);
#endif
}

// Several threads of one benchmark would each count, into counters that are summed.
bool may_count(const benchmark::State& state) {
    return state.threads() == 1 && !state.error_occurred();
}

} // namespace

std::int64_t counted_iterations() {
    static const std::int64_t iterations = read_counted_iterations();
    return iterations;
}

std::int64_t Region::start() {
    const bool has_counters = Counters::of_process().any();
    const std::int64_t counted = counted_iterations();
    // KeepRunningBatch starts the clock, and grants all iterations at once.
    if (!m_state.KeepRunningBatch(m_state.max_iterations)) {
        return 0;
    }
    m_is_started = true;
    m_is_counting = (has_counters || counted > 0) && may_count(m_state);
    if (!m_is_counting) {
        return m_state.max_iterations;
    }
    if (counted > 0) {
        toggle_collection();
        return counted;
    }
    Counters::of_process().start();
    return m_state.max_iterations;
}

void Region::stop() {
    m_is_counting = false;
    const std::int64_t counted = counted_iterations();
    if (counted == 0) {
        Counters::of_process().stop();
        return;
    }
    toggle_collection();
    const int part = next_part();
    dump_part(part);
    m_state.counters["klpbench.part"] = part;
    m_state.counters["klpbench.iterations"] = static_cast<double>(counted);
    m_state.counters["klpbench.has_callgrind"] = SUITE_HAS_CALLGRIND;
}

void Region::finish() {
    const bool was_counting = m_is_counting;
    if (was_counting) {
        stop();
    }
    if (!m_is_started) {
        return; // the benchmark reported an error before its loop: there is no clock to stop
    }
    m_is_started = false;
    m_state.KeepRunningBatch(m_state.max_iterations); // stops the clock
    if (was_counting && counted_iterations() == 0) {
        Counters::of_process().report(m_state);
    }
}

void register_empty_region() {
    benchmark::RegisterBenchmark("klpbench.empty_region", [](benchmark::State& state) {
        for (auto _ : region(state)) {
            benchmark::ClobberMemory(); // keeps the loop, and is no instruction
        }
    });
}

} // namespace suite
