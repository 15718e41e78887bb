// SPDX-License-Identifier: Apache-2.0
//
// Names and contents of files, as configuration needs them.
#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// The name of a file for messages: relative to the working directory when it lies inside.
std::string shown_path(const std::filesystem::path& file);

/// `text` with control characters turned into `?`, so that a message stays one line.
std::string printable(std::string_view text);

/// The whole file; an error of kind usage when it cannot be read.
Result<std::string> read_config_file(const std::filesystem::path& file);

/// The folder that holds `file`, without a trailing separator.
std::filesystem::path folder_of(const std::filesystem::path& file);

/// The stems of the `*.toml` files in `folder`, sorted; empty when there is no such folder.
std::vector<std::string> toml_names(const std::filesystem::path& folder);

/// The sorted names of the folders in `folder` that hold a workload.toml.
std::vector<std::string> workload_names(const std::filesystem::path& folder);

/// SHA-256 over the relative path and contents of every regular file below the `folders`, each
/// folder's files in the order of their paths; paths are relative to the first folder. Files of the
/// name `without` are left out.
Result<std::string> content_hash(const std::vector<std::filesystem::path>& folders,
                                 std::string_view without = {});

} // namespace klp
