// SPDX-License-Identifier: Apache-2.0
//
// The log that the compiler wrapper of a kernel build keeps of the units of vmlinux.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// A compile line as kbuild gave it, without the compiler.
struct LoggedUnit {
    std::string unit; ///< path in the source tree
    std::vector<std::string> arguments;

    /// The source as the compiler sees it, and as its dumps name it.
    [[nodiscard]] std::string source() const {
        return arguments.empty() ? std::string() : arguments.back();
    }
};

/// UNIT NUL ARGUMENT NUL … NEWLINE. No argument of kbuild holds a newline.
std::string unit_log_line(const LoggedUnit& unit);

/// A line that was cut off is left out.
std::vector<LoggedUnit> read_unit_log(std::string_view text);

} // namespace klp
