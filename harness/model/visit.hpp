// SPDX-License-Identifier: Apache-2.0
//
// What one visit to a cell yields and the store keeps.
#pragma once

#include "model/clone_dump.hpp"
#include "model/impact_sizes.hpp"
#include "model/outcome.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// One measured value of a visit, or why there is none.
struct Sample {
    std::string metric;
    double value = 0;    ///< in the metric's unit; meaningless when `skipped` is not empty
    std::string skipped; ///< the reason; empty when measured
};

/// What one process of the build cost, as the recording wrapper saw it.
struct ProcessRecord {
    std::string phase; ///< "compile", "link", "wpa", "ltrans", "ltrans-as"
    std::string unit;  ///< the translation unit; empty for phases of the link
    double wall_s = 0;
    double user_s = 0;
    double system_s = 0;
    std::int64_t peak_rss_bytes = 0; ///< of the largest single process waited for
    int exit_status = 0;             ///< as the shell writes it: 128 + signal when killed
};

struct SectionSize {
    std::string section;
    std::int64_t bytes = 0;
};

struct SymbolSize {
    std::string symbol;
    std::string kind; ///< "function" or "object"
    std::int64_t bytes = 0;
    std::string file = {}; ///< of a local symbol: its source as STT_FILE names it; else empty
    std::int64_t body = 0; ///< symbols of one image with one number, its aliases, share their code
};

/// Something found out about a build that is no number: "initcalls", the order of the kernel's
/// initcalls, a line each. Cells whose facts differ may not be comparable.
struct Fact {
    std::string name;
    std::string value;
};

/// The result of one visit. Times are seconds since the epoch.
struct VisitResult {
    std::string cell; ///< PlannedCell::id
    int replicate = 0;
    Outcome outcome = Outcome::ok;
    std::string reason;     ///< in our words; empty when ok
    std::string diagnostic; ///< verbatim output of the step that failed
    double started = 0;
    double ended = 0;
    double children_s = 0; ///< wall time during which a child process of this visit ran
    std::vector<Sample> samples;
    std::vector<ProcessRecord> processes;
    std::vector<SectionSize> sections;
    std::vector<SymbolSize> symbols;
    std::vector<Fact> facts;
    std::vector<DumpText> dumps; ///< of -fdump-ipa-clones; kept of replicate 0 only
    ImpactSizes impact_sizes;
    std::optional<std::uint64_t> layout;            ///< seed of the link-time layout that was run
    std::vector<std::vector<std::string>> commands; ///< argv of every step, in order
};

} // namespace klp
