// SPDX-License-Identifier: Apache-2.0
#include "../support/suite.hpp"

extern "C" {
#include "ramfs.h"
#include "vfs.h"
#include "xtree.h"
}

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Negative errors, as the numbers that SelfTest compares.
std::uint64_t word(long value) {
    return std::uint64_t(value);
}

Bytes noise(std::size_t size, suite::Sequence& sequence) {
    Bytes bytes(size);
    std::generate(bytes.begin(), bytes.end(), [&] { return std::uint8_t(sequence.next()); });
    return bytes;
}

/// What the tree should hold: an item and its tags for each index.
struct Item {
    char* pointer;
    std::array<bool, XTREE_TAGS> tags;
};
using Model = std::map<std::uint64_t, Item>;

bool gathers_like(const xtree& tree, const Model& model, std::uint64_t first, std::uint64_t last,
                  xtree_tag tag, std::size_t max) {
    std::vector<void*> items(max);
    std::uint64_t index = first;
    items.resize(xtree_gather(&tree, &index, last, tag, items.data(), max));
    std::vector<void*> expected;
    std::uint64_t behind = first;
    for (auto at = model.lower_bound(first);
         at != model.end() && at->first <= last && expected.size() < max; ++at) {
        if (at->second.tags[tag]) {
            expected.push_back(at->second.pointer);
            behind = at->first == UINT64_MAX ? UINT64_MAX : at->first + 1;
        }
    }
    return items == expected && (items.size() < max || index == behind);
}

/// Random operations on a tree and on a std::map, compared after each.
void test_xtree(suite::SelfTest& test) {
    suite::Sequence sequence(1);
    std::vector<char> pool(4096);
    xtree tree = {nullptr};
    Model model;
    // Dense, sparse and at the end of what an index can say.
    const auto any_index = [&] {
        const std::uint64_t random = sequence.next();
        switch (random % 8) {
        case 0:
            return UINT64_MAX - sequence.next() % 70;
        case 1:
            return sequence.next() % 5000 << (sequence.next() % 52);
        default:
            return sequence.next() % 300;
        }
    };
    for (int round = 0; round < 20000; ++round) {
        // Grows in one half of the time, shrinks to nothing in the other.
        const bool growing = round / 1000 % 2 == 0;
        const std::uint64_t action = sequence.next() % 16;
        const std::uint64_t index =
            !growing && !model.empty() && action < 8 ? model.begin()->first : any_index();
        const auto tag = xtree_tag(1 + sequence.next() % (XTREE_TAGS - 1));
        const auto found = model.find(index);
        if (action < 8 && growing) {
            char* item = &pool[sequence.next() % pool.size()];
            const int expected = found == model.end() ? 0 : -EEXIST;
            test.equal(word(xtree_insert(&tree, index, item)), word(expected), "xtree_insert");
            if (expected == 0) {
                model[index] = {item, {true}};
            }
        } else if (action < 8) {
            void* expected = found == model.end() ? nullptr : found->second.pointer;
            test.check(xtree_erase(&tree, index) == expected, "xtree_erase");
            model.erase(index);
        } else if (action < 11) {
            xtree_set_tag(&tree, index, tag);
            if (found != model.end()) {
                found->second.tags[tag] = true;
            }
        } else if (action < 13) {
            xtree_clear_tag(&tree, index, tag);
            if (found != model.end()) {
                found->second.tags[tag] = false;
            }
        } else {
            const std::uint64_t last = sequence.next() % 4 != 0 ? UINT64_MAX : any_index();
            test.check(gathers_like(tree, model, index, last, tag, 1 + round % 40),
                       "xtree_gather, tagged");
            test.check(gathers_like(tree, model, index, last, XTREE_PRESENT, 1 + round % 400),
                       "xtree_gather");
        }
        const auto now = model.find(index);
        const bool present = now != model.end();
        test.check(xtree_load(&tree, index) == (present ? now->second.pointer : nullptr),
                   "xtree_load");
        test.check(xtree_get_tag(&tree, index, tag) == (present && now->second.tags[tag]),
                   "xtree_get_tag");
        test.check(xtree_tagged(&tree, tag) ==
                       std::any_of(model.begin(), model.end(),
                                   [&](const auto& entry) { return entry.second.tags[tag]; }),
                   "xtree_tagged");
    }
    while (!model.empty()) {
        xtree_erase(&tree, model.begin()->first);
        model.erase(model.begin());
    }
    test.check(tree.root == nullptr, "an empty tree has no nodes");
}

/// A file system that is mounted as long as this lives.
class Mounted {
public:
    Mounted(std::size_t blocks, std::size_t pages, std::size_t names)
        : m_error(ramfs_mount(&m_ramfs, blocks, pages, names)) {}
    Mounted(const Mounted&) = delete;
    Mounted& operator=(const Mounted&) = delete;
    ~Mounted() {
        if (m_error == 0) {
            ramfs_unmount(&m_ramfs);
        }
    }

    ramfs& ram() { return m_ramfs; }
    fs* files() { return &m_ramfs.fs; }

    /// Unmounts now; how much was leaked.
    std::size_t unmount() {
        m_error = -1;
        return ramfs_unmount(&m_ramfs);
    }

private:
    ramfs m_ramfs;
    int m_error;
};

file opened(fs* where, const std::string& path, unsigned flags = OPEN_WRITE) {
    file handle = {};
    if (vfs_open(where, path.c_str(), flags, 0600, &handle) != 0) {
        std::abort();
    }
    return handle;
}

void test_paths(suite::SelfTest& test) {
    Mounted disk(64, 64, 32);
    const auto status = [&](const std::string& path) {
        file_status result = {};
        const int err = vfs_status(disk.files(), path.c_str(), &result);
        return err != 0 ? word(err) : result.number;
    };
    const auto open = [&](const char* path, unsigned flags, unsigned mode = 0600) {
        file handle;
        const int err = vfs_open(disk.files(), path, flags, mode, &handle);
        return word(err != 0 ? err : vfs_close(&handle));
    };
    // Inodes are numbered in the order they are made; the root is 1.
    test.equal(status("/"), 1, "the root");
    test.equal(status("//."), 1, "slashes and a dot");
    test.equal(status("/.."), 1, "above the root");
    test.equal(status(""), word(-ENOENT), "no path");
    test.equal(word(vfs_mkdir(disk.files(), "/a", 0700)), 0, "mkdir");
    test.equal(word(vfs_mkdir(disk.files(), "a/b/", 0700)), 0, "mkdir with a slash behind");
    test.equal(word(vfs_mkdir(disk.files(), "/a", 0700)), word(-EEXIST), "mkdir again");
    test.equal(word(vfs_mkdir(disk.files(), "/x/y", 0700)), word(-ENOENT), "mkdir in nothing");
    test.equal(word(vfs_mkdir(disk.files(), "/", 0700)), word(-EINVAL), "mkdir of the root");
    test.equal(word(vfs_mkdir(disk.files(), "/a/..", 0700)), word(-EINVAL), "mkdir of dots");
    test.equal(open("/a/b/f", OPEN_CREATE), 0, "create");
    test.equal(open("/a/b/f", OPEN_CREATE), 0, "create what is there");
    test.equal(open("/a/b/f", OPEN_CREATE | OPEN_EXCLUSIVE), word(-EEXIST), "create exclusively");
    test.equal(open("/a/b/g", 0), word(-ENOENT), "open nothing");
    test.equal(open("/a/b/g", 0), word(-ENOENT), "open nothing, known as such");
    test.equal(open("/a/b/g/", OPEN_CREATE), word(-ENOTDIR), "create with a slash behind");
    test.equal(open("/a/b/g", OPEN_CREATE), 0, "create what was nothing");
    test.equal(open("/a", 0), word(-EISDIR), "open a directory");
    test.equal(open("/a/b/f", OPEN_TRUNCATE), word(-EINVAL), "truncate without writing");
    test.equal(status("/a"), 2, "a");
    test.equal(status("/a/./b//"), 3, "b");
    test.equal(status("a/b/../b/f"), 4, "f");
    test.equal(status("/a/b/g"), 5, "g");
    test.equal(status("/a/b/f/"), word(-ENOTDIR), "a file with a slash behind");
    test.equal(status("/a/b/f/h"), word(-ENOTDIR), "a file as a directory");
    test.equal(status("/a/b/f/.."), word(-ENOTDIR), "above a file");

    test.equal(word(vfs_symlink(disk.files(), "b/f", "/a/l")), 0, "symlink");
    test.equal(word(vfs_symlink(disk.files(), "/a/m", "/a/m")), 0, "a link to itself");
    test.equal(word(vfs_symlink(disk.files(), "..", "/a/b/up")), 0, "a link up");
    test.equal(word(vfs_symlink(disk.files(), "nowhere", "/a/n")), 0, "a link to nothing");
    test.equal(word(vfs_symlink(disk.files(), "b", "/a/l")), word(-EEXIST), "a link where one is");
    test.equal(status("/a/l"), 4, "through a link");
    test.equal(status("/a/m"), word(-ELOOP), "round and round");
    test.equal(status("/a/n"), word(-ENOENT), "through a link to nothing");
    test.equal(status("/a/b/up/b/up/l"), 4, "through three links");
    test.equal(status("/a/l/"), word(-ENOTDIR), "a link to a file, as a directory");
    const std::string up = "b/up/";
    test.equal(status("/a/" + up + up + up + up + up + up + up + up), 2, "through 8 links");
    test.equal(status("/a/" + up + up + up + up + up + up + up + up + up), word(-ELOOP),
               "through 9 links");

    test.equal(word(vfs_mkdir(disk.files(), "/a/b/up/d", 0700)), 0, "mkdir through a link");
    test.equal(status("/a/d"), 10, "a directory made through a link");
    test.equal(word(vfs_rmdir(disk.files(), "/a/b/up/d/")), 0, "rmdir through a link");

    test.equal(word(vfs_unlink(disk.files(), "/a")), word(-EISDIR), "unlink a directory");
    test.equal(word(vfs_rmdir(disk.files(), "/a/l")), word(-ENOTDIR), "rmdir a link");
    test.equal(word(vfs_rmdir(disk.files(), "/a")), word(-ENOTEMPTY), "rmdir what is not empty");
    test.equal(word(vfs_rmdir(disk.files(), "/q")), word(-ENOENT), "rmdir nothing");
    test.equal(word(vfs_unlink(disk.files(), "/a/l")), 0, "unlink a link");
    test.equal(status("/a/l"), word(-ENOENT), "a link that is gone");
    test.equal(status("/a/b/f"), 4, "what the link led to");
    for (const char* path : {"/a/b/f", "/a/b/g", "/a/b/up", "/a/m", "/a/n"}) {
        test.equal(word(vfs_unlink(disk.files(), path)), 0, path);
    }
    test.equal(word(vfs_unlink(disk.files(), "/a/b/f")), word(-ENOENT), "unlink again");
    test.equal(word(vfs_rmdir(disk.files(), "/a/b")), 0, "rmdir");
    test.equal(status("/a/b"), word(-ENOENT), "a directory that is gone");
    test.equal(word(vfs_mkdir(disk.files(), "/a/b", 0700)), 0, "mkdir in its place");
    test.equal(status("/a/b"), 11, "the new directory");
    test.equal(status("/a/b/f"), word(-ENOENT), "what the old one had");

    test.equal(word(vfs_mkdir(disk.files(), "/closed", 0600)), 0, "a directory closed to all");
    test.equal(status("/closed/f"), word(-EACCES), "search without permission");
    test.equal(word(vfs_mkdir(disk.files(), "/fixed", 0500)), 0, "a directory that may not change");
    test.equal(open("/fixed/f", OPEN_CREATE), word(-EACCES), "create without permission");
    test.equal(open("/r", OPEN_CREATE, 0400), 0, "a file to be read");
    test.equal(open("/r", OPEN_WRITE), word(-EACCES), "write without permission");
    const std::string longest(NAME_LENGTH_MAX, 'n');
    test.equal(open(("/" + longest).c_str(), OPEN_CREATE), 0, "the longest name");
    test.equal(open(("/" + longest).c_str(), 0), 0, "the longest name again");
    test.equal(open(("/" + longest + "n").c_str(), OPEN_CREATE), word(-ENAMETOOLONG),
               "a name too long");
    test.equal(disk.unmount(), 0, "leaks");
}

/// The same names in many directories, with a cache for `limit` unused ones: each is found, and
/// none that is not there.
void test_many_names(suite::SelfTest& test, std::size_t limit, std::uint64_t misses) {
    Mounted disk(16, 16, limit);
    std::map<std::string, std::uint64_t> numbers;
    for (int i = 0; i < 40; ++i) {
        const std::string dir = "/directory" + std::to_string(i);
        test.equal(word(vfs_mkdir(disk.files(), dir.c_str(), 0700)), 0, dir);
        for (int j = 0; j < 30; ++j) {
            const std::string path = dir + "/" + std::to_string(j);
            test.equal(word(vfs_mkdir(disk.files(), path.c_str(), 0700)), 0, path);
            numbers[path] = 2 + std::uint64_t(i) * 31 + std::uint64_t(j) + 1;
        }
    }
    std::vector<std::string> leaves;
    for (const auto& [path, number] : numbers) {
        leaves.push_back(path + "/same");
    }
    for (std::size_t i = 0; i < leaves.size(); i += 2) {
        test.equal(word(vfs_mkdir(disk.files(), leaves[i].c_str(), 0700)), 0, leaves[i]);
    }
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        file_status status = {};
        test.equal(word(vfs_status(disk.files(), leaves[i].c_str(), &status)),
                   word(i % 2 == 0 ? 0 : -ENOENT), leaves[i]);
        test.check(status.number == 0 || status.number == 2 + 40 * 31 + i / 2, leaves[i]);
    }
    suite::Sequence sequence(2);
    for (int round = 0; round < 6000; ++round) {
        const auto at = std::next(numbers.begin(),
                                  long(sequence.next() % (round % 2 != 0 ? 20 : numbers.size())));
        const std::string path = at->first + (sequence.next() % 2 != 0 ? "" : "x");
        const auto expected = numbers.find(path);
        file_status status = {};
        test.equal(word(vfs_status(disk.files(), path.c_str(), &status)),
                   word(expected == numbers.end() ? -ENOENT : 0), path);
        test.equal(status.number, expected == numbers.end() ? 0 : expected->second, path);
        test.check(disk.ram().fs.dcache.nr_unused <= limit, "no more unused names than allowed");
    }
    test.equal(disk.ram().fs.dcache.misses, misses,
               "names not cached, of " + std::to_string(limit));
    test.equal(disk.unmount(), 0, "leaks");
}

/// Random reads, writes, cuts and syncs of three files in a cache that is too small for them,
/// against plain vectors.
void test_contents(suite::SelfTest& test) {
    constexpr std::size_t size_max = 40 * PAGE_BYTES;
    Mounted disk(130, 32, 16);
    suite::Sequence sequence(3);
    std::array<file, 3> files;
    std::array<Bytes, 3> models;
    for (std::size_t i = 0; i < files.size(); ++i) {
        files[i] = opened(disk.files(), "/" + std::to_string(i), OPEN_WRITE | OPEN_CREATE);
    }
    for (int round = 0; round < 3000; ++round) {
        const std::size_t i = sequence.next() % files.size();
        Bytes& model = models[i];
        const std::uint64_t action = sequence.next() % 32;
        const std::size_t limit = action % 4 == 0 ? 5 * PAGE_BYTES : 300;
        const std::size_t size = sequence.next() % limit;
        const std::size_t position = sequence.next() % (size_max - size);
        if (action < 16) {
            Bytes got(size, 0xee);
            const long done = file_read(&files[i], position, got.data(), size);
            const std::size_t there =
                position < model.size() ? std::min(size, model.size() - position) : 0;
            test.equal(word(done), there, "file_read");
            test.check(std::equal(got.begin(), got.begin() + long(there),
                                  model.begin() + long(std::min(position, model.size()))),
                       "what file_read read");
        } else if (action < 29) {
            const Bytes data = noise(size, sequence);
            test.equal(word(file_write(&files[i], position, data.data(), size)), size,
                       "file_write");
            if (size > 0) {
                model.resize(std::max(model.size(), position + size));
                std::copy(data.begin(), data.end(), model.begin() + long(position));
            }
        } else if (action == 29) {
            test.equal(word(inode_truncate(files[i].inode, position)), 0, "inode_truncate");
            model.resize(position);
        } else if (action == 30) {
            test.equal(word(file_sync(&files[i])), 0, "file_sync");
            test.check(!xtree_tagged(&files[i].inode->mapping.pages, XTREE_DIRTY),
                       "nothing dirty after file_sync");
        } else {
            vfs_close(&files[i]);
            files[i] = opened(disk.files(), "/" + std::to_string(i));
        }
        test.equal(files[i].inode->size, model.size(), "size");
        const zone& zone = disk.ram().fs.zone;
        test.check(zone.nr_free + zone.nr_active + zone.nr_inactive == zone.total &&
                       zone.nr_dirty <= zone.dirty_limit + 1,
                   "counters of the zone");
    }
    // What the cache did, in all: any change of its choices changes these numbers.
    test.equal(disk.ram().reads, 3828, "pages read");
    test.equal(disk.ram().writes, 2120, "pages written");
    test.equal(disk.ram().fs.zone.evictions, 3920, "pages evicted");

    // A file without a name lives until it is closed.
    test.equal(word(vfs_unlink(disk.files(), "/0")), 0, "unlink");
    Bytes got(models[0].size());
    test.equal(word(file_read(&files[0], 0, got.data(), got.size())), got.size(),
               "an unlinked file");
    test.check(got == models[0], "what is in an unlinked file");
    const std::size_t blocks_before = disk.ram().nr_free_blocks;
    vfs_close(&files[0]);
    test.check(disk.ram().nr_free_blocks > blocks_before, "its blocks are free then");
    for (std::size_t i = 1; i < files.size(); ++i) {
        vfs_close(&files[i]);
        vfs_unlink(disk.files(), ("/" + std::to_string(i)).c_str());
    }
    test.equal(disk.ram().nr_free_blocks, 130, "all blocks are free in the end");
    test.equal(disk.unmount(), 0, "leaks");
}

/// How many pages a reader of 1000 bytes at a time makes the cache read, and when.
void test_readahead(suite::SelfTest& test) {
    Mounted disk(256, 256, 16);
    file writer = opened(disk.files(), "/f", OPEN_WRITE | OPEN_CREATE);
    const Bytes data(200 * PAGE_BYTES, 7);
    file_write(&writer, 0, data.data(), data.size());
    test.equal(word(file_sync(&writer)), 0, "sync");
    mapping_truncate(&writer.inode->mapping, 0);
    vfs_close(&writer);

    file reader = opened(disk.files(), "/f", 0);
    std::string reads;
    Bytes buffer(3 * PAGE_BYTES);
    std::uint64_t seen = 0;
    for (std::uint64_t page = 0; page < 200; ++page) {
        file_read(&reader, page * PAGE_BYTES, buffer.data(), 1000);
        file_read(&reader, page * PAGE_BYTES + 1000, buffer.data(), 1000);
        if (disk.ram().reads != seen) {
            reads += std::to_string(page) + ":" + std::to_string(disk.ram().reads - seen) + " ";
            seen = disk.ram().reads;
        }
    }
    // Windows of 4, 8, 16 and then 32 pages; the next is read when a mark is reached, which is the
    // middle of the first and the beginning of every other.
    test.check(reads == "0:4 2:8 4:16 12:32 28:32 60:32 92:32 124:32 156:12 ", "windows: " + reads);

    vfs_close(&reader);
    reader = opened(disk.files(), "/f", 0);
    mapping_truncate(&reader.inode->mapping, 0);
    seen = disk.ram().reads;
    for (const std::uint64_t page : {150u, 20u, 90u}) {
        file_read(&reader, page * PAGE_BYTES, buffer.data(), buffer.size());
    }
    test.equal(disk.ram().reads - seen, 9, "a random reader gets what it asks for");
    vfs_close(&reader);
    test.equal(disk.unmount(), 0, "leaks");
}

void test_errors(suite::SelfTest& test) {
    Mounted disk(4, 32, 16);
    const Bytes data(8 * PAGE_BYTES, 5);
    Bytes got(data.size());
    file handle = opened(disk.files(), "/f", OPEN_WRITE | OPEN_CREATE);
    test.equal(word(file_write(&handle, 0, data.data(), data.size())), data.size(), "write");
    test.equal(word(file_sync(&handle)), word(-ENOSPC), "sync to a full disk");
    test.equal(disk.ram().fs.zone.nr_dirty, 4, "what did not fit stays dirty");
    test.equal(word(inode_truncate(handle.inode, 4 * PAGE_BYTES)), 0, "cut");
    test.equal(word(file_sync(&handle)), 0, "sync of what fits");

    mapping_truncate(&handle.inode->mapping, 0);
    disk.ram().broken = true;
    test.equal(word(file_read(&handle, 0, got.data(), 10)), word(-EIO), "read a broken disk");
    test.equal(word(file_write(&handle, 10, data.data(), 10)), word(-EIO), "write a part");
    test.equal(word(file_write(&handle, 0, data.data(), PAGE_BYTES)), PAGE_BYTES, "write a page");
    test.equal(word(file_sync(&handle)), word(-EIO), "sync to a broken disk");
    test.equal(word(file_read(&handle, 0, got.data(), 2 * PAGE_BYTES)), PAGE_BYTES,
               "read as far as the cache goes");
    test.equal(word(inode_truncate(handle.inode, 2 * PAGE_BYTES - 1)), word(-EIO), "cut a page");
    disk.ram().broken = false;
    test.equal(word(file_sync(&handle)), 0, "sync to a mended disk");
    test.equal(handle.inode->size, 4 * PAGE_BYTES, "the size after a cut that failed");

    // Nine dirty pages are more than a quarter of the cache: they are written behind the writer.
    disk.ram().broken = true;
    for (std::uint64_t page = 0; page < 9; ++page) {
        test.equal(word(file_write(&handle, page * PAGE_BYTES, data.data(), PAGE_BYTES)),
                   PAGE_BYTES, "write into the cache");
    }
    test.equal(word(vfs_close(&handle)), word(-EIO), "close tells of the error");

    handle = opened(disk.files(), "/f", 0);
    test.equal(word(file_write(&handle, 0, data.data(), 1)), word(-EBADF), "write to a reader");
    test.equal(word(file_read(&handle, 1u << 30, got.data(), 1)), 0, "read behind the end");
    vfs_close(&handle);
    handle = opened(disk.files(), "/f", OPEN_WRITE | OPEN_TRUNCATE);
    test.equal(handle.inode->size, 0, "open cuts the file");
    test.equal(word(file_write(&handle, FILE_SIZE_MAX, data.data(), 1)), word(-EFBIG), "too far");
    test.equal(word(inode_truncate(handle.inode, FILE_SIZE_MAX + 1)), word(-EFBIG), "too large");
    vfs_close(&handle);
    test.equal(disk.ram().nr_free_blocks, 4, "its blocks are free");
    test.equal(disk.unmount(), 0, "leaks");
}

/// Eight components deep, all of them in the cache.
void walk_cached(benchmark::State& state) {
    Mounted disk(16, 16, 1000);
    std::vector<std::string> paths;
    for (int i = 0; i < 16; ++i) {
        std::string path;
        for (const char* name : {"sys", "devices", "system", "node", "memory", "policy", "state"}) {
            path += std::string("/") + name + std::to_string(i % 4);
            vfs_mkdir(disk.files(), path.c_str(), 0700);
        }
        path += "/entry" + std::to_string(i);
        vfs_mkdir(disk.files(), path.c_str(), 0700);
        paths.push_back(path);
    }
    file_status status;
    for (auto _ : suite::region(state)) {
        for (const std::string& path : paths) {
            benchmark::DoNotOptimize(vfs_status(disk.files(), path.c_str(), &status));
        }
    }
}

/// Names in turn, more than the cache keeps: each is looked up in its directory.
void walk_uncached(benchmark::State& state) {
    Mounted disk(16, 16, 64);
    std::vector<std::string> paths;
    for (int i = 0; i < 256; ++i) {
        const std::string dir = "/directory" + std::to_string(i % 16);
        vfs_mkdir(disk.files(), dir.c_str(), 0700);
        paths.push_back(dir + "/" + std::to_string(i));
        vfs_mkdir(disk.files(), paths.back().c_str(), 0700);
    }
    std::size_t at = 0;
    file_status status;
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 16; ++i) {
            benchmark::DoNotOptimize(vfs_status(disk.files(), paths[at].c_str(), &status));
            at = (at + 1) % paths.size();
        }
    }
}

constexpr std::size_t file_pages = 512;

file filled_file(Mounted& disk) {
    suite::Sequence sequence(4);
    file handle = opened(disk.files(), "/data", OPEN_WRITE | OPEN_CREATE);
    for (std::uint64_t page = 0; page < file_pages; ++page) {
        const Bytes data = noise(PAGE_BYTES, sequence);
        file_write(&handle, page * PAGE_BYTES, data.data(), data.size());
    }
    file_sync(&handle);
    return handle;
}

/// Small records here and there in a file that is in the cache.
void read_cached(benchmark::State& state) {
    Mounted disk(file_pages, 2 * file_pages, 16);
    file handle = filled_file(disk);
    suite::Sequence sequence(5);
    std::vector<std::uint64_t> positions(1024);
    for (std::uint64_t& position : positions) {
        position = sequence.next() % (file_pages * PAGE_BYTES - 128);
    }
    std::size_t at = 0;
    std::array<std::uint8_t, 128> buffer;
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 32; ++i) {
            benchmark::DoNotOptimize(
                file_read(&handle, positions[at], buffer.data(), buffer.size()));
            at = (at + 1) % positions.size();
        }
    }
    vfs_close(&handle);
}

/// Round and round in sequence through a file four times as large as the cache.
void read_evicting(benchmark::State& state) {
    Mounted disk(file_pages, file_pages / 4, 16);
    file handle = filled_file(disk);
    std::uint64_t page = 0;
    std::array<std::uint8_t, 512> buffer;
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 8; ++i) {
            benchmark::DoNotOptimize(
                file_read(&handle, page * PAGE_BYTES, buffer.data(), buffer.size()));
            page = (page + 1) % file_pages;
        }
    }
    vfs_close(&handle);
}

/// Small records into scattered pages, which are then written back.
void write_and_sync(benchmark::State& state) {
    Mounted disk(file_pages, 2 * file_pages, 16);
    file handle = filled_file(disk);
    std::array<std::uint8_t, 64> record = {};
    std::uint64_t page = 0;
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 16; ++i) {
            benchmark::DoNotOptimize(
                file_write(&handle, page * PAGE_BYTES + page, record.data(), record.size()));
            page = (page + 37) % file_pages;
        }
        benchmark::DoNotOptimize(file_sync(&handle));
    }
    vfs_close(&handle);
}

BENCHMARK(walk_cached);
BENCHMARK(walk_uncached);
BENCHMARK(read_cached);
BENCHMARK(read_evicting);
BENCHMARK(write_and_sync);

} // namespace

void suite::self_test(suite::SelfTest& test) {
    test_xtree(test);
    test_paths(test);
    test_many_names(test, 50, 10709);
    test_many_names(test, 5000, 3309);
    test_contents(test);
    test_readahead(test);
    test_errors(test);
}
