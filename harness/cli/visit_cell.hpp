// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "build/layout.hpp"
#include "measure/measure.hpp"
#include "model/experiment.hpp"
#include "model/plan.hpp"
#include "model/visit.hpp"
#include "os/process.hpp"

#include "os/file.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace klp {

/// What every visit of a run shares.
struct VisitSetting {
    const Experiment& experiment;
    const Plan& plan;
    ProcessRunner& runner;
    std::filesystem::path work;                           ///< builds go below it
    std::map<std::size_t, std::filesystem::path> drivers; ///< by workload index
    std::map<std::string, std::filesystem::path> shims;   ///< by compiler path
    bool keep_builds = false;
    CountingSetting counting = {};
    LayoutLinker* layouts = nullptr; ///< none: every image is run as it was built
};

/// A folder for the build of a visit, named after its workload and replicate; it goes with the
/// object, unless builds are kept.
Result<TemporaryFolder> make_build_folder(const VisitSetting& setting, const Workload& workload,
                                          const Visit& visit);

/// A diagnostic as it is stored: of one without end the middle is left out, and it says so.
std::string bounded_diagnostic(const std::string& text);

/// The names of the code sections of an object, for layouts.
Result<std::vector<std::string>> read_code_sections(const std::filesystem::path& object);

/// Builds the cell of a suite from nothing, links the layout of the replicate, tests and measures
/// it, and removes the build. Of a control or pinned cell only runtime and compile time are kept.
/// An error means that the visit could not be judged and nothing of it may be stored.
Result<VisitResult> visit_cell(const VisitSetting& setting, const Visit& visit,
                               std::optional<int> cpu);

} // namespace klp
