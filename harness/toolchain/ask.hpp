// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "os/process.hpp"

#include <string>
#include <vector>

namespace klp {

/// What a program prints on standard output, without the last newline; empty when it fails. A
/// program that does not answer within 10 s counts as failing.
std::string ask(ProcessRunner& runner, std::vector<std::string> argv);

} // namespace klp
