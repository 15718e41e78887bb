// SPDX-License-Identifier: Apache-2.0
//
// The clone graphs that `impact` is asked about: of stored cells, or of folders with dumps.
#pragma once

#include "base/result.hpp"
#include "cli/stored_run.hpp"
#include "impact/clone_graph.hpp"
#include "measure/build_dumps.hpp"
#include "model/configuration.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace klp {

struct GraphSelection {
    RunSelection run;
    std::string workload;                    ///< empty: the only one there is
    std::vector<std::string> configurations; ///< empty: all that have dumps
    std::vector<std::string> dumps;          ///< folders; then nothing stored is looked at
    std::string image;                       ///< of the one folder; empty: looked for there
    bool strict = false;                     ///< a malformed line is an error
};

struct LoadedGraph {
    std::string workload;
    Configuration configuration;
    std::string dumps; ///< the folder, if any
    std::string image; ///< what it was linked to, when that is at hand
    std::string root;  ///< folder of the sources as the compiler saw it, with a slash; or empty
    CloneGraph graph;  ///< survivors marked, files without `root`
    std::vector<std::string> doubtful; ///< see Survivors
    std::vector<std::string> notes;
};

/// The dumps in a build folder. Usage error when there are none.
Result<std::vector<DumpPlace>> dumps_in(const std::string& folder);

/// One graph at least. Usage errors: nothing stored or no dumps there, several workloads, a
/// malformed line when `strict`, dumps of two builds.
Result<std::vector<LoadedGraph>> load_graphs(const GraphSelection& selection);

} // namespace klp
