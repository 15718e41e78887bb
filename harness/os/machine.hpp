// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// What the system says of itself; empty or 0 where it does not say.
struct MachineFacts {
    std::string architecture;
    std::string cpu;
    std::int64_t memory_bytes = 0;
    std::string kernel;
    std::string os;
};

MachineFacts machine_facts();

/// The processors that this process may run on.
std::vector<int> allowed_cpus();

/// Free bytes for an unprivileged user in the file system of `path`.
Result<std::int64_t> free_bytes(const std::filesystem::path& path);

/// One-minute load average; negative when unknown.
double load_average();

/// The first line of a file of /proc or /sys, without its end; nothing when it cannot be read.
std::optional<std::string> first_line(const std::filesystem::path& path);

} // namespace klp
