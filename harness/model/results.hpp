// SPDX-License-Identifier: Apache-2.0
//
// A stored run as the stages after `store` see it. A run is one measurement of one experiment by
// one klpbench on one machine; a killed run that goes on is still the same run.
#pragma once

#include "model/configuration.hpp"
#include "model/outcome.hpp"
#include "model/toolchain.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
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
    std::vector<CompilerIdentity> compilers;
    std::uint64_t seed = 0;
    int jobs = 0;
    int replicates = 0;
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
    std::vector<RunAxis> axes;
    std::vector<CellResult> cells; ///< the cells of the plan that have an outcome, in plan order
    int pending = 0;               ///< planned cells without a visit yet; they are not in `cells`
    std::vector<Probe> probes;
    std::vector<EquivalenceProof> proofs;
};

/// The parts of a run whose cells have workloads of one kind, each with everything else of the
/// run: figures of different kinds are never brought together. "kernel" comes first, for it is what
/// the questions are about, then the others in the order of their first cells; one part at least.
std::vector<RunResult> split_by_kind(const RunResult& run);

inline constexpr std::string_view kernel_kind = "kernel";

/// The median of a series (mean of the middle two when even). Precondition: it has values.
double median(const Series& series);

/// True when any axis of the cell was realised by an equivalent.
bool is_equivalent(const CellResult& cell);

} // namespace klp
