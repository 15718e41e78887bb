// SPDX-License-Identifier: Apache-2.0
#include "build/link_shims.hpp"

#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace klp;
namespace fs = std::filesystem;

TEST_CASE("the shims stand in front of the compiler's own lto1 and as") {
    const TemporaryFolder folder = fresh_folder();
    const fs::path lto1 = write_to(folder.path() / "bin" / "lto1", "");
    fs::permissions(lto1, fs::perms::owner_all);
    FakeProcessRunner runner;
    runner.on({"-print-prog-name=lto1"}, exited(0, lto1.string() + "\n"));
    runner.on({"-print-prog-name=as"}, exited(0, "klp-no-such-as\n"));
    const auto make = [&](const char* compiler, const char* recorder) {
        return make_link_shims(compiler, recorder, folder.path(), runner).value();
    };
    const fs::path shims = make("/usr/bin/gcc-12", "/build/klpbench-record");
    CHECK(fs::read_symlink(shims / "lto1") == "/build/klpbench-record");
    CHECK(fs::read_symlink(shims / "lto1.real") == lto1);
    CHECK_FALSE(fs::exists(fs::symlink_status(shims / "as"))); // nothing to stand in front of

    CHECK(make("/usr/bin/gcc-12", "/build/klpbench-record") == shims);
    CHECK(make("/usr/bin/gcc-11", "/build/klpbench-record") != shims);
    CHECK(make("/usr/bin/gcc-12", "/other/klpbench-record") != shims);
}

TEST_CASE("a program that moved is followed") {
    const TemporaryFolder folder = fresh_folder();
    FakeProcessRunner runner;
    runner.on({"-print-prog-name=lto1"}, exited(0, "lto1\n"));
    for (const char* place : {"old", "new"}) {
        const fs::path as = write_to(folder.path() / place / "as", "");
        fs::permissions(as, fs::perms::owner_all);
        runner.on({"-print-prog-name=as"}, exited(0, as.string() + "\n"));
        const fs::path shims =
            make_link_shims("/usr/bin/gcc-12", "/build/klpbench-record", folder.path(), runner)
                .value();
        CHECK(fs::read_symlink(shims / "as.real") == as);
    }
}
