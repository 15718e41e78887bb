// SPDX-License-Identifier: Apache-2.0
//
// What a live patch must replace, as it is reported.
#pragma once

#include "model/configuration.hpp"
#include "model/impact_sizes.hpp"
#include "model/source_function.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace klp {

/// A step on the way of a body: into which function, and how.
struct ImpactStep {
    std::string kind; ///< "inline", "constprop", "isra", "part", …
    std::string into; ///< the function that holds it after the step
};

/// A function that must be replaced.
struct AffectedFunction {
    SourceFunction function;
    std::string unit;              ///< the translation unit; empty when it is not known
    std::vector<ImpactStep> steps; ///< from the function that changes; none when it is that one
    bool cross_unit = false;       ///< the function that changes is of another unit

    /// Of another build. What only its symbol is known of there, by its name.
    [[nodiscard]] bool same_function(const AffectedFunction& other) const {
        return function.line == 0 || other.function.line == 0
                   ? function.name == other.function.name
                   : function == other.function && unit == other.unit;
    }
};

/// One function that changes.
struct FunctionImpact {
    SourceFunction function;
    std::string why; ///< how a patch changes it; empty when it was asked for by name
    std::vector<AffectedFunction> affected;
    std::int64_t copies = 0; ///< inline copies of its body that stand in functions of the image
    bool selectively_inlined = false; ///< inlined somewhere, with a body of its own too
    bool known = true; ///< false: no dump and no symbol of the build names it; it affects nothing
};

/// What was asked, under one configuration.
struct ConfigurationImpact {
    std::string workload;
    Configuration configuration;
    std::string dumps; ///< the folder, when it was asked about one; `configuration` is empty then
    std::vector<FunctionImpact> functions;
    std::vector<AffectedFunction> together; ///< what all of `functions` affect, each once
    ImpactSizes sizes;                      ///< over all functions of the build
    std::uint32_t selectively_inlined = 0;  ///< of all functions of the build
    std::vector<std::string> notes;         ///< what the reader must know of the figures
};

struct ImpactReport {
    std::string question; ///< "fork_idle", "the patch fix.diff", "every function"
    bool every_function = false;
    std::vector<std::string> notes; ///< of the question itself
    std::vector<ConfigurationImpact> configurations;
};

} // namespace klp
