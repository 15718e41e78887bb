// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/kernel_workload.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// Limits of one step, in seconds of wall time; past it the step is ended with all its children.
struct Limits {
    double compile = 60;
    double link = 120;
    double self_test = 20;
    double benchmark = 60;
};

/// Something that is built and run. Paths are relative to `folder`.
struct Workload {
    std::string name;
    std::string kind; ///< "suite" or "kernel"
    std::string description;
    std::filesystem::path folder;
    std::vector<std::string> sources; ///< the translation units being judged
    std::vector<std::string> include;
    std::vector<std::string> compile; ///< flags of the workload itself, the same everywhere
    std::vector<std::string> link;
    std::string driver; ///< C++ self-test and benchmarks, compiled once
    Limits limits;
    std::optional<KernelWorkload> kernel; ///< set when `kind` is "kernel"
    bool pinned = false; ///< sources of an earlier night: only pinned cells are built from them
    std::string content_hash; ///< SHA-256 over every file that the workload consists of
};

} // namespace klp
