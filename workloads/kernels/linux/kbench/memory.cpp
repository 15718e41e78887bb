// SPDX-License-Identifier: Apache-2.0
//
// Address spaces: mappings made and undone, and pages that come when they are touched.
#include "descriptor.hpp"
#include "kbench.hpp"

#include <fcntl.h>
#include <sys/mman.h>

#include <array>
#include <string>

namespace kbench {
namespace {

constexpr std::size_t page = 4096;
constexpr std::size_t pages = 64;

/// 64 pages of the address space; unmapped when it goes.
class Mapping {
public:
    Mapping(int protection, int flags, int fd = -1)
        : m_begin(mmap(nullptr, page * pages, protection, flags, fd, 0)) {}
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    ~Mapping() {
        if (ok()) {
            munmap(m_begin, page * pages);
        }
    }

    [[nodiscard]] bool ok() const { return m_begin != MAP_FAILED; }
    [[nodiscard]] void* begin() const { return m_begin; }
    [[nodiscard]] volatile char* byte(std::size_t number) const {
        return static_cast<char*>(m_begin) + page * number;
    }

private:
    void* m_begin;
};

/// 64 pages mapped and unmapped, never touched.
void mmap_munmap(benchmark::State& state) {
    for (auto _ : state) {
        void* const begin =
            mmap(nullptr, page * pages, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (begin == MAP_FAILED) {
            return give_up(state, "mmap");
        }
        if (munmap(begin, page * pages) != 0) {
            return give_up(state, "munmap");
        }
    }
}

/// 64 anonymous pages written to, one fault each, and given back with one call.
void fault_anonymous(benchmark::State& state) {
    const Mapping mapping(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);
    if (!mapping.ok()) {
        return give_up(state, "mmap");
    }
    // One huge page would be one fault. A kernel without huge pages refuses, which is as good.
    madvise(mapping.begin(), page * pages, MADV_NOHUGEPAGE);
    for (auto _ : state) {
        for (std::size_t i = 0; i < pages; ++i) {
            if (*mapping.byte(i) != 0) {
                return wrong(state, "a new page is not empty");
            }
            *mapping.byte(i) = 1;
        }
        if (madvise(mapping.begin(), page * pages, MADV_DONTNEED) != 0) {
            return give_up(state, "madvise");
        }
    }
}

/// 64 pages of a file in memory read and let go with one call; the kernel maps several a fault.
void fault_file(benchmark::State& state) {
    const std::string path = std::string(scratch) + "/mapped";
    const Descriptor file(open(path.c_str(), O_CREAT | O_TRUNC | O_RDWR, 0600));
    if (!file.ok()) {
        return give_up(state, "make a file");
    }
    unlink(path.c_str());
    const std::string contents(page * pages, 'k');
    if (write(file.get(), contents.data(), contents.size()) !=
        static_cast<ssize_t>(contents.size())) {
        return give_up(state, "write");
    }
    const Mapping mapping(PROT_READ, MAP_SHARED, file.get());
    if (!mapping.ok()) {
        return give_up(state, "mmap");
    }
    for (auto _ : state) {
        for (std::size_t i = 0; i < pages; ++i) {
            if (*mapping.byte(i) != 'k') {
                return wrong(state, "a page of a file has other contents");
            }
        }
        if (madvise(mapping.begin(), page * pages, MADV_DONTNEED) != 0) {
            return give_up(state, "madvise");
        }
    }
}

constexpr std::array entries{
    Entry{"mmap_munmap", mmap_munmap},
    Entry{"fault_anonymous", fault_anonymous},
    Entry{"fault_file", fault_file},
};

} // namespace

std::span<const Entry> memory_benchmarks() {
    return entries;
}

} // namespace kbench
