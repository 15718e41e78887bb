// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "os/file.hpp"

#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace klp {

/// For what a test stands on: an error ends the test.
inline void must(const Status& status) {
    if (!status) {
        throw std::runtime_error(to_string(status.error()));
    }
}

/// An empty folder for one test, removed at its end.
inline TemporaryFolder fresh_folder() {
    return TemporaryFolder::make(std::filesystem::temp_directory_path(), "klpbench-test-").value();
}

/// Writes a file, making the folders above it, and returns its path.
inline std::filesystem::path write_to(const std::filesystem::path& path, std::string_view text) {
    must(make_folder(path.parent_path()));
    must(write_file(path, text));
    return path;
}

} // namespace klp
