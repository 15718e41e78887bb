// SPDX-License-Identifier: Apache-2.0
#include "build/suite.hpp"

#include "support/error_of.hpp"
#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace klp;
using Words = std::vector<std::string>;
using End = ProcessResult::End;

namespace {

/// Two units and a link that take half a second each, unless a test says otherwise.
struct BuildSetting {
    TemporaryFolder folder = fresh_folder();
    std::string work; ///< the folder of the last build
    FakeProcessRunner runner;
    Workload workload;
    BuildFlags flags{"/usr/bin/gcc-12", {"-O2", "-flto"}, {"-flto=1"}, true};

    BuildSetting() {
        workload.name = "tree";
        workload.folder = "/suites/tree";
        workload.sources = {"a.c", "lib/b.c"};
        workload.compile = {"-std=gnu11"};
        workload.link = {"-no-pie"};
        workload.limits.compile = 60;
        workload.limits.link = 120;
        runner.on({}, exited(0));
    }

    Result<Build> build() {
        work = TemporaryFolder::make(folder.path(), "build-").value().path().string();
        must(make_folder(work));
        return build_suite(
            {workload, flags, "/cache/drivers/libtree-driver.so", "/cache/shims", work, 1}, runner);
    }
};

// Words of the link's argv and of no compile's.
const Words the_link{"-B/cache/shims"};

constexpr const char* full_disk = "as: a.c.o: No space left on device\n";

} // namespace

TEST_CASE("a build compiles each unit, then links, all under the wrapper on one processor") {
    BuildSetting setting;
    const Build build = setting.build().value();
    CHECK(build.outcome == Outcome::ok);
    CHECK(build.children_s == 1.5);
    const std::string& work = setting.work;
    CHECK(build.artifacts.folder == work);
    CHECK(build.artifacts.image == work + "/tree");

    const auto& requests = setting.runner.requests;
    REQUIRE(requests.size() == 3);
    CHECK(requests[1].argv == Words{"/usr/bin/gcc-12", "-fdump-ipa-clones", "-std=gnu11", "-O2",
                                    "-flto", "-frandom-seed=lib/b.c", "-c", "lib/b.c", "-o",
                                    work + "/lib%2Fb.c.o"});
    CHECK(requests[1].record_phase == "compile");
    CHECK(requests[1].record_unit == "lib/b.c");
    CHECK(requests[1].limit_s == 60);
    CHECK(requests[2].argv == Words{"/usr/bin/gcc-12", "-no-pie", "-flto=1", "-fdump-ipa-clones",
                                    "-B/cache/shims", "-frandom-seed=tree",
                                    "-Wl,-Map=" + work + "/link.map", work + "/a.c.o",
                                    work + "/lib%2Fb.c.o", "-L" + work, "-l:libtree-driver.so",
                                    "-Wl,-rpath,$ORIGIN", "-o", work + "/tree"});
    CHECK(requests[2].record_phase == "link");
    CHECK(requests[2].limit_s == 120);
    for (std::size_t i = 0; i < requests.size(); ++i) {
        CHECK(requests[i].directory == "/suites/tree");
        CHECK(requests[i].cpu == 1);
        CHECK(requests[i].record_log == build.artifacts.record_log);
        CHECK(build.commands.at(i) == requests[i].argv);
    }
}

TEST_CASE("the image finds the driver beside itself") {
    BuildSetting setting;
    REQUIRE(setting.build());
    CHECK(std::filesystem::read_symlink(setting.work + "/libtree-driver.so") ==
          "/cache/drivers/libtree-driver.so");
}

TEST_CASE("the phases inside the link find the log") {
    BuildSetting setting;
    const Build build = setting.build().value();
    const auto& environment = setting.runner.requests.back().environment;
    const std::pair<std::string, std::string> log{record_log_variable,
                                                  build.artifacts.record_log.string()};
    CHECK(std::count(environment.begin(), environment.end(), log) == 1);
}

TEST_CASE("dumps are asked of compilers that know them, section GC is noticed") {
    BuildSetting setting;
    setting.flags.clone_dumps = false;
    setting.flags.link = {"-Wl,-O1,--gc-sections"};
    CHECK(setting.build().value().artifacts.section_gc);
    for (const ProcessRequest& request : setting.runner.requests) {
        CHECK(std::count(request.argv.begin(), request.argv.end(), "-fdump-ipa-clones") == 0);
    }
    CHECK_FALSE(BuildSetting().build().value().artifacts.section_gc);
}

TEST_CASE("a compile that fails ends the build with its words") {
    BuildSetting setting;
    setting.runner.on({"a.c"}, exited(1, "to stdout", "a.c:1: error: what?\n"));
    const Build build = setting.build().value();
    CHECK(build.outcome == Outcome::build_failed);
    CHECK(build.reason == "compiling a.c: the compiler exited with status 1");
    CHECK(build.diagnostic == "a.c:1: error: what?\n");
    CHECK(build.commands.size() == 1);
    CHECK(build.children_s == 0.5);

    setting.runner.on({"a.c"}, exited(4, "only to stdout"));
    CHECK(setting.build().value().diagnostic == "only to stdout");
}

TEST_CASE("a compiler that crashes is a failed build") {
    BuildSetting setting;
    setting.runner.on({"lib/b.c"}, ended(End::signalled, 11));
    const Build build = setting.build().value();
    CHECK(build.outcome == Outcome::build_failed);
    CHECK(build.reason ==
          "compiling lib/b.c: the compiler was killed by signal 11 (Segmentation fault)");
    CHECK(build.commands.size() == 2);
}

TEST_CASE("a link that fails is a failed build") {
    BuildSetting setting;
    setting.runner.on(the_link, exited(1, "", "undefined reference to `f'\n"));
    const Build build = setting.build().value();
    CHECK(build.outcome == Outcome::build_failed);
    CHECK(build.reason == "linking: the compiler exited with status 1");
    CHECK(build.diagnostic == "undefined reference to `f'\n");
}

TEST_CASE("a step past its limit is a timeout, each step with its own limit") {
    BuildSetting setting;
    setting.runner.on({"lib/b.c"}, lasting(61));
    const Build build = setting.build().value();
    CHECK(build.outcome == Outcome::timeout);
    CHECK(build.reason ==
          "compiling lib/b.c: the compiler was ended at its time limit with all its children");
    CHECK(build.children_s == 60.5);
    CHECK(setting.runner.now == 60.5);

    BuildSetting linking;
    linking.runner.on(the_link, lasting(119));
    CHECK(linking.build().value().outcome == Outcome::ok);
    linking.runner.on(the_link, lasting(121));
    CHECK(linking.build().value().outcome == Outcome::timeout);
}

TEST_CASE("what says nothing of the configuration is an error, never its outcome") {
    BuildSetting setting;
    const auto error = [&setting](const ProcessResult& answer) {
        setting.runner.on({"a.c"}, answer);
        return error_of(setting.build());
    };
    CHECK(error(ended(End::interrupted)).kind == ErrorKind::interrupted);
    const std::string full = error(exited(1, "", full_disk)).message;
    CHECK(full == "compiling a.c: no space left in " + setting.work +
                      ": free some and run the same command again");
    ProcessResult not_started = ended(End::not_started);
    not_started.error_output = "cannot run klpbench-record: No such file or directory";
    CHECK(error(not_started).message ==
          "compiling a.c: cannot run klpbench-record: No such file or directory");
}

TEST_CASE("a program that merely talks of a full disk is fine") {
    BuildSetting setting;
    setting.runner.on({"a.c"}, exited(0, "", full_disk));
    CHECK(setting.build().value().outcome == Outcome::ok);
}
