// SPDX-License-Identifier: Apache-2.0
//
// Files and paths, on devices that do nothing and on a file system in memory.
#include "descriptor.hpp"
#include "kbench.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <string>

namespace kbench {
namespace {

constexpr std::size_t block = 4096;

/// A block from /dev/zero.
void read_zero(benchmark::State& state) {
    const Descriptor zero(open("/dev/zero", O_RDONLY));
    if (!zero.ok()) {
        return give_up(state, "open /dev/zero");
    }
    std::array<char, block> bytes{};
    bytes.fill(1);
    for (auto _ : state) {
        if (read(zero.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(block)) {
            return give_up(state, "read /dev/zero");
        }
    }
    if (std::any_of(bytes.begin(), bytes.end(), [](char byte) { return byte != 0; })) {
        wrong(state, "/dev/zero gave a byte that is not 0");
    }
}

/// A block to /dev/null.
void write_null(benchmark::State& state) {
    const Descriptor null(open("/dev/null", O_WRONLY));
    if (!null.ok()) {
        return give_up(state, "open /dev/null");
    }
    const std::array<char, block> bytes{};
    for (auto _ : state) {
        if (write(null.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(block)) {
            return give_up(state, "write /dev/null");
        }
    }
}

/// A file of a few bytes; an invalid descriptor, and errno, when it cannot be made.
Descriptor make_file(const std::string& path) {
    Descriptor file(open(path.c_str(), O_CREAT | O_TRUNC | O_RDWR, 0600));
    if (file.ok() && write(file.get(), "kbench", 6) != 6) {
        file.reset();
    }
    return file;
}

/// An open and a close of a file that is there.
void open_close(benchmark::State& state) {
    const std::string path = std::string(scratch) + "/open";
    if (!make_file(path).ok()) {
        return give_up(state, "make a file");
    }
    for (auto _ : state) {
        const int fd = open(path.c_str(), O_RDONLY);
        if (fd < 0) {
            give_up(state, "open");
            break;
        }
        if (close(fd) != 0) {
            give_up(state, "close");
            break;
        }
    }
    unlink(path.c_str());
}

void stat_of(benchmark::State& state, const std::string& path) {
    if (!make_file(path).ok()) {
        return give_up(state, "make a file");
    }
    for (auto _ : state) {
        struct stat found {};
        if (stat(path.c_str(), &found) != 0) {
            give_up(state, "stat");
            break;
        }
        if (found.st_size != 6) {
            wrong(state, "stat gave another size");
            break;
        }
    }
    unlink(path.c_str());
}

/// The status of a file one folder below the root.
void stat_file(benchmark::State& state) {
    stat_of(state, std::string(scratch) + "/stat");
}

/// The status of a file 32 folders further down.
void path_walk(benchmark::State& state) {
    constexpr int depth = 32;
    std::string folder = scratch;
    for (int i = 0; i < depth; ++i) {
        folder += "/deep";
        if (mkdir(folder.c_str(), 0700) != 0) {
            return give_up(state, "mkdir");
        }
    }
    stat_of(state, folder + "/stat");
    for (int i = 0; i < depth; ++i) {
        rmdir(folder.c_str());
        folder.resize(folder.size() - 5);
    }
}

constexpr int listed_files = 64;

/// The bytes of all entries of an open folder, from its begin; -1 and errno.
long read_folder(int folder) {
    std::array<char, 1024> bytes{};
    if (lseek(folder, 0, SEEK_SET) != 0) {
        return -1;
    }
    long all = 0;
    long got = 0;
    while ((got = syscall(SYS_getdents64, folder, bytes.data(), bytes.size())) > 0) {
        all += got;
    }
    return got < 0 ? -1 : all;
}

/// A folder of 64 files read from begin to end, a kilobyte a call.
void getdents(benchmark::State& state) {
    const std::string path = std::string(scratch) + "/folder";
    const auto file = [&path](int i) { return path + "/file" + std::to_string(100 + i); };
    if (mkdir(path.c_str(), 0700) != 0) {
        return give_up(state, "mkdir");
    }
    for (int i = 0; i < listed_files; ++i) {
        if (!make_file(file(i)).ok()) {
            return give_up(state, "make a file");
        }
    }
    {
        const Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY));
        for (auto _ : state) {
            const long bytes = read_folder(folder.get());
            if (bytes < 0) {
                give_up(state, "getdents64");
                break;
            }
            constexpr long entry = 32; // 19 bytes, the name and its end, in units of 8
            if (bytes != entry * listed_files + 2 * 24) {
                wrong(state, "getdents64 did not list all files");
                break;
            }
        }
    }
    for (int i = 0; i < listed_files; ++i) {
        unlink(file(i).c_str());
    }
    rmdir(path.c_str());
}

constexpr std::array entries{
    Entry{"read_zero", read_zero}, Entry{"write_null", write_null}, Entry{"open_close", open_close},
    Entry{"stat", stat_file},      Entry{"path_walk", path_walk},   Entry{"getdents", getdents},
};

} // namespace

std::span<const Entry> file_benchmarks() {
    return entries;
}

} // namespace kbench
