// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inspect/kernel_console.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace klp {

/// What to look at when a boot did not come to its end, to be put behind the reason: the function
/// of the instruction pointer, the last initcall (of `talkative`, the console of a second boot with
/// the diagnosis words) or the last benchmark. Addresses, printed by a kernel without the names of
/// its symbols, are looked up in `system_map`. Empty when nothing is known.
std::string where_it_stopped(const KernelConsole& console,
                             const std::optional<KernelConsole>& talkative,
                             const std::filesystem::path& system_map);

} // namespace klp
