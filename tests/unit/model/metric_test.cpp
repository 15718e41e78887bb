// SPDX-License-Identifier: Apache-2.0
#include "model/experiment.hpp"
#include "model/metric.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using klp::benchmark_of;
using klp::find_metric;
using klp::selects_metric;

TEST_CASE("a metric is selected by its name or by a pattern") {
    CHECK(selects_metric({"size.text"}, "size.text"));
    CHECK(selects_metric({"size.*"}, "size.text"));
    CHECK(selects_metric({"*"}, "size.text"));
    CHECK(selects_metric({"*.cpu_ns"}, "runtime.lookup.cpu_ns"));
    CHECK(selects_metric({"runtime.*.cpu_ns"}, "runtime.a.b.cpu_ns"));
    CHECK(selects_metric({"s*e.t*t"}, "size.text"));
    CHECK(selects_metric({"size.text*"}, "size.text"));
    CHECK(selects_metric({"link.*", "size.*"}, "size.text"));

    CHECK_FALSE(selects_metric({}, "size.text"));
    CHECK_FALSE(selects_metric({"size"}, "size.text"));
    CHECK_FALSE(selects_metric({"size.tex"}, "size.text"));
    CHECK_FALSE(selects_metric({"size.text."}, "size.text"));
    CHECK_FALSE(selects_metric({"ize.*"}, "size.text"));
    CHECK_FALSE(selects_metric({"size?text"}, "size.text"));
    CHECK_FALSE(selects_metric({""}, "size.text"));
}

TEST_CASE("patterns may select of a family") {
    CHECK(klp::may_select_family({"size.*", "runtime.*.cpu_ns"}, "runtime."));
    CHECK(klp::may_select_family({"*"}, "runtime."));
    CHECK(klp::may_select_family({"*.cycles"}, "runtime."));
    CHECK_FALSE(klp::may_select_family({"size.*", "compile.cpu_s"}, "runtime."));
    CHECK_FALSE(klp::may_select_family({}, "runtime."));
}

TEST_CASE("a pattern may select a benchmark that nobody knows yet") {
    const klp::MetricInfo& runtime = *find_metric("runtime.x.cpu_ns");
    CHECK(may_select("runtime.lookup_*", runtime));
    CHECK(may_select("runtime.lookup.cpu_ns", runtime));
    CHECK(may_select("*", runtime));
    CHECK(may_select("*.lookup.cpu_ns", runtime));
    CHECK_FALSE(may_select("runtime.lookup.cycles", runtime));
    const klp::MetricInfo& event = *find_metric("runtime.x.branch-misses");
    CHECK(may_select("*", event));
    CHECK(may_select("runtime.*", event));
    CHECK(may_select("runtime.*.L1-icache-load-misses", event));
    CHECK_FALSE(may_select("runtime.*.cpu_sn", event)); // a misspelt metric is no event
    CHECK_FALSE(may_select("runtime.*.wall_ns", event));
    CHECK_FALSE(may_select("size.*", event));
    CHECK_FALSE(may_select("*.text", runtime));
    CHECK(may_select("objtool.warnings.un*", *find_metric("objtool.warnings.x")));
    CHECK_FALSE(may_select("objtool.warnings.un*", *find_metric("objtool.warnings")));
    CHECK(may_select("size.*", *find_metric("size.text")));
    CHECK_FALSE(may_select("size.d*", *find_metric("size.text")));
}

TEST_CASE("the benchmark in a metric's name") {
    CHECK(benchmark_of("runtime.lookup_hit.cpu_ns") == "lookup_hit");
    CHECK(benchmark_of("runtime.lookup/64.fast.cpu_ns") == "lookup/64.fast");
    CHECK(benchmark_of("runtime.cpu_ns").empty());
    CHECK(benchmark_of("size.text").empty());
    CHECK(benchmark_of("runtime").empty());
    CHECK(benchmark_of("").empty());
}

TEST_CASE("every metric is found, a benchmark's by its row") {
    std::set<std::string_view> names;
    for (const klp::MetricInfo& metric : klp::metric_table()) {
        CAPTURE(std::string(metric.name));
        CHECK(find_metric(metric.name) == &metric);
        CHECK(names.insert(metric.name).second);
    }
    REQUIRE(find_metric("runtime.lookup_hit.cpu_ns") != nullptr);
    CHECK(find_metric("runtime.lookup_hit.cpu_ns")->name == "runtime.BENCH.cpu_ns");
    CHECK(find_metric("runtime.kbench.fork.instructions")->name == "runtime.BENCH.instructions");
    CHECK(find_metric("runtime.lookup.cycles")->unit == "cycles");
    CHECK(find_metric("runtime.lookup.task-clock")->unit == "ns");
    CHECK(find_metric("runtime.lookup.BR_INST_RETIRED:ALL")->name == "runtime.BENCH.EVENT");
    CHECK(klp::event_metric("lookup/64", "BR_INST.ALL") == "runtime.lookup/64.BR_INST:ALL");
    CHECK(find_metric("objtool.warnings.unreachable_instruction")->name == "objtool.warnings.KIND");
    CHECK(find_metric("objtool.warnings")->name == "objtool.warnings");
    CHECK(find_metric("objtool.warnings.") == nullptr);
    CHECK(find_metric("runtime.cpu_ns") == nullptr);
    CHECK(find_metric("runtime.lookup_hit.wall_ns") == nullptr);
    CHECK(find_metric("runtime.lookup_hit.") == nullptr);
    CHECK(find_metric("size.txt") == nullptr);
    CHECK(find_metric("") == nullptr);
}

TEST_CASE("times and peaks are noisy, counts and sizes exact") {
    CHECK(to_string(find_metric("compile.cpu_s")->kind) == "noisy");
    CHECK(to_string(find_metric("compile.peak_rss_bytes")->kind) == "noisy");
    CHECK(to_string(find_metric("size.text")->kind) == "exact");
    CHECK(to_string(find_metric("size.text")->better) == "lower");
    CHECK(to_string(find_metric("gc.removed_bytes")->better) == "higher");
}
