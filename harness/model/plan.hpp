// SPDX-License-Identifier: Apache-2.0
//
// What `plan` hands to the stages behind it: cells with every axis resolved to argv, so that
// `build` never knows what an axis is.
#pragma once

#include "model/configuration.hpp"
#include "model/outcome.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// Compiler and flags of one cell, everything resolved.
struct BuildFlags {
    std::string compiler;             ///< path of the driver
    std::vector<std::string> compile; ///< flags of the axes for each translation unit
    std::vector<std::string> link;    ///< flags of the axes for the link
    bool clone_dumps = true;          ///< the compiler knows -fdump-ipa-clones
};

enum class CellStatus { planned, unsupported, excluded };

std::string_view to_string(CellStatus status);

/// What a cell is there for.
enum class CellRole {
    measured = 0, ///< it is a configuration of the experiment
    control = 1,  ///< a twin of the baseline cell, to be built and run beside it
    pinned = 2,   ///< a twin built from the sources of an earlier night; see model/nightly.hpp
};

struct PlannedCell {
    std::string id;         ///< "WORKLOAD@AXIS=VALUE,…"
    std::size_t workload{}; ///< index into Experiment::workloads
    Configuration configuration;
    std::map<std::string, Realisation> realisation; ///< axis → how it is brought about
    CellStatus status = CellStatus::planned;
    std::string reason;     ///< why it is not planned, in our words
    std::string diagnostic; ///< the compiler's own words
    BuildFlags flags;       ///< set when planned
    CellRole role = CellRole::measured;
    std::optional<std::size_t> twin_workload{}; ///< of a pinned cell: that of the cell beside it
};

/// The workload in whose blocks a cell is visited: an index into Experiment::workloads.
inline std::size_t block_workload(const PlannedCell& cell) {
    return cell.twin_workload.value_or(cell.workload);
}

/// Objects to compile both ways, without LTO, before an `equivalent` result is believed.
struct ProofRequest {
    std::string axis;
    std::string value;
    std::size_t workload{};
    Configuration others; ///< the remaining axes, `compiler` among them
    BuildFlags native;
    BuildFlags equivalent;
};

struct Plan {
    std::string experiment;
    std::vector<PlannedCell> cells;
    std::vector<ProofRequest> proofs;
};

/// One build and run of a cell; replicates of different configurations are interleaved.
struct Visit {
    std::size_t cell{}; ///< index into Plan::cells
    int replicate = 0;  ///< 0-based
};

} // namespace klp
