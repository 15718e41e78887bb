// SPDX-License-Identifier: Apache-2.0
#include "inspect/benchmark_json.hpp"
#include "support/error_of.hpp"

#include <catch2/catch.hpp>

#include <string>

using klp::read_benchmark_json;

namespace {

std::string output(const std::string& benchmarks) {
    return R"({"context": {"date": "x", "num_cpus": 2}, "benchmarks": [)" + benchmarks + "]}";
}

std::string message(const std::string& text) {
    return klp::error_of(read_benchmark_json(text)).message;
}

// One entry of name "b" with the given cpu_time and time_unit, as JSON.
std::string timed(const std::string& time, const std::string& unit) {
    return output(R"({"name": "b", "run_type": "iteration", "cpu_time": )" + time +
                  R"(, "time_unit": )" + unit + "}");
}

double only_time(const std::string& text) {
    return read_benchmark_json(text).value().at(0).cpu_ns;
}

} // namespace

TEST_CASE("the output of Google Benchmark 1.7, aggregates left out") {
    const auto times = read_benchmark_json(output(R"(
      {"name": "lookup/64", "family_index": 0, "run_name": "lookup/64", "run_type": "iteration",
       "repetitions": 1, "repetition_index": 0, "threads": 1, "iterations": 1000,
       "real_time": 1.9e+01, "cpu_time": 1.5e+01, "time_unit": "ns", "bytes_per_second": 3e+09},
      {"name": "insert", "run_type": "iteration", "cpu_time": 2, "time_unit": "us"},
      {"name": "insert_mean", "run_type": "aggregate", "cpu_time": 7, "time_unit": "us"},
      {"name": "old", "cpu_time": 3, "time_unit": "ns"})"))
                           .value();
    REQUIRE(times.size() == 3);
    CHECK(times[0].name == "lookup/64");
    CHECK(times[0].cpu_ns == 15);
    CHECK(times[1].name == "insert");
    CHECK(times[1].cpu_ns == 2000);
    CHECK(times[2].name == "old"); // before 1.5 there was no run_type
}

TEST_CASE("every time unit becomes nanoseconds") {
    CHECK(only_time(timed("2.5", R"("ns")")) == 2.5);
    CHECK(only_time(timed("2.5", R"("us")")) == 2500);
    CHECK(only_time(timed("2.5", R"("ms")")) == 2.5e6);
    CHECK(only_time(timed("2.5", R"("s")")) == 2.5e9);
}

TEST_CASE("a time that is no positive time is an error") {
    for (const char* time : {"0", "-1", "1e400", "null", "\"5\"", "[]"}) {
        CAPTURE(time);
        CHECK_FALSE(read_benchmark_json(timed(time, R"("ns")")));
    }
    for (const char* unit : {R"("min")", R"("")", "null", "1"}) {
        CAPTURE(unit);
        CHECK_FALSE(read_benchmark_json(timed("5", unit)));
    }
    CHECK(message(timed("0", R"("ns")")) == "benchmark b: cpu_time is not a positive time");
    CHECK(message(output(R"({"name": "b"})")) == "benchmark b: cpu_time is not a positive time");
}

TEST_CASE("a benchmark that reports an error is an error in its words") {
    CHECK(message(output(R"({"name": "b", "run_type": "iteration", "error_occurred": true,
                             "error_message": "lost key 7", "cpu_time": 0, "time_unit": "ns"})")) ==
          "benchmark b: lost key 7");
    CHECK(message(output(R"({"name": "b", "error_occurred": true})")) == "benchmark b: failed");
}

TEST_CASE("a benchmark that stands twice is an error: a replicate is a process") {
    const std::string entry = R"({"name": "b", "cpu_time": 1, "time_unit": "ns"})";
    CHECK(message(output(entry + "," + entry)) ==
          "benchmark b is listed twice: repetitions are not for us");
}

TEST_CASE("what is not Google Benchmark's output is an error") {
    const std::string garbage = "not the JSON output of Google Benchmark";
    for (const char* text :
         {"", "hello", "{", "[]", "null", "{}", R"({"benchmarks": 5})", R"({"benchmarks": {}})",
          "{\"benchmarks\": []", "\xff\xfe", R"({"benchmarks": []} trailing)"}) {
        CAPTURE(text);
        CHECK(message(text) == garbage);
    }
    CHECK(message(output("")) == "the output of Google Benchmark holds no benchmark");
    CHECK(message(output(R"({"name": "m", "run_type": "aggregate"})")) ==
          "the output of Google Benchmark holds no benchmark");
    CHECK(message(output("1")) == "a benchmark that is not an object");
    CHECK(message(output("{}")) == "a benchmark without a name");
    CHECK_FALSE(read_benchmark_json(std::string(100'000, '[')));
}

TEST_CASE("a benchmark without an iteration is an error") {
    CHECK(message(output(R"({"name": "b", "iterations": 0, "cpu_time": 0, "time_unit": "ns"})")) ==
          "benchmark b made no iteration");
}

TEST_CASE("what the region counted, by position") {
    const auto times = read_benchmark_json(output(R"(
      {"name": "b", "cpu_time": 1, "time_unit": "ns", "klpbench.iterations": 6.31e+02,
       "klpbench.0.error": 2.0, "klpbench.1.value": 1.5e+06, "klpbench.1.enabled_ns": 4,
       "klpbench.1.running_ns": 3, "klpbench.3.value": 9},
      {"name": "c", "cpu_time": 1, "time_unit": "ns"})"))
                           .value();
    CHECK(times[0].iterations == 631);
    REQUIRE(times[0].counters.size() == 2);
    CHECK(times[0].counters[0].error == 2);
    CHECK(times[0].counters[1].error == 0);
    CHECK(times[0].counters[1].value == 1.5e6);
    CHECK(times[0].counters[1].enabled_ns == 4);
    CHECK(times[0].counters[1].running_ns == 3);
    CHECK(times[1].iterations == 0);
    CHECK(times[1].counters.empty());
    for (const char* field :
         {R"("klpbench.iterations": -1)", R"("klpbench.0.value": 1)", R"("klpbench.0.value": -1)",
          R"("klpbench.0.error": 1e300)", R"("klpbench.0.value": "many")"}) {
        CAPTURE(field);
        CHECK_FALSE(read_benchmark_json(output(
            R"({"name": "b", "cpu_time": 1, "time_unit": "ns", )" + std::string(field) + "}")));
    }
}

TEST_CASE("regions that an emulator counted need no time") {
    const auto regions = klp::read_counted_regions(output(R"(
      {"name": "b", "klpbench.part": 2.0, "klpbench.iterations": 1e+02,
       "klpbench.has_callgrind": 1.0},
      {"name": "c", "cpu_time": 0})"))
                             .value();
    CHECK(regions[0].part == 2);
    CHECK(regions[0].iterations == 100);
    CHECK(regions[0].has_requests);
    CHECK(regions[1].part == 0);
    CHECK_FALSE(regions[1].has_requests);
    CHECK_FALSE(klp::read_counted_regions(output(R"({"name": "b", "klpbench.part": 1e+300})")));
    CHECK_FALSE(klp::read_counted_regions(output(R"({"name": "b", "error_occurred": true})")));
}

TEST_CASE("fields of another type are an error") {
    for (const char* entry : {R"({"name": 7})", R"({"name": "b", "run_type": 1})",
                              R"({"name": "b", "error_occurred": "yes"})",
                              R"({"name": "b", "error_occurred": true, "error_message": {}})"}) {
        CAPTURE(entry);
        CHECK(message(output(entry)).starts_with("Google Benchmark output: "));
    }
}

TEST_CASE("of a guest, an error is one of the results, and the time is the real one") {
    const auto guest = klp::read_guest_benchmarks(
        R"({"benchmarks": [{"name": "a", "real_time": 2, "cpu_time": 1, "time_unit": "us"},
                           {"name": "b", "error_occurred": true, "error_message": "no socket"},
                           {"name": "c", "error_occurred": true}]})");
    REQUIRE(guest);
    REQUIRE(guest->size() == 3);
    CHECK(guest->at(0).real_ns == 2000);
    CHECK(guest->at(0).error.empty());
    CHECK(guest->at(1).error == "no socket");
    CHECK(guest->at(2).error == "failed");
    CHECK_FALSE(klp::read_guest_benchmarks(
        R"({"benchmarks": [{"name": "a", "real_time": 0, "time_unit": "us"}]})"));
}
