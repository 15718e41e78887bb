// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

enum class Better { lower, higher };

enum class MetricKind {
    exact, ///< the same on every run of one configuration: compared exactly
    noisy, ///< a time or a peak: compared only by intervals over interleaved runs
};

struct MetricInfo {
    /// "size.text"; BENCH stands for any benchmark, "runtime.BENCH.cpu_ns", EVENT for any event
    /// that has no row of its own, "runtime.BENCH.EVENT", and KIND for any kind of warning,
    /// "objtool.warnings.KIND".
    std::string_view name;
    std::string_view unit; ///< "s", "ns", "bytes", "" for a count
    Better better = Better::lower;
    MetricKind kind = MetricKind::exact;
    std::string_view meaning;
};

/// Every metric that a stage may store, in the order in which reports show them.
std::span<const MetricInfo> metric_table();

/// The row of `name`; `runtime.lookup_hit.cpu_ns` finds `runtime.BENCH.cpu_ns`. Null when unknown.
const MetricInfo* find_metric(std::string_view name);

/// `runtime.BENCH.EVENT` of an event by its libpfm4 name, in which ':' stands for each '.'.
std::string event_metric(std::string_view benchmark, std::string event);

/// `lookup_hit` of `runtime.lookup_hit.cpu_ns`; empty for other metrics.
std::string_view benchmark_of(std::string_view metric);

/// True when some string matches both patterns, in which `*` stands for any characters.
bool patterns_overlap(std::string_view a, std::string_view b);

/// True when `pattern` can select a metric of the row; which benchmarks there are is known only
/// when they run, so that BENCH and KIND stand for any: "runtime.lookup_*" may select.
bool may_select(std::string_view pattern, const MetricInfo& metric);

/// True when some of `patterns` can select a metric whose name begins with `prefix`: "runtime.".
bool may_select_family(const std::vector<std::string>& patterns, std::string_view prefix);

std::string_view to_string(Better better);
std::string_view to_string(MetricKind kind);

} // namespace klp
