// SPDX-License-Identifier: Apache-2.0
#include "build/driver.hpp"

#include "support/error_of.hpp"
#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace klp;
namespace fs = std::filesystem;

namespace {

struct DriverSetting {
    TemporaryFolder folder = fresh_folder();
    FakeProcessRunner runner;
    Workload workload;
    int builds = 0;

    DriverSetting() {
        workload.name = "tree";
        workload.folder = "/suites/tree";
        workload.include = {"include"};
        workload.driver = "driver.cpp";
        workload.content_hash = "one";
        runner.on({"--version"}, exited(0, "g++ 12\n"));
        runner.on({"-shared"}, [this](const ProcessRequest& request) {
            ++builds;
            write_to(output_of(request), "library");
            return exited(0);
        });
    }

    Result<fs::path> build() {
        return build_driver(workload, "/suites/support", folder.path() / "cache", runner);
    }
};

} // namespace

TEST_CASE("a driver is compiled once per contents and C++ compiler") {
    DriverSetting setting;
    const fs::path first = setting.build().value();
    CHECK(first.filename() == "libtree-driver.so");
    CHECK(read_file(first).value() == "library");
    CHECK(setting.build().value() == first);
    CHECK(setting.builds == 1);

    setting.workload.content_hash = "two";
    CHECK(setting.build().value() != first);
    setting.workload.content_hash = "one";
    setting.runner.on({"--version"}, exited(0, "g++ 13\n"));
    CHECK(setting.build().value() != first);
    CHECK(setting.builds == 3);
}

TEST_CASE("a driver is made of the suite's file and the shared support") {
    DriverSetting setting;
    REQUIRE(setting.build());
    const auto& argv = setting.runner.requests.back().argv;
    for (const char* word : {"-I/suites/support", "-I/suites/tree/include",
                             "/suites/tree/driver.cpp", "/suites/support/main.cpp", "-O2"}) {
        CAPTURE(word);
        CHECK(std::count(argv.begin(), argv.end(), word) == 1);
    }
}

TEST_CASE("a driver that does not build is an error and leaves nothing that looks built") {
    DriverSetting setting;
    const auto answer = [&](const ProcessResult& result) {
        setting.runner.on({"-shared"}, [result](const ProcessRequest& request) {
            write_to(output_of(request), "half");
            return result;
        });
        return setting.build();
    };
    CHECK(error_of(answer(exited(1, "", "error: what?"))).message ==
          "the driver of tree does not build (g++ exited with status 1): error: what?");
    CHECK(error_of(answer(ended(ProcessResult::End::interrupted))).kind == ErrorKind::interrupted);
    CHECK(read_file(answer(exited(0)).value()).value() == "half"); // built again, not reused
}
