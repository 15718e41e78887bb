// SPDX-License-Identifier: Apache-2.0
//
// kbench is the user space of the kernel being judged: it is started by /init (init/init.cpp) as
// process 1, measures system calls with Google Benchmark and ends the machine. Everything here runs
// on one processor and leaves nothing behind between benchmarks.
#pragma once

#include <benchmark/benchmark.h>

#include <cerrno>
#include <span>

namespace kbench {

/// A benchmark: one iteration is what its comment says.
struct Entry {
    const char* name; ///< of the metric: "getppid" is runtime.kbench.getppid.*
    void (*run)(benchmark::State&);
};

std::span<const Entry> process_benchmarks();
std::span<const Entry> file_benchmarks();
std::span<const Entry> memory_benchmarks();
std::span<const Entry> switch_benchmarks();
std::span<const Entry> socket_benchmarks();
std::span<const Entry> event_benchmarks();

/// Ends the benchmark because `call` failed: "unsupported: CALL: …" when the kernel was built
/// without it, "CALL: …" for any other error.
void give_up(benchmark::State& state, const char* call, int error = errno);

/// Ends the benchmark because a call succeeded and gave a wrong answer: "wrong: WHAT".
void wrong(benchmark::State& state, const char* what);

/// Where benchmarks may make files; a tmpfs where the kernel has one.
inline constexpr const char* scratch = "/tmp";

/// A file that ends at once when it is executed with the argument "exit".
inline constexpr const char* short_program = "/init";

} // namespace kbench
