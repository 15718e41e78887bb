// SPDX-License-Identifier: Apache-2.0
//
// A stored run as the stages after `store` see it. A run is one measurement of one experiment by
// one klpbench on one machine; a killed run that goes on is still the same run.
#pragma once

#include "model/configuration.hpp"
#include "model/impact_sizes.hpp"
#include "model/outcome.hpp"
#include "model/toolchain.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace klp {

struct Machine {
    std::string architecture; ///< uname -m
    std::string cpu;          ///< model name
    int cpus = 0;
    std::int64_t memory_bytes = 0;
    std::string kernel; ///< uname -sr
    std::string os;     ///< PRETTY_NAME of os-release
};

struct Environment {
    std::string klpbench_version;
    Machine machine;
    /// Of the system, NAME and VALUE: "aslr", "governor", "boost", "smt".
    std::vector<std::pair<std::string, std::string>> settings;
    std::vector<CompilerIdentity> compilers;
    std::uint64_t seed = 0;
    int jobs = 0;
    int replicates = 0;  ///< planned for each cell, at most
    std::string started; ///< ISO 8601, UTC
    std::string ended;   ///< empty while the run is not finished
};

struct ReplicateValue {
    int replicate = 0;
    double value = 0;
};

/// The samples of one metric of one cell.
struct Series {
    std::vector<ReplicateValue> values; ///< ascending in replicate
    std::string skipped;                ///< why there are none; empty when there are
};

struct CellResult {
    std::string id;
    std::string workload;
    std::string workload_kind; ///< Workload::kind; empty when it is not known
    Configuration configuration;
    std::map<std::string, Realisation> realisation;
    Outcome outcome = Outcome::ok;
    std::string reason;
    std::string diagnostic;
    std::vector<std::string> warnings;        ///< e.g. an equivalence proof that does not hold
    std::map<std::string, Series> metrics;    ///< by metric name
    std::map<std::string, std::string> facts; ///< by name; see Fact
    ImpactSizes impact_sizes;
    std::map<int, std::uint64_t> layouts; ///< by replicate: the seed of its link-time layout
};

/// What the machine was like during a block: the visits of one workload in one replicate, one
/// after the other on one processor. A value that the system does not tell is NaN.
struct Block {
    std::string workload;
    int replicate = 0;
    int cpu = -1;              ///< the processor; negative: not pinned
    double started = 0;        ///< seconds since the epoch
    double ended = 0;          ///< as `started`
    double load = 0;           ///< mean of the one-minute load averages at both ends
    double steal_share = 0;    ///< of the processor's time that the hypervisor gave to others
    double pressure_share = 0; ///< of the time in which some task waited for a processor (PSI)
    double mhz_at_start = 0;
    double mhz_at_end = 0;
};

/// An axis as the run used it, in the experiment's order.
struct RunAxis {
    std::string name;
    std::string baseline;
    std::vector<std::string> values;
};

struct RunResult {
    std::string experiment;
    std::int64_t run_id = 0;
    bool finished = false;
    Environment environment;
    double equivalence_margin = 0;
    int looks = 1; ///< planned; the last one is after `environment.replicates` replicates
    std::vector<std::string> primary_metrics;
    std::string stopped; ///< why it ended before all replicates: "decided at look 2 of 4"
    std::vector<RunAxis> axes;
    std::vector<CellResult> cells;    ///< the cells of the plan that have an outcome, in plan order
    std::vector<CellResult> controls; ///< each the twin of the baseline cell with its workload and
                                      ///< configuration; of it only `runtime.*` is of interest
    std::vector<CellResult> pinned;   ///< each the workload as it was when the series of nights
                                      ///< began; see model/nightly.hpp
    std::vector<Block> blocks;
    int pending = 0; ///< planned cells without a visit yet; they are not in `cells`
    std::vector<Probe> probes;
    std::vector<EquivalenceProof> proofs;
};

/// The parts of a run whose cells have workloads of one kind, each with everything else of the
/// run: figures of different kinds are never brought together. "kernel" comes first, for it is what
/// the questions are about, then the others in the order of their first cells; one part at least.
std::vector<RunResult> split_by_kind(const RunResult& run);

inline constexpr std::string_view kernel_kind = "kernel";

/// True when the cells of `part`, one of split_by_kind, are kernels.
bool is_of_kernels(const RunResult& part);

/// The median of a series (mean of the middle two when even). Precondition: it has values.
double median(const Series& series);

/// True when any axis of the cell was realised by an equivalent.
bool is_equivalent(const CellResult& cell);

} // namespace klp
