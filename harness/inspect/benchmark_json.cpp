// SPDX-License-Identifier: Apache-2.0
#include "inspect/benchmark_json.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace klp {
namespace {

using Json = nlohmann::json;

double nanoseconds_per(std::string_view unit) {
    constexpr std::array<std::pair<std::string_view, double>, 4> units{
        {{"ns", 1.0}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}}};
    for (const auto& [name, factor] : units) {
        if (name == unit) {
            return factor;
        }
    }
    return NAN;
}

Result<BenchmarkTime> read_one(const Json& entry) {
    const std::string name = entry.value("name", "");
    if (name.empty()) {
        return failure("a benchmark without a name");
    }
    if (entry.value("error_occurred", false)) {
        return failure("benchmark " + name + ": " + entry.value("error_message", "failed"));
    }
    const double time =
        entry.value("cpu_time", NAN) * nanoseconds_per(entry.value("time_unit", ""));
    if (!std::isfinite(time) || time <= 0) {
        return failure("benchmark " + name + ": cpu_time is not a positive time");
    }
    return BenchmarkTime{name, time};
}

} // namespace

Result<std::vector<BenchmarkTime>> read_benchmark_json(std::string_view text) {
    const Json document = Json::parse(text, nullptr, false);
    if (!document.is_object() || !document.contains("benchmarks") ||
        !document["benchmarks"].is_array()) {
        return failure("not the JSON output of Google Benchmark");
    }
    std::vector<BenchmarkTime> times;
    std::set<std::string> names;
    try {
        for (const Json& entry : document["benchmarks"]) {
            if (!entry.is_object()) {
                return failure("a benchmark that is not an object");
            }
            if (entry.value("run_type", "iteration") != "iteration") {
                continue;
            }
            Result<BenchmarkTime> time = read_one(entry);
            if (!time) {
                return tl::unexpected(time.error());
            }
            if (!names.insert(time->name).second) {
                return failure("benchmark " + time->name +
                               " is listed twice: repetitions are not for us");
            }
            times.push_back(std::move(*time));
        }
    } catch (const Json::exception& error) { // a field of another type
        return failure(std::string("Google Benchmark output: ") + error.what());
    }
    if (times.empty()) {
        return failure("the output of Google Benchmark holds no benchmark");
    }
    return times;
}

} // namespace klp
