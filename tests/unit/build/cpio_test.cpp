// SPDX-License-Identifier: Apache-2.0
#include "build/cpio.hpp"

#include <catch2/catch.hpp>

using namespace klp;
using namespace std::string_literals;

TEST_CASE("an archive is what the kernel's newc form says, to the byte") {
    CpioWriter archive;
    archive.add_folder("/dev");
    archive.add_device("/dev/console", 5, 1);
    archive.add_file("/init", "hello", true);
    const std::string zero = "00000000";
    const std::string one = "00000001";
    CHECK(archive.finish() ==
          // dev: inode 1, mode 040755; the name with its end is 4 bytes, 114 in all, padded to 116
          "070701" + one + "000041ed" + zero + zero + one + zero + zero + zero + zero + zero +
              zero + "00000004" + zero + "dev\0\0\0"s +
              // dev/console: inode 2, mode 020600, device 5:1; 110 + 12 = 122, padded to 124
              "070701" + "00000002" + "00002180" + zero + zero + one + zero + zero + zero + zero +
              "00000005" + one + "0000000c" + zero + "dev/console\0\0\0"s +
              // init: inode 3, mode 0100755, 5 bytes padded to 8
              "070701" + "00000003" + "000081ed" + zero + zero + one + zero + "00000005" + zero +
              zero + zero + zero + "00000005" + zero + "init\0\0"s + "hello\0\0\0"s + "070701" +
              zero + zero + zero + zero + one + zero + zero + zero + zero + zero + zero +
              "0000000b" + zero + "TRAILER!!!\0\0\0\0"s);
}
