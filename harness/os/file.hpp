// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace klp {

/// The whole file; an error names the path and the system's reason.
Result<std::string> read_file(const std::filesystem::path& path);

/// Replaces `path` in one step: a reader sees the old or the new contents, never a part.
Status write_file(const std::filesystem::path& path, std::string_view contents);

/// Gives a finished file its name in one step: after a power cut `path` is whole or not there. On
/// failure `unfinished` is removed.
Status move_into_place(const std::filesystem::path& unfinished, const std::filesystem::path& path);

/// Creates the folder and its parents.
Status make_folder(const std::filesystem::path& path);

/// Where a command of that name is found in PATH (or the path itself when it holds a slash), with
/// symbolic links kept; nothing when there is no such executable.
std::optional<std::filesystem::path> find_program(const std::string& command);

/// A folder of its own under `parent`, removed with its contents when this object goes.
class TemporaryFolder {
public:
    static Result<TemporaryFolder> make(const std::filesystem::path& parent,
                                        const std::string& prefix);
    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// Leaves the folder in place.
    void keep() { m_keep = true; }

private:
    explicit TemporaryFolder(std::filesystem::path path) : m_path(std::move(path)) {}
    std::filesystem::path m_path;
    bool m_keep = false;
};

/// Holds an exclusive lock on a file until it goes, across processes; the system frees it when the
/// process dies, however it dies.
class FileLock {
public:
    /// Nothing in the result when another process holds it.
    static Result<std::optional<FileLock>> try_lock(const std::filesystem::path& path);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

private:
    explicit FileLock(int fd) : m_fd(fd) {}
    int m_fd;
};

} // namespace klp
