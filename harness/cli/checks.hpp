// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "cli/installation.hpp"
#include "os/process.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace klp {

enum class CheckState {
    ok,
    disturbs, ///< measurements are possible but noisier
    optional, ///< something that only some cells need is missing
    missing,  ///< something that the default experiment needs is missing
};

std::string_view to_string(CheckState state);

struct Check {
    CheckState state = CheckState::ok;
    std::string subject;
    std::string finding;
    std::string remedy; ///< a command or an action; empty when ok
};

/// Looks for what klpbench needs (compilers, plugin headers, Google Benchmark, disk space) and for
/// what disturbs measurements (see check_conditions).
Result<std::vector<Check>> check_machine(const Installation& installation,
                                         const std::string& database, ProcessRunner& runner);

} // namespace klp
