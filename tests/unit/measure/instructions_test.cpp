// SPDX-License-Identifier: Apache-2.0
//
// runtime.BENCH.instructions of suites: what becomes of callgrind's output.
#include "support/error_of.hpp"
#include "unit/measure/measure_setting.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

constexpr const char* timed = R"({"benchmarks": [
    {"name": "hit", "cpu_time": 15, "time_unit": "ns"},
    {"name": "miss", "cpu_time": 2, "time_unit": "us"}]})";

std::string entry(const std::string& name, int part, bool has_requests = true) {
    return R"({"name": ")" + name + R"(", "klpbench.part": )" + std::to_string(part) +
           R"(, "klpbench.iterations": 50, "klpbench.has_callgrind": )" +
           (has_requests ? "1}" : "0}");
}

std::string output(const std::string& entries) {
    return R"({"benchmarks": [)" + entries + "," + entry("klpbench.empty_region", 3) + "]}";
}

std::string part(int number, int total) {
    return "part: " + std::to_string(number) + "\ndesc: Trigger: Client Request: klpbench.part " +
           std::to_string(number) + "\nevents: Ir\ntotals: " + std::to_string(total) + "\n";
}

/// An image whose benchmarks were counted; what callgrind wrote lies in the build's folder.
struct CountSetting : MeasureSetting {
    explicit CountSetting(const std::string& regions, const std::string& counts)
        : MeasureSetting({"runtime.*"}) {
        counting.replicates = 2;
        counting.iterations = 50;
        counting.callgrind = {"/opt/bin/valgrind", "valgrind 3.19.0", {}};
        runner.on({"--benchmark_format=json"}, exited(0, timed));
        runner.on({"--tool=callgrind"}, [regions, counts](const ProcessRequest& request) {
            write_to(request.directory / "callgrind.out", counts);
            return exited(0, regions);
        });
    }
    std::string skipped(const std::string& benchmark) {
        must(measure());
        CHECK(visit.outcome == Outcome::ok);
        CHECK(value("runtime.hit.cpu_ns") == 15);
        return sample("runtime." + benchmark + ".instructions")->skipped;
    }
};

} // namespace

TEST_CASE("what an empty region costs is taken off, and the rest divided by the iterations") {
    CountSetting setting(output(entry("miss", 2) + "," + entry("hit", 1)),
                         part(1, 5254) + part(2, 10279) + part(3, 254));
    REQUIRE(setting.measure());
    CHECK(setting.value("runtime.hit.instructions") == 100);
    CHECK(setting.value("runtime.miss.instructions") == 200.5);
    CHECK(setting.visit.samples.size() == 4); // the empty region is none of the benchmarks
    REQUIRE(setting.visit.facts.size() == 1);
    CHECK(setting.visit.facts[0].name == "instructions.source");
    CHECK(setting.visit.facts[0].value == "callgrind (valgrind 3.19.0)");
}

TEST_CASE("the counted process gets nothing that differs between runs, and five times the limit") {
    CountSetting setting(output(entry("hit", 1)), part(1, 5254) + part(3, 254));
    setting.environment = {{"PAD", "xx"}};
    setting.artifacts.run_image = setting.folder.path() / "tree.layout-7";
    REQUIRE(setting.measure());
    const ProcessRequest& request = setting.runner.requests.back();
    const std::string padding(4096 - setting.artifacts.run_image.string().size(), 'x');
    CHECK(request.argv ==
          std::vector<std::string>{
              "env", "-i", "LC_ALL=C", "LD_BIND_NOW=1", "KLPBENCH_REGION_ITERATIONS=50",
              "KLPBENCH_PATH_PADDING=" + padding, "PAD=xx", "/opt/bin/valgrind", "--tool=callgrind",
              "--quiet", "--vgdb=no", "--collect-atstart=no", "--combine-dumps=yes",
              "--dump-line=no", "--callgrind-out-file=callgrind.out", "./tree.layout-7",
              "--benchmark_format=json", "--benchmark_min_time=0"});
    CHECK(request.directory == setting.artifacts.folder);
    CHECK(request.limit_s == 300);
    CHECK(request.cpu == 1);
}

TEST_CASE("instructions are counted in the first replicates, and only when they are wanted") {
    CountSetting setting(output(entry("hit", 1)), part(1, 5254) + part(3, 254));
    setting.replicate = 2;
    REQUIRE(setting.measure());
    CHECK(setting.visit.samples.size() == 2); // the times; nothing was skipped
    CHECK(setting.visit.facts.empty());
    setting.replicate = 1;
    setting.metrics = {"*.cpu_ns"};
    setting.runner.requests.clear();
    REQUIRE(setting.measure());
    CHECK(setting.runner.requests.size() == 2); // the self-test and the timed process
    setting.metrics = {"*.hit.instructions"};
    REQUIRE(setting.measure());
    REQUIRE(setting.visit.samples.size() == 1);
    CHECK(setting.value("runtime.hit.instructions") == 100);
}

TEST_CASE("a region without a count says why") {
    CHECK(CountSetting(output(entry("hit", 0)), part(3, 254)).skipped("hit") ==
          "benchmark hit never entered suite::region");
    CHECK(CountSetting(output(entry("hit", 1)), part(3, 254)).skipped("hit") ==
          "callgrind's output has no part of it");
    CHECK(CountSetting(output(entry("hit", 1)), part(1, 254) + part(3, 254)).skipped("hit") ==
          "no more instructions than in an empty region");
    CHECK(CountSetting(output(entry("hit", 1)), part(1, 254) + part(3, 254)).skipped("miss") ==
          "under valgrind the driver did not run it");
    CHECK(CountSetting(output(entry("hit", 1, false)), "part: 1\n").skipped("hit") ==
          "the driver was built without valgrind/callgrind.h: apt-get install valgrind");
}

TEST_CASE("valgrind that is missing, or under which the driver fails, costs the counts alone") {
    CountSetting missing(output(entry("hit", 1)), "");
    missing.counting.callgrind = {{}, {}, "valgrind is not installed: apt-get install valgrind"};
    CHECK(missing.skipped("hit") == "valgrind is not installed: apt-get install valgrind");
    CHECK(missing.runner.requests.size() == 2);

    CountSetting dying(output(entry("hit", 1)), "");
    dying.runner.on({"--tool=callgrind"}, ended(ProcessResult::End::signalled, 4));
    CHECK(dying.skipped("miss") ==
          "under valgrind the benchmark was killed by signal 4 (Illegal instruction)");
    dying.runner.on({"--tool=callgrind"}, lasting(301));
    CHECK(dying.skipped("hit") ==
          "under valgrind the benchmark was ended at its time limit with all its children");

    CHECK(CountSetting("garbage", "").skipped("hit") ==
          "under valgrind the benchmark printed no usable result: not the JSON output of Google "
          "Benchmark");
    CHECK(CountSetting(output(entry("hit", 1)), "garbage").skipped("hit") ==
          "callgrind's output: no \"part:\": not what callgrind writes with --combine-dumps=yes");
}

TEST_CASE("a user who stops the count stops the visit") {
    CountSetting setting(output(entry("hit", 1)), "");
    setting.runner.on({"--tool=callgrind"}, ended(ProcessResult::End::interrupted));
    CHECK(error_of(setting.measure()).kind == ErrorKind::interrupted);
}
