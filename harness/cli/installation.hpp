// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "config/folders.hpp"

#include <filesystem>

namespace klp {

/// Where the parts of klpbench are on this machine.
struct Installation {
    std::filesystem::path recorder;        ///< klpbench-record, beside the program
    std::filesystem::path kernel_compiler; ///< klpbench-kcc, beside the program
    std::filesystem::path kernel_linker;   ///< klpbench-kld, beside the program
    Folders folders;                       ///< configs/ and workloads/
    std::filesystem::path support;         ///< the shared part of the suites' drivers
    std::filesystem::path plugin_source;   ///< our GCC plugin
};

/// Looks beside the running program and in the source tree it was built from; an error names what
/// is missing.
Result<Installation> find_installation();

/// Built drivers, plugins and probes that later runs use again, for results stored at `database`.
std::filesystem::path cache_folder(const std::filesystem::path& database);

/// Builds in progress, for results stored at `database`; no other database has the same folder.
std::filesystem::path work_folder(const std::filesystem::path& database);

} // namespace klp
