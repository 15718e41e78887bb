// SPDX-License-Identifier: Apache-2.0
//
// Diffs name `mm/shmem.c`; compilers were given `/build/src/mm/shmem.c`, `../mm/shmem.c` or
// `./include/linux/list.h`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// The part of a path after its last slash.
std::string_view base_name(std::string_view path);

/// Length of the whole path components that both end in, without the slash before them.
std::size_t common_end(std::string_view a, std::string_view b);

/// Without `.` and with `..` taken away where it can be.
std::string plain_path(std::string_view path);

/// Whether the plain path ends in the components of the plain path `tail`.
bool ends_in_path(std::string_view path, std::string_view tail);

/// Those of `files` that `name` may mean: that very path; else those of which one, plain, ends in
/// all components of the other; without any, the same of `name` less its first component
/// (a folder that was compared), if two or more are left.
std::vector<std::string> files_named(const std::vector<std::string>& files, std::string_view name);

} // namespace klp
