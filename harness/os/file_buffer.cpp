// SPDX-License-Identifier: Apache-2.0
#include "os/file_buffer.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

namespace klp {

Status FileBuffer::read(const std::filesystem::path& path) {
    m_size = 0;
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return failure(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
    }
    Status status = read_all(fd, path);
    close(fd);
    return status;
}

Status FileBuffer::read_all(int fd, const std::filesystem::path& path) {
    // The size is a hint: files of /proc have none, and a file may grow. One byte more shows the
    // end of the file without a second look at memory.
    struct stat facts {};
    if (fstat(fd, &facts) == 0 && facts.st_size > 0) {
        grow(static_cast<std::size_t>(facts.st_size) + 1);
    }
    for (;;) {
        if (m_size == m_capacity) {
            grow(std::max<std::size_t>(2 * m_capacity, 65536));
        }
        const ssize_t count = ::read(fd, m_bytes.get() + m_size, m_capacity - m_size);
        if (count == 0) {
            return {};
        }
        if (count < 0 && errno != EINTR) {
            m_size = 0;
            return failure(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
        }
        m_size += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
}

void FileBuffer::grow(std::size_t least) {
    constexpr std::size_t huge_page = std::size_t{2} << 20;
    if (least <= m_capacity) {
        return;
    }
    std::size_t capacity = std::max(least, 2 * m_capacity);
    const bool huge = capacity >= huge_page;
    capacity = huge ? (capacity + huge_page - 1) / huge_page * huge_page : capacity;
    std::unique_ptr<char, Free> larger(
        static_cast<char*>(huge ? std::aligned_alloc(huge_page, capacity) : std::malloc(capacity)));
    if (!larger) {
        throw std::bad_alloc();
    }
    if (huge) {
        madvise(larger.get(), capacity, MADV_HUGEPAGE); // a wish: it may be refused
    }
    std::copy_n(m_bytes.get(), m_size, larger.get());
    m_bytes = std::move(larger);
    m_capacity = capacity;
}

} // namespace klp
