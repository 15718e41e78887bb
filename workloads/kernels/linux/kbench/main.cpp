// SPDX-License-Identifier: Apache-2.0
//
// Process 1 of the guest. Arguments come from the kernel's command line after "--":
//     kbench.min_time=SECONDS   of each benchmark, of the guest's clock
//     kbench.filter=REGEX       runs only benchmarks whose name it matches
#include "console.hpp"
#include "guest.hpp"
#include "kbench.hpp"

#include <array>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace kbench {
namespace {

/// Collects the JSON, since writing it while benchmarks run would disturb them.
class Collector : public benchmark::JSONReporter {
public:
    Collector() {
        SetOutputStream(&m_json);
        SetErrorStream(&m_errors);
    }

    void ReportRuns(const std::vector<Run>& runs) override {
        std::vector<Run> plain = runs;
        for (Run& run : plain) {
            run.run_name.time_type.clear(); // "/real_time" is no part of a benchmark's name
        }
        benchmark::JSONReporter::ReportRuns(plain);
        say("ran", plain.empty() ? "" : plain.front().run_name.function_name);
    }

    [[nodiscard]] std::string json() const { return m_json.str(); }

private:
    std::ostringstream m_json;
    std::ostringstream m_errors;
};

void register_all() {
    for (const auto& entries : {process_benchmarks(), file_benchmarks(), memory_benchmarks(),
                                switch_benchmarks(), socket_benchmarks(), event_benchmarks()}) {
        for (const Entry& entry : entries) {
            // One processor: real time is the time of everybody who takes part.
            benchmark::RegisterBenchmark(entry.name, entry.run)->UseRealTime();
        }
    }
}

std::vector<std::string> benchmark_arguments(int argc, char** argv) {
    constexpr std::array<std::string_view, 2> known{"min_time=", "filter="};
    std::vector<std::string> arguments{"kbench"};
    for (int i = 1; i < argc; ++i) {
        std::string_view word = argv[i];
        if (!word.starts_with("kbench.")) {
            continue;
        }
        word.remove_prefix(7);
        for (const std::string_view name : known) {
            if (word.starts_with(name)) {
                arguments.push_back("--benchmark_" + std::string(word));
            }
        }
    }
    return arguments;
}

void run(int argc, char** argv) {
    std::vector<std::string> arguments = benchmark_arguments(argc, argv);
    std::vector<char*> words;
    words.reserve(arguments.size() + 1);
    for (std::string& argument : arguments) {
        words.push_back(argument.data());
    }
    int count = static_cast<int>(words.size());
    words.push_back(nullptr);
    benchmark::Initialize(&count, words.data());
    register_all();
    Collector collector;
    if (benchmark::RunSpecifiedBenchmarks(&collector) == 0) {
        say("failed", "no benchmark was run");
    } else {
        say_results(collector.json());
    }
}

} // namespace
} // namespace kbench

int main(int argc, char** argv) {
    kbench::set_up_guest();
    kbench::run(argc, argv);
    kbench::say("end");
    kbench::end_guest();
}
