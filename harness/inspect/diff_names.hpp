// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace klp {

/// A file's two names in a diff; empty where the file does not exist.
struct DiffNames {
    std::string old_name;
    std::string new_name;
};

/// The name in the rest of a line `--- NAME` or `rename from NAME`: what is quoted with C's
/// escapes, or all up to a tab (a timestamp follows it). `/dev/null` gives an empty name.
std::string diff_name(std::string_view rest);

/// The names in the rest of a line `diff --git a/NAME b/NAME`; empty when they cannot be told
/// apart, which only happens for renames, where other lines name them.
DiffNames git_names(std::string_view rest);

/// Takes off the prefixes of git (`a/` and `b/`, `i/`, `w/`, `c/`, `o/`), or the first component of
/// two names that differ in nothing else: the folders that were compared.
DiffNames without_prefixes(DiffNames names);

} // namespace klp
