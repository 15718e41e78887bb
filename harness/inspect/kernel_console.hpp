// SPDX-License-Identifier: Apache-2.0
//
// What a guest printed on its serial console: the kernel's words, kbench's marks and results (see
// workloads/kernels/linux/kbench/console.hpp), and whatever else a broken kernel puts there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace klp {

struct KernelConsole {
    std::optional<std::uint64_t> boot; ///< the counter at the first instruction of user space
    std::string last_benchmark;        ///< the last that ended; empty when none did
    std::string results;               ///< kbench's JSON; empty when it is missing or damaged
    bool damaged = false;              ///< results that differ from their checksum
    std::string failed;                ///< why kbench or init could not do their work
    bool ended = false;                ///< kbench came to its end
    std::string trouble;       ///< the first panic, BUG or Oops line, without its time stamp
    std::string where;         ///< the function that its instruction pointer is in, as printed
    std::string last_initcall; ///< the last one called, as printed: a name or an address; needs
                               ///< initcall_debug on the command line
    std::string last_line;     ///< of printable text
};

/// Any bytes are a console: what is not understood is left out. All strings but `results` are
/// printable and short, as lines of printable_tail are.
KernelConsole read_kernel_console(std::string_view bytes);

/// The last `lines` lines of a console as text: bytes that are not printable ASCII are written as
/// \xNN, runs of more than 16 of them as "[N bytes]", long lines are cut at 400 characters.
std::string printable_tail(std::string_view bytes, std::size_t lines);

} // namespace klp
