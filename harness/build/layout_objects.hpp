// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "build/step.hpp"
#include "build/suite.hpp"
#include "os/process.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace klp {

/// What decides the layout objects of a build: its own objects, compiler and flags. 64 hexadecimal
/// digits.
Result<std::string> layout_objects_key(const SuiteBuildRequest& request);

/// Makes native objects of the code of a finished build, with a section for each function, in
/// `folder`. Without LTO the units are compiled again with -ffunction-sections, or taken as they
/// are when they were compiled with it. With LTO the objects are those that the link makes of its
/// bytecode, for only there is the code generated. Empty, with the outcome and reason in `steps`,
/// when a step fails. An error as in run_step.
Result<std::vector<std::filesystem::path>> make_layout_objects(const SuiteBuildRequest& request,
                                                               const std::filesystem::path& folder,
                                                               ProcessRunner& runner, Build& steps);

} // namespace klp
