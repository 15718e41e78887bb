// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "os/process.hpp"

#include <filesystem>
#include <string>

namespace klp {

/// Valgrind's callgrind, which counts the instructions of a program.
struct Callgrind {
    std::filesystem::path valgrind;
    std::string version; ///< "valgrind 3.19.0"
    std::string missing; ///< why it is not there, with the remedy; empty when it is
};

/// Asks the `valgrind` of PATH for its version.
Callgrind find_callgrind(ProcessRunner& runner);

} // namespace klp
