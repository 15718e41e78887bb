// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "os/process.hpp"

#include <filesystem>
#include <vector>

namespace klp {

/// The programs of the guest, compiled for this machine.
struct GuestPrograms {
    std::filesystem::path init;                   ///< stands alone
    std::filesystem::path kbench;                 ///< needs `libraries`
    std::vector<std::filesystem::path> libraries; ///< absolute, sorted; the dynamic loader too
};

/// Compiles `sources`/*.cpp into kbench and `sources`/init/*.cpp into init, once per contents and
/// compiler, under `cache`/guests, and asks the dynamic loader which libraries kbench needs.
Result<GuestPrograms> build_guest_programs(const std::filesystem::path& sources,
                                           const std::filesystem::path& cache,
                                           ProcessRunner& runner);

} // namespace klp
