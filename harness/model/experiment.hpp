// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/axis.hpp"
#include "model/nightly.hpp"
#include "model/workload.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace klp {

/// An axis as the experiment uses it.
struct ExperimentAxis {
    Axis axis;
    std::vector<std::string> values;   ///< names of the values taken, in order
    std::vector<std::string> optional; ///< compilers that may be absent: their cells are `excluded`
};

/// What a virtual machine runs on. Under `tcg` it counts instructions, under `kvm` time.
enum class Accelerator { tcg, kvm };

/// How noisy metrics are sampled; docs/method.md says why.
struct Design {
    int layouts = 0;     ///< distinct link-time layouts over the replicates; 0: each has its own
    int looks = 1;       ///< at the data while it comes in; the last one is after all replicates
    bool control = true; ///< suites: the baseline is built and run a second time in every block
};

/// What is counted while a benchmark's measured region runs, besides its CPU time.
struct Counting {
    std::vector<std::string> events; ///< names that libpfm4 knows; "default": the architecture's
    int replicates = 0;              ///< in how many an emulator counts instructions; 0: in none
    int iterations = 100;            ///< of each region that it counts
};

/// Cells that are not run on purpose. Every axis in `when` must match one of its values.
struct Exclusion {
    std::map<std::string, std::vector<std::string>> when;
    std::vector<std::string> workloads; ///< names; empty: all
    std::string reason;
};

struct Experiment {
    std::string name;
    std::string description;
    std::filesystem::path file;
    std::vector<ExperimentAxis> axes;
    std::vector<Workload> workloads;
    std::vector<Exclusion> exclusions;
    std::vector<std::string> metrics; ///< names or patterns with `*`, e.g. "compile.*"
    int replicates = 1;               ///< at most: looks may end a run earlier
    std::uint64_t seed = 0;
    Design design;
    double benchmark_min_time_s = 0.02; ///< Google Benchmark's --benchmark_min_time
    Counting counting;
    Accelerator accelerator = Accelerator::tcg; ///< of virtual machines
    double equivalence_margin = 0.02;           ///< relative; differences inside it count as none
    std::vector<std::string> primary_metrics{"runtime", "compile.cpu_s", "size.text"};
    NightlySettings nightly;
};

/// True when a pattern of `metrics` (exact, or with `*` for any characters) selects `name`.
bool selects_metric(const std::vector<std::string>& patterns, const std::string& name);

} // namespace klp
