// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace klp {

inline constexpr const char* default_database = "results/klpbench.db";

/// Writes the answer to standard output; a reader that went away (EPIPE) or a full disk is an
/// error.
Status print_answer(std::string_view text);

/// True when standard output is a terminal that is not "dumb"; CLICOLOR=0 says no, CLICOLOR_FORCE
/// (not empty, not 0) yes wherever the output goes, and NO_COLOR (not empty) no before all others.
/// https://no-color.org, https://bixense.com/clicolors
bool wants_color();

} // namespace klp
