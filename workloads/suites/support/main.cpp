// SPDX-License-Identifier: Apache-2.0
//
// The main of every suite: `--self-test` compares with known answers (exit code 3 when one is
// wrong); anything else goes to Google Benchmark.
#include "suite.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>

namespace {

constexpr int exit_wrong_result = 3;

int run_self_test() {
    suite::SelfTest test;
    suite::self_test(test);
    for (const std::string& failure : test.failures()) {
        std::fprintf(stderr, "self-test: %s\n", failure.c_str());
    }
    if (test.checks() == 0) {
        std::fprintf(stderr, "self-test: it checked nothing\n");
        return exit_wrong_result;
    }
    std::printf("self-test: %zu checks, %zu wrong\n", test.checks(), test.failures().size());
    return test.failures().empty() ? 0 : exit_wrong_result;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "--self-test") == 0) {
        return run_self_test();
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 2;
    }
    if (suite::counted_iterations() > 0) {
        suite::register_empty_region();
    }
    return benchmark::RunSpecifiedBenchmarks() == 0 ? 1 : 0;
}
