// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "os/process.hpp"

#include <filesystem>
#include <string>

namespace klp {

/// A folder for the driver's -B in which `lto1` and `as` are the recording wrapper, so that the
/// phases inside an LTO link are measured apart. Made once per compiler under `cache`.
Result<std::filesystem::path> make_link_shims(const std::string& compiler,
                                              const std::filesystem::path& recorder,
                                              const std::filesystem::path& cache,
                                              ProcessRunner& runner);

} // namespace klp
