// SPDX-License-Identifier: Apache-2.0
#include "os/file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace klp {
namespace fs = std::filesystem;

Result<std::string> read_file(const fs::path& path) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    std::string contents;
    std::array<char, 65536> chunk{};
    ssize_t size = fd;
    while (size >= 0 && (size = read(fd, chunk.data(), chunk.size())) > 0) {
        contents.append(chunk.data(), static_cast<std::size_t>(size));
    }
    const int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    if (size < 0) {
        return failure(fmt::format("cannot read {}: {}", path.string(), std::strerror(error)));
    }
    return contents;
}

Status write_file(const fs::path& path, std::string_view contents) {
    const fs::path temporary = path.string() + fmt::format(".{}.tmp", getpid());
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file.write(contents.data(), static_cast<std::streamsize>(contents.size()));
    file.close();
    if (!file) {
        const std::string why = std::strerror(errno);
        std::error_code ignored;
        fs::remove(temporary, ignored);
        return failure(fmt::format("cannot write {}: {}", path.string(), why));
    }
    return move_into_place(temporary, path);
}

Status move_into_place(const fs::path& unfinished, const fs::path& path) {
    // The contents must be on the disk before the name is.
    if (const int fd = open(unfinished.c_str(), O_RDONLY | O_CLOEXEC); fd >= 0) {
        fsync(fd);
        close(fd);
    }
    std::error_code error;
    fs::rename(unfinished, path, error);
    if (error) {
        std::error_code ignored;
        fs::remove(unfinished, ignored);
        return failure(fmt::format("cannot write {}: {}", path.string(), error.message()));
    }
    return {};
}

Status make_folder(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error) {
        return failure(
            fmt::format("cannot make the folder {}: {}", path.string(), error.message()));
    }
    return {};
}

std::optional<fs::path> find_program(const std::string& command) {
    const auto executable = [](const fs::path& path) {
        std::error_code ignored; // a folder of PATH that may not be entered holds no program
        return fs::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0;
    };
    if (command.find('/') != std::string::npos) {
        return executable(command) ? std::optional(fs::absolute(command)) : std::nullopt;
    }
    const char* variable = std::getenv("PATH");
    std::istringstream folders(variable == nullptr ? "" : variable);
    for (std::string folder; std::getline(folders, folder, ':');) {
        const fs::path candidate = fs::path(folder) / command;
        if (!folder.empty() && executable(candidate)) {
            return candidate;
        }
    }
    return std::nullopt;
}

Result<TemporaryFolder> TemporaryFolder::make(const fs::path& parent, const std::string& prefix) {
    KLP_TRY(make_folder(parent));
    std::string name = (parent / (prefix + "XXXXXX")).string();
    if (mkdtemp(name.data()) == nullptr) {
        return failure(
            fmt::format("cannot make a folder in {}: {}", parent.string(), std::strerror(errno)));
    }
    return TemporaryFolder(name);
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : m_path(std::exchange(other.m_path, {})),
      m_keep(other.m_keep) {}

TemporaryFolder::~TemporaryFolder() {
    if (!m_path.empty() && !m_keep) {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
}

Result<std::optional<FileLock>> FileLock::try_lock(const fs::path& path) {
    const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) {
        return failure(fmt::format("cannot open {}: {}", path.string(), std::strerror(errno)));
    }
    FileLock lock(fd);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return std::optional<FileLock>();
        }
        return failure(fmt::format("cannot lock {}: {}", path.string(), std::strerror(errno)));
    }
    return std::optional<FileLock>(std::move(lock));
}

FileLock::FileLock(FileLock&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

FileLock::~FileLock() {
    if (m_fd >= 0) {
        close(m_fd);
    }
}

} // namespace klp
