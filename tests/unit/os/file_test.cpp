// SPDX-License-Identifier: Apache-2.0
#include "support/error_of.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

using namespace klp;
namespace fs = std::filesystem;

namespace {

/// Sets PATH for one test.
class PathVariable {
public:
    explicit PathVariable(const std::string& value) : m_old(value_or_empty(std::getenv("PATH"))) {
        setenv("PATH", value.c_str(), 1);
    }
    ~PathVariable() { setenv("PATH", m_old.c_str(), 1); }
    PathVariable(const PathVariable&) = delete;
    PathVariable& operator=(const PathVariable&) = delete;

private:
    static std::string value_or_empty(const char* text) { return text == nullptr ? "" : text; }
    std::string m_old;
};

fs::path write_program(const fs::path& path) {
    write_to(path, "#!/bin/sh\n");
    fs::permissions(path, fs::perms::owner_all);
    return path;
}

std::ptrdiff_t count_files(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

} // namespace

TEST_CASE("what is written is read, byte for byte") {
    const TemporaryFolder folder = fresh_folder();
    const std::string bytes("a\0b\r\n\xff", 6);
    const fs::path file = folder.path() / "f";
    REQUIRE(write_file(file, bytes));
    CHECK(read_file(file).value() == bytes);
    REQUIRE(write_file(file, ""));
    CHECK(read_file(file).value().empty());
    CHECK(count_files(folder.path()) == 1);
}

TEST_CASE("what cannot be read is an error with the path and the reason") {
    const TemporaryFolder folder = fresh_folder();
    const std::string path = folder.path().string();
    fs::create_symlink(folder.path() / "loop", folder.path() / "loop");
    const auto message = [](const std::string& file) { return error_of(read_file(file)).message; };
    CHECK(message(path + "/none") == "cannot read " + path + "/none: No such file or directory");
    CHECK(message(path) == "cannot read " + path + ": Is a directory");
    CHECK(message(path + "/loop") ==
          "cannot read " + path + "/loop: Too many levels of symbolic links");
    CHECK(message("/" + std::string(300, 'x')).ends_with(": File name too long"));
    CHECK(message("/proc/self/mem") == "cannot read /proc/self/mem: Input/output error");
}

TEST_CASE("what cannot be written is an error and leaves nothing behind") {
    const TemporaryFolder folder = fresh_folder();
    const fs::path in_the_way = folder.path() / "in-the-way";
    write_to(in_the_way / "file", "");
    CHECK(error_of(write_file(in_the_way, "x")).message ==
          "cannot write " + in_the_way.string() + ": Is a directory");
    CHECK(count_files(folder.path()) == 1);
    CHECK(error_of(write_file(folder.path() / "none" / "f", "x"))
              .message.ends_with("/none/f: No such file or directory"));
    CHECK(error_of(make_folder(in_the_way / "file" / "sub")).message.ends_with("Not a directory"));
}

TEST_CASE("a reader sees the old or the new contents, never a part") {
    const TemporaryFolder folder = fresh_folder();
    const fs::path file = folder.path() / "f";
    const std::string old_text(200'000, 'a');
    const std::string new_text(300'000, 'b');
    REQUIRE(write_file(file, old_text));
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (int i = 0; i < 100; ++i) {
            must(write_file(file, i % 2 == 0 ? new_text : old_text));
        }
        done = true;
    });
    int torn = 0;
    while (!done) {
        const std::string seen = read_file(file).value();
        torn += seen == old_text || seen == new_text ? 0 : 1;
    }
    writer.join();
    CHECK(torn == 0);
}

TEST_CASE("a program is found in PATH, with symbolic links kept") {
    const TemporaryFolder folder = fresh_folder();
    const fs::path first = folder.path() / "first";
    const fs::path second = folder.path() / "second";
    write_to(first / "cc", "not executable");
    must(make_folder(first / "dir"));
    write_program(second / "cc-12");
    fs::create_symlink("cc-12", second / "cc");
    fs::create_symlink(folder.path() / "loop", folder.path() / "loop");
    const PathVariable path("::" + (folder.path() / "loop").string() + ":" + first.string() + ":" +
                            std::string(5000, 'x') + ":" + second.string());
    CHECK(find_program("cc") == second / "cc");
    CHECK(find_program((second / "cc").string()) == second / "cc");
    CHECK(find_program("dir") == std::nullopt);
    CHECK(find_program("cc-13") == std::nullopt);
    CHECK(find_program("") == std::nullopt);
    CHECK(find_program((first / "cc").string()) == std::nullopt);
    CHECK(find_program("/" + std::string(5000, 'x')) == std::nullopt);
}

TEST_CASE("a temporary folder goes with its object, unless it is kept") {
    const TemporaryFolder parent = fresh_folder();
    fs::path gone;
    fs::path kept;
    {
        TemporaryFolder folder = TemporaryFolder::make(parent.path() / "new", "a-").value();
        const TemporaryFolder moved = std::move(folder);
        TemporaryFolder second = TemporaryFolder::make(parent.path() / "new", "a-").value();
        second.keep();
        gone = moved.path();
        kept = second.path();
        write_to(gone / "sub" / "file", "x");
        CHECK(gone != kept);
        CHECK(gone.filename().string().starts_with("a-"));
    }
    CHECK_FALSE(fs::exists(gone));
    CHECK(fs::is_directory(kept));
    CHECK_FALSE(TemporaryFolder::make("/proc/none", "a-"));
}

TEST_CASE("a lock is held once, until it goes") {
    const TemporaryFolder folder = fresh_folder();
    const fs::path file = folder.path() / "lock";
    {
        const auto held = FileLock::try_lock(file);
        REQUIRE(held.value().has_value());
        CHECK_FALSE(FileLock::try_lock(file).value().has_value());
    }
    CHECK(FileLock::try_lock(file).value().has_value());
    CHECK(error_of(FileLock::try_lock(folder.path() / "none" / "lock"))
              .message.ends_with("/none/lock: No such file or directory"));
}
