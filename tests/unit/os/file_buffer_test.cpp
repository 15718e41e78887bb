// SPDX-License-Identifier: Apache-2.0
#include "os/file_buffer.hpp"

#include "support/error_of.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <fstream>
#include <thread>

using namespace klp;

TEST_CASE("a buffer holds the file that was read last, byte for byte") {
    const TemporaryFolder folder = fresh_folder();
    const std::string bytes("a\0b\r\n\xff", 6);
    const std::string large(200'001, 'x');
    FileBuffer buffer;
    CHECK(buffer.text().empty());
    for (const std::string& contents : {bytes, large, std::string(), bytes, large + bytes}) {
        must(buffer.read(write_to(folder.path() / "f", contents)));
        CHECK(buffer.text() == contents);
    }
}

TEST_CASE("a file that does not tell its size is read to its end") {
    const TemporaryFolder folder = fresh_folder();
    const std::filesystem::path pipe = folder.path() / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    const std::string text(300'000, 'x');
    std::thread writer([&] { std::ofstream(pipe) << text; });
    FileBuffer buffer;
    const Status status = buffer.read(pipe);
    writer.join();
    must(status);
    CHECK(buffer.text() == text);
}

TEST_CASE("what cannot be read into a buffer is an error, and the buffer is empty") {
    const TemporaryFolder folder = fresh_folder();
    const std::string path = folder.path().string();
    FileBuffer buffer;
    must(buffer.read(write_to(folder.path() / "f", "text")));
    CHECK(error_of(buffer.read(path + "/none")).message ==
          "cannot read " + path + "/none: No such file or directory");
    CHECK(buffer.text().empty());
    must(buffer.read(path + "/f"));
    CHECK(error_of(buffer.read(path)).message == "cannot read " + path + ": Is a directory");
    CHECK(buffer.text().empty());
}
