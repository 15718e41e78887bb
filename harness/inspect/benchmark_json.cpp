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

/// A time per iteration in nanoseconds; not finite when the entry has none.
double time_of(const Json& entry, const char* field) {
    return entry.value(field, NAN) * nanoseconds_per(entry.value("time_unit", ""));
}

Result<std::string> name_of(const Json& entry) {
    std::string name = entry.value("name", "");
    if (name.empty()) {
        return failure("a benchmark without a name");
    }
    return name;
}

Result<BenchmarkTime> read_time(const Json& entry) {
    Result<std::string> name = name_of(entry);
    if (!name) {
        return tl::unexpected(name.error());
    }
    if (entry.value("error_occurred", false)) {
        return failure("benchmark " + *name + ": " + entry.value("error_message", "failed"));
    }
    const double time = time_of(entry, "cpu_time");
    if (!std::isfinite(time) || time <= 0) {
        return failure("benchmark " + *name + ": cpu_time is not a positive time");
    }
    return BenchmarkTime{std::move(*name), time};
}

Result<GuestBenchmark> read_guest_one(const Json& entry) {
    Result<std::string> name = name_of(entry);
    if (!name) {
        return tl::unexpected(name.error());
    }
    if (entry.value("error_occurred", false)) {
        const std::string words = entry.value("error_message", "");
        return GuestBenchmark{std::move(*name), 0, words.empty() ? "failed" : words};
    }
    const double time = time_of(entry, "real_time");
    if (!std::isfinite(time) || time <= 0) {
        return failure("benchmark " + *name + ": real_time is not a positive time");
    }
    return GuestBenchmark{std::move(*name), time, {}};
}

/// Every benchmark that is no aggregate, as `read_one` reads it.
template <typename One>
Result<std::vector<One>> read_all(std::string_view text, Result<One> (*read_one)(const Json&)) {
    const Json document = Json::parse(text, nullptr, false);
    if (!document.is_object() || !document.contains("benchmarks") ||
        !document["benchmarks"].is_array()) {
        return failure("not the JSON output of Google Benchmark");
    }
    std::vector<One> all;
    std::set<std::string> names;
    try {
        for (const Json& entry : document["benchmarks"]) {
            if (!entry.is_object()) {
                return failure("a benchmark that is not an object");
            }
            if (entry.value("run_type", "iteration") != "iteration") {
                continue;
            }
            Result<One> one = read_one(entry);
            if (!one) {
                return tl::unexpected(one.error());
            }
            if (!names.insert(one->name).second) {
                return failure("benchmark " + one->name +
                               " is listed twice: repetitions are not for us");
            }
            all.push_back(std::move(*one));
        }
    } catch (const Json::exception& error) { // a field of another type
        return failure(std::string("Google Benchmark output: ") + error.what());
    }
    if (all.empty()) {
        return failure("the output of Google Benchmark holds no benchmark");
    }
    return all;
}

} // namespace

Result<std::vector<BenchmarkTime>> read_benchmark_json(std::string_view text) {
    return read_all(text, read_time);
}

Result<std::vector<GuestBenchmark>> read_guest_benchmarks(std::string_view text) {
    return read_all(text, read_guest_one);
}

} // namespace klp
