// SPDX-License-Identifier: Apache-2.0
#include "model/source_path.hpp"

#include <filesystem>

namespace klp {

std::string source_path(std::string_view directory, std::string_view file) {
    if (file.empty()) {
        return {};
    }
    return (std::filesystem::path(directory) / file).lexically_normal().string();
}

} // namespace klp
