// SPDX-License-Identifier: Apache-2.0
#include "inspect/benchmark_json.hpp"
#include "require.hpp"

#include <cmath>
#include <set>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto times = klp::read_benchmark_json(klp::as_text(data, size));
    klp::require(times || !times.error().message.empty(), "an error has a message");
    klp::require(!times || !times->empty(), "a success has a benchmark");
    std::set<std::string> names;
    for (std::size_t i = 0; times && i < times->size(); ++i) {
        const klp::BenchmarkTime& time = times->at(i);
        klp::require(std::isfinite(time.cpu_ns) && time.cpu_ns > 0, "a time is positive");
        klp::require(!time.name.empty() && names.insert(time.name).second, "names are unique");
        for (const klp::CounterReading& reading : time.counters) {
            klp::require(reading.error > 0 || (std::isfinite(reading.value) && reading.value >= 0),
                         "a count is a number");
        }
    }
    const auto regions = klp::read_counted_regions(klp::as_text(data, size));
    for (std::size_t i = 0; regions && i < regions->size(); ++i) {
        klp::require(regions->at(i).part >= 0 && regions->at(i).iterations >= 0,
                     "no region has less than no iteration");
    }
    return 0;
}
