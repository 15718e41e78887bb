// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>

#include <string>

namespace klp {

/// One line for a command line that CLI11 does not take: what is wrong, what would be right and
/// the --help that tells more.
std::string usage_message(const CLI::App* app, const CLI::Error& error);

} // namespace klp
