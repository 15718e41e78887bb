// SPDX-License-Identifier: Apache-2.0
//
// Where the code and data of an image lie, as a script for GNU ld. Pure: what is placed is decided
// by a seed alone, the same on every machine.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// An order of code sections, and what is left free in front of the contents of output sections.
struct Placement {
    std::vector<std::string> sections; ///< input sections of code, as they shall follow
    std::size_t groups = 0;            ///< of the linker's script that have any of them
    std::uint64_t text_pad = 0;        ///< bytes; multiples of 16 below 4096, as the others
    std::uint64_t rodata_pad = 0;
    std::uint64_t data_pad = 0;
    std::uint64_t bss_pad = 0;
};

/// Draws a placement of `sections`, the code sections of the objects (".text.f",
/// ".text.unlikely.f.cold"), in any order and with repetitions. The groups of the linker's own
/// script (unlikely, exit, startup, hot, sorted, and the rest) stay together in its order, and each
/// is shuffled for itself, so that cold code stays apart from hot code. Names that are no section
/// of one function, or that a script could misread, are left out.
Placement draw_placement(const std::vector<std::string>& sections, std::uint64_t seed);

/// The script in the output of `ld --verbose`; nothing when it is not GNU ld's.
std::optional<std::string> script_in(std::string_view verbose_output);

/// `script` with the pads, and with the placement's sections at the head of `.text`; what is not
/// among them falls to the script's rules as before. An error names the output section that the
/// script does not have.
Result<std::string> place(std::string script, const Placement& placement);

} // namespace klp
