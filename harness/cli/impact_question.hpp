// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "cli/impact_graphs.hpp"
#include "model/impact.hpp"
#include "model/source_function.hpp"

#include <string>
#include <vector>

namespace klp {

/// A function that is asked about.
struct AskedFunction {
    SourceFunction function;
    std::string why; ///< how a patch changes it; or empty
};

/// The functions that `patterns` name in any of the graphs. A pattern without wildcards must name
/// one: usage error when it names none (with the nearest name) or several (with all of them).
Result<std::vector<AskedFunction>> named_functions(const std::vector<LoadedGraph>& graphs,
                                                   const std::vector<std::string>& patterns);

/// What the functions affect in one graph.
ConfigurationImpact impact_of(const LoadedGraph& loaded, const std::vector<AskedFunction>& asked);

/// The distribution over all functions of one graph; with `each`, what each of them affects too.
ConfigurationImpact impact_of_all(const LoadedGraph& loaded, bool each);

} // namespace klp
