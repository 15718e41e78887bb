// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command_line.hpp"

#include <string>
#include <string_view>

namespace klp {

/// The manual page in man(7): commands, options, exit codes and examples from `program`, files and
/// variables from tables of its own.
std::string render_manual_page(const ProgramDescription& program, std::string_view version);

} // namespace klp
