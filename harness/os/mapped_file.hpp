// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace klp {

/// A file's bytes without reading them: only pages that are looked at come from the disk. For large
/// files of which little is wanted, such as the symbols of a kernel; else see FileBuffer. A file
/// that is cut off while it is mapped ends the program (SIGBUS).
class MappedFile {
public:
    /// An error names the path and the system's reason.
    static Result<MappedFile> open(const std::filesystem::path& path);

    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&&) = delete;
    ~MappedFile();

    [[nodiscard]] std::string_view bytes() const {
        return {static_cast<const char*>(m_start), m_size};
    }

private:
    MappedFile(void* start, std::size_t size) : m_start(start), m_size(size) {}

    void* m_start; ///< null when the file is empty
    std::size_t m_size;
};

} // namespace klp
