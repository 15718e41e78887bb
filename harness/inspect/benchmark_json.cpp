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

/// The name of a benchmark that reported no error.
Result<std::string> name_of_sound(const Json& entry) {
    Result<std::string> name = name_of(entry);
    if (name && entry.value("error_occurred", false)) {
        return failure("benchmark " + *name + ": " + entry.value("error_message", "failed"));
    }
    return name;
}

/// A count that the suites' support code handed on; `absent` where it did not.
Result<double> count_of(const Json& entry, const std::string& key, double absent) {
    const double count = entry.value(key, absent);
    if (!std::isfinite(count) || count < 0) {
        return failure(key + " is not a count");
    }
    return count;
}

Result<CounterReading> read_counter(const Json& entry, const std::string& prefix) {
    CounterReading reading;
    if (const std::string key = prefix + "error"; entry.contains(key)) {
        const double error = entry.value(key, 0.0);
        if (!(error >= 1 && error <= 4095)) { // what Linux uses of errno
            return failure(key + " is not an error number");
        }
        reading.error = static_cast<int>(error);
        return reading;
    }
    for (const auto& [key, field] : {std::pair{"value", &CounterReading::value},
                                     std::pair{"enabled_ns", &CounterReading::enabled_ns},
                                     std::pair{"running_ns", &CounterReading::running_ns}}) {
        const Result<double> count = count_of(entry, prefix + key, NAN);
        if (!count) {
            return tl::unexpected(count.error());
        }
        reading.*field = *count;
    }
    return reading;
}

Status read_counters(const Json& entry, BenchmarkTime& time) {
    const Result<double> iterations = count_of(entry, "klpbench.iterations", 0);
    if (!iterations) {
        return tl::unexpected(iterations.error());
    }
    time.iterations = *iterations;
    for (std::size_t i = 0;; ++i) {
        const std::string prefix = "klpbench." + std::to_string(i) + ".";
        if (!entry.contains(prefix + "value") && !entry.contains(prefix + "error")) {
            return {};
        }
        const Result<CounterReading> reading = read_counter(entry, prefix);
        if (!reading) {
            return tl::unexpected(reading.error());
        }
        time.counters.push_back(*reading);
    }
}

Result<BenchmarkTime> read_time(const Json& entry) {
    Result<std::string> name = name_of_sound(entry);
    if (!name) {
        return tl::unexpected(name.error());
    }
    const double cpu_ns = time_of(entry, "cpu_time");
    if (entry.value("iterations", 1.0) < 1) {
        return failure("benchmark " + *name + " made no iteration");
    }
    if (!std::isfinite(cpu_ns) || cpu_ns <= 0) {
        return failure("benchmark " + *name + ": cpu_time is not a positive time");
    }
    BenchmarkTime time;
    time.name = std::move(*name);
    time.cpu_ns = cpu_ns;
    if (const Status counters = read_counters(entry, time); !counters) {
        return failure("benchmark " + time.name + ": " + counters.error().message);
    }
    return time;
}

Result<CountedRegion> read_counted(const Json& entry) {
    Result<std::string> name = name_of_sound(entry);
    if (!name) {
        return tl::unexpected(name.error());
    }
    CountedRegion region;
    region.name = std::move(*name);
    for (const char* key : {"klpbench.part", "klpbench.iterations"}) {
        const Result<double> count = count_of(entry, key, 0);
        if (!count || *count > 1e9) {
            return failure("benchmark " + region.name + ": " + key + " is not a count");
        }
    }
    region.part = static_cast<int>(entry.value("klpbench.part", 0.0));
    region.iterations = entry.value("klpbench.iterations", 0.0);
    region.has_requests = entry.value("klpbench.has_callgrind", 0.0) > 0;
    return region;
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

Result<std::vector<CountedRegion>> read_counted_regions(std::string_view text) {
    return read_all(text, read_counted);
}

Result<std::vector<GuestBenchmark>> read_guest_benchmarks(std::string_view text) {
    return read_all(text, read_guest_one);
}

} // namespace klp
