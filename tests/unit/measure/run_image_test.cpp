// SPDX-License-Identifier: Apache-2.0
//
// What runs the image: the self-test, then the benchmark.
#include "support/error_of.hpp"
#include "unit/measure/measure_setting.hpp"

#include <catch2/catch.hpp>

using namespace klp;
using End = ProcessResult::End;

namespace {

constexpr const char* two_benchmarks =
    R"({"benchmarks": [{"name": "hit", "cpu_time": 15, "time_unit": "ns"},
                       {"name": "miss", "cpu_time": 2, "time_unit": "us"}]})";

/// An image whose benchmark answers like this.
struct RunSetting : MeasureSetting {
    explicit RunSetting(const ProcessResult& benchmark,
                        std::vector<std::string> wanted = {"runtime.*"})
        : MeasureSetting(std::move(wanted)) {
        runner.on({"--benchmark_format=json"}, benchmark);
    }
};

struct Judgement {
    Outcome outcome;
    std::string reason;
    std::string diagnostic;
    bool operator==(const Judgement&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Judgement& judgement) {
    return out << to_string(judgement.outcome) << ": " << judgement.reason << ": "
               << judgement.diagnostic;
}

Judgement judge(MeasureSetting& setting) {
    must(setting.measure());
    CHECK(setting.visit.samples.empty());
    return {setting.visit.outcome, setting.visit.reason, setting.visit.diagnostic};
}

Judgement of_self_test(const ProcessResult& answer) {
    RunSetting setting(exited(0, two_benchmarks));
    setting.runner.on({"--self-test"}, answer);
    Judgement judgement = judge(setting);
    CHECK(setting.runner.requests.size() == 1); // nothing is measured of it
    return judgement;
}

Judgement of_benchmark(const ProcessResult& answer) {
    RunSetting setting(answer);
    return judge(setting);
}

} // namespace

TEST_CASE("the self-test comes first, the benchmark in a fresh process, both on the processor") {
    RunSetting setting(exited(0, two_benchmarks));
    REQUIRE(setting.measure());
    CHECK(setting.visit.outcome == Outcome::ok);
    CHECK(setting.value("runtime.hit.cpu_ns") == 15);
    CHECK(setting.value("runtime.miss.cpu_ns") == 2000);
    CHECK(setting.visit.samples.size() == 2);
    CHECK(setting.visit.children_s == 1.0);

    const std::string image = setting.artifacts.image.string();
    CHECK(setting.visit.commands ==
          std::vector<std::vector<std::string>>{
              {image, "--self-test"},
              {image, "--benchmark_format=json", "--benchmark_min_time=0.02"}});
    CHECK(setting.runner.requests[0].limit_s == 20);
    CHECK(setting.runner.requests[1].limit_s == 60);
    CHECK(setting.runner.requests[1].cpu == 1);
}

TEST_CASE("the layout image is what runs, where there is one, in the environment asked for") {
    RunSetting setting(exited(0, two_benchmarks));
    setting.artifacts.run_image = setting.folder.path() / "tree.layout-7";
    setting.environment = {{"PAD", "xxx"}};
    REQUIRE(setting.measure());
    for (const ProcessRequest& request : setting.runner.requests) {
        CHECK(request.argv.front() == setting.artifacts.run_image.string());
        CHECK(request.environment.back() == std::pair<std::string, std::string>("PAD", "xxx"));
    }
}

TEST_CASE("only self-test status 3 is a wrong result") {
    CHECK(of_self_test(exited(3, "key 7 is lost", "")) ==
          Judgement{Outcome::wrong_result, "the self-test found a wrong answer", "key 7 is lost"});
    CHECK(of_self_test(exited(3, "out", "err")).diagnostic == "err");
    CHECK(of_self_test(exited(2)) ==
          Judgement{Outcome::run_failed, "the self-test exited with status 2", ""});
    CHECK(of_self_test(ended(End::signalled, 3)).outcome == Outcome::run_failed);
}

TEST_CASE("a self-test that crashes or hangs") {
    CHECK(of_self_test(ended(End::signalled, 11)) ==
          Judgement{Outcome::run_failed,
                    "the self-test was killed by signal 11 (Segmentation fault)", ""});
    CHECK(of_self_test(lasting(21)) ==
          Judgement{Outcome::timeout,
                    "the self-test was ended at its time limit with all its children", ""});
}

TEST_CASE("a benchmark that crashes, hangs or fails") {
    CHECK(of_benchmark(ended(End::signalled, 6)) ==
          Judgement{Outcome::run_failed, "the benchmark was killed by signal 6 (Aborted)", ""});
    CHECK(of_benchmark(lasting(61)) ==
          Judgement{Outcome::timeout,
                    "the benchmark was ended at its time limit with all its children", ""});
    CHECK(of_benchmark(exited(1, two_benchmarks, "why")) ==
          Judgement{Outcome::run_failed, "the benchmark exited with status 1", "why"});
}

TEST_CASE(
    "a benchmark without an iteration is told in our words, and Google Benchmark's are kept") {
    const std::string words =
        "x.cc:202: RunInThread: Check `...' failed. Benchmark returned before "
        "State::KeepRunning() returned false!";
    ProcessResult aborted = ended(End::signalled, 6);
    aborted.error_output = words;
    CHECK(of_benchmark(aborted) ==
          Judgement{Outcome::run_failed,
                    "a benchmark made no iteration, or left its loop before the end", words});
}

TEST_CASE("nothing is kept of what was measured before a benchmark failed") {
    RunSetting setting(exited(1), {"gc.*", "runtime.*"});
    write_to(setting.artifacts.link_map, "");
    CHECK(judge(setting).outcome == Outcome::run_failed);
}

TEST_CASE("a benchmark that prints garbage has failed, and what it printed is kept") {
    CHECK(of_benchmark(exited(0, "hello")) ==
          Judgement{Outcome::run_failed,
                    "the benchmark printed no usable result: not the JSON output of Google "
                    "Benchmark",
                    "hello"});
    CHECK(of_benchmark(exited(0, "")).outcome == Outcome::run_failed);
    CHECK(of_benchmark(exited(0, R"({"benchmarks": []})")).outcome == Outcome::run_failed);
}

TEST_CASE("what says nothing of the build is an error") {
    for (const char* step : {"--self-test", "--benchmark_format=json"}) {
        CAPTURE(step);
        RunSetting setting(exited(0, two_benchmarks));
        setting.runner.on({step}, ended(End::interrupted));
        CHECK(error_of(setting.measure()).kind == ErrorKind::interrupted);
        setting.runner.on({step}, ended(End::not_started));
        CHECK(error_of(setting.measure()).kind == ErrorKind::failure);
        setting.runner.on({step}, exited(1, "", "log: No space left on device"));
        CHECK(error_of(setting.measure()).message.find("no space left in") != std::string::npos);
    }
}

TEST_CASE("a benchmark is run when a metric of it is asked for, and only then") {
    const auto samples = [](const std::string& pattern) {
        RunSetting setting(exited(0, two_benchmarks), {pattern});
        must(setting.measure());
        std::string names;
        for (const Sample& sample : setting.visit.samples) {
            names += sample.metric + " ";
        }
        return names + std::to_string(setting.runner.requests.size());
    };
    CHECK(samples("runtime.hit.cpu_ns") == "runtime.hit.cpu_ns 2");
    CHECK(samples("runtime.hi*") == "runtime.hit.cpu_ns 2");
    CHECK(samples("*.miss.cpu_ns") == "runtime.miss.cpu_ns 2");
    CHECK(samples("r*") == "runtime.hit.cpu_ns runtime.miss.cpu_ns 2");
    CHECK(samples("no*") == "1"); // the self-test alone
}
