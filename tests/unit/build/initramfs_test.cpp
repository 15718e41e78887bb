// SPDX-License-Identifier: Apache-2.0
#include "build/initramfs.hpp"

#include "support/error_of.hpp"
#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace klp;
namespace fs = std::filesystem;

namespace {

/// A kernel workload with two small programs, a compiler that writes their names, and a loader.
struct GuestSetting {
    TemporaryFolder folder = fresh_folder();
    FakeProcessRunner runner;
    Workload workload;
    int builds = 0;
    std::string listed;

    GuestSetting() {
        workload.folder = folder.path() / "workload";
        workload.kernel.emplace();
        workload.kernel->kbench = "kbench";
        write_to(workload.folder / "kbench/b.cpp", "b");
        write_to(workload.folder / "kbench/a.cpp", "a");
        write_to(workload.folder / "kbench/a.hpp", "header");
        write_to(workload.folder / "kbench/init/init.cpp", "init");
        const fs::path library = write_to(folder.path() / "lib/libx.so.1", "the library");
        listed = "\tlinux-vdso.so.1 (0x7fff)\n\tlibx.so.1 => " + library.string() + " (0x7f00)\n";
        runner.on({}, [this](const ProcessRequest& request) { // kbench itself, asked by the loader
            CHECK(request.environment == std::vector<std::pair<std::string, std::string>>{
                                             {"LD_TRACE_LOADED_OBJECTS", "1"}});
            return exited(0, listed);
        });
        runner.on({"--version"}, exited(0, "g++ 12\n"));
        runner.on({"-o"}, [this](const ProcessRequest& request) {
            ++builds;
            write_to(output_of(request), "program " + output_of(request).filename().string());
            return exited(0);
        });
    }

    Result<fs::path> build() { return build_initramfs(workload, folder.path() / "cache", runner); }
};

std::vector<std::string> units_of(const ProcessRequest& request) {
    std::vector<std::string> units;
    for (const std::string& word : request.argv) {
        if (word.ends_with(".cpp")) {
            units.push_back(fs::path(word).filename().string());
        }
    }
    return units;
}

} // namespace

TEST_CASE("the guest gets init, kbench and its libraries at their paths") {
    GuestSetting setting;
    const Result<fs::path> file = setting.build();
    REQUIRE(file);
    CHECK(units_of(setting.runner.requests[1]) == std::vector<std::string>{"init.cpp"});
    CHECK(units_of(setting.runner.requests[2]) == std::vector<std::string>{"a.cpp", "b.cpp"});
    const std::string bytes = read_file(*file).value();
    const std::string library = (setting.folder.path() / "lib/libx.so.1").string().substr(1);
    std::size_t at = 0;
    for (const std::string& part :
         {std::string("dev"), std::string("dev/console"), std::string("program init"),
          std::string("program kbench"), library.substr(0, library.size() - 10), library,
          std::string("the library"), std::string("TRAILER!!!")}) {
        INFO(part);
        at = bytes.find(part, at);
        REQUIRE(at != std::string::npos);
    }
}

TEST_CASE("programs are compiled once for their contents; the archive goes with the libraries") {
    GuestSetting setting;
    const fs::path first = setting.build().value();
    CHECK(setting.build().value() == first);
    CHECK(setting.builds == 2);

    write_to(setting.folder.path() / "lib/libx.so.1", "a newer library");
    const fs::path second = setting.build().value();
    CHECK(second != first);
    CHECK(setting.builds == 2);

    write_to(setting.workload.folder / "kbench/a.hpp", "another header");
    REQUIRE(setting.build());
    CHECK(setting.builds == 4);
}

TEST_CASE("what is wrong with the guest's programs is said") {
    GuestSetting setting;
    SECTION("a source that does not compile") {
        setting.runner.on({"-o"}, exited(1, "", "a.cpp:1: error: 'a' does not name a type"));
        CHECK(error_of(setting.build()).message ==
              "the guest's program init does not build (g++ exited with status 1): a.cpp:1: error: "
              "'a' does not name a type");
    }
    SECTION("a library that is not there") {
        setting.listed = "\tlibbenchmark.so.1 => not found\n";
        CHECK(error_of(setting.build()).message == "a library of the guest's benchmarks is "
                                                   "missing: \tlibbenchmark.so.1 => not found");
    }
    SECTION("no list") {
        setting.listed = "";
        CHECK(error_of(setting.build()).message.find("does not list the libraries of") !=
              std::string::npos);
    }
    SECTION("no sources") {
        setting.workload.kernel->kbench = "nowhere";
        CHECK(error_of(setting.build()).message.find("nowhere: No such file") != std::string::npos);
    }
    SECTION("an interrupt") {
        setting.runner.on({"-o"}, ended(ProcessResult::End::interrupted));
        CHECK(error_of(setting.build()).kind == ErrorKind::interrupted);
    }
}
