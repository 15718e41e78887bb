// SPDX-License-Identifier: Apache-2.0
#include "os/mapped_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace klp {
namespace {

tl::unexpected<Error> cannot_read(const std::filesystem::path& path, int reason) {
    return failure("cannot read " + path.string() + ": " + std::strerror(reason));
}

} // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return cannot_read(path, errno);
    }
    struct stat status {};
    void* start = nullptr;
    int reason = 0;
    if (fstat(fd, &status) != 0) {
        reason = errno;
    } else if (!S_ISREG(status.st_mode)) {
        reason = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    } else if (status.st_size > 0) {
        start =
            mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
        reason = start == MAP_FAILED ? errno : 0;
    }
    close(fd);
    if (reason != 0) {
        return cannot_read(path, reason);
    }
    return MappedFile(start, static_cast<std::size_t>(status.st_size));
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_start(std::exchange(other.m_start, nullptr)),
      m_size(std::exchange(other.m_size, 0)) {}

MappedFile::~MappedFile() {
    if (m_start != nullptr) {
        munmap(m_start, m_size);
    }
}

} // namespace klp
