// SPDX-License-Identifier: Apache-2.0
//
// Each configuration against the baseline, over all workloads.
#pragma once

#include "model/results.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

struct OverviewColumn {
    std::string_view title;
    std::string_view metric; ///< name in metric_table()
};

/// The last is shown only where some cell has it, and those of kernels are named the guest's;
/// "runtime" is left out where there is no time but there are instructions.
inline constexpr std::array all_overview_columns{
    OverviewColumn{"text size", "size.text"},
    OverviewColumn{"runtime", "runtime.BENCH.cpu_ns"},
    OverviewColumn{"compile CPU", "compile.cpu_s"},
    OverviewColumn{"inline copies", "clones.inline_copies"},
    OverviewColumn{"instructions", "runtime.BENCH.instructions"},
};

/// Geometric mean over workloads of the ratio of medians.
struct MeanRatio {
    std::optional<double> ratio; ///< none when no workload is in it
    int workloads = 0;           ///< how many are in it
    bool equivalent = false;     ///< some cell behind it is an equivalent realisation
};

struct OverviewRow {
    Configuration configuration;
    bool is_baseline = false;
    std::vector<MeanRatio> means; ///< one for each column
};

struct Overview {
    std::vector<OverviewColumn> columns;
    std::vector<Configuration::Entry> fixed; ///< axes with one value in the whole run
    std::vector<std::string> workloads;      ///< of the cells, in order
    std::vector<OverviewRow> rows;           ///< configurations in the order of the cells
    bool is_of_kernels = false;
};

/// What a configuration is held against: the same compiler and architecture, and every other axis
/// at its baseline, or at its first value where the run does not take the baseline.
Configuration baseline_of(Configuration configuration, const std::vector<RunAxis>& axes);

/// A workload is in a mean when both cells are ok and measured the metric, above
/// zero, and the metric may be compared between them; several benchmarks of a workload count as
/// their geometric mean, and only when both cells have all of them. The cells should be of one kind
/// (see split_by_kind).
Overview overview_of(const RunResult& run);

/// The values of the axes that are not in `fixed`, as Configuration::short_text() writes them.
std::string short_label(const Configuration& configuration,
                        const std::vector<Configuration::Entry>& fixed);

/// A mean as a table shows it: "1" for the baseline, else the change; "n/a" when it is of nothing;
/// with a `=` behind it when an equivalent realisation is in it.
std::string mean_text(const OverviewRow& row, const MeanRatio& mean);

/// True when means are of several workloads, and a row has to say of how many.
bool has_counts(const Overview& overview);

/// What the numbers of the overview are, in words.
std::string overview_note(const Overview& overview);

/// `n` of a row: one number when all means have the same, else one for each, "8/8/7/8".
std::string workloads_text(const OverviewRow& row);

} // namespace klp
