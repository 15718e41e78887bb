// SPDX-License-Identifier: Apache-2.0
//
// Reports of a run with one kernel of many benchmarks, against tests/golden/report/kernel*, and of
// one that has suites too.
#include "analyze/answer.hpp"
#include "analyze/compare.hpp"
#include "golden.hpp"
#include "report/boots.hpp"
#include "report/findings.hpp"
#include "report/layout.hpp"
#include "report/overview.hpp"
#include "report/report.hpp"
#include "support/synthetic_run.hpp"

#include <sstream>
#include <tuple>

namespace klp::report_test {
namespace {

using Catch::Matchers::Contains;
using klp::testing::SyntheticRun;

const std::string kernel = "linux-livepatch";

const std::vector<std::string> benchmarks{"getppid",
                                          "read_zero",
                                          "write_null",
                                          "pipe_round_trip",
                                          "futex_switch",
                                          "context_switch_pipe",
                                          "fork_wait",
                                          "vfork_exec",
                                          "mmap_munmap",
                                          "page_fault_anonymous",
                                          "page_fault_file",
                                          "open_close",
                                          "stat",
                                          "path_walk_deep",
                                          "epoll_wait",
                                          "eventfd",
                                          "signal_deliver",
                                          "unix_round_trip",
                                          "tcp_loopback_round_trip",
                                          "getdents",
                                          "timer"};

SyntheticRun kernel_run() {
    SyntheticRun run(8, {kernel});
    run.make_kernel(kernel, benchmarks)
        .scale("live_patching=inline-only-static", "runtime.*", 1.046)
        .scale("lto=full", "runtime.*", 0.97)
        .scale("lto=full", "size.text", 0.96)
        .fail("lto=full,live_patching=inline-clone,section_gc=on", kernel, Outcome::build_failed,
              "undefined reference to __kstrtab_x: look at lib/x.c");
    for (CellResult* cell : run.cells("lto=full,live_patching=off")) {
        cell->facts["initcalls"] = "early\ngenl_init\nnetlink_proto_init\n";
    }
    for (const auto& [lto, mean, p90, max] :
         {std::tuple{"lto=off", 4.2384, 8.0, 1178.0}, {"lto=full", 5.9332, 12.0, 3215.0}}) {
        for (CellResult* cell : run.cells(lto)) {
            if (cell->outcome == Outcome::ok) {
                cell->metrics["impact.mean"].values = {{0, mean}};
                cell->metrics["impact.p90"].values = {{0, p90}};
                cell->metrics["impact.max"].values = {{0, max}};
            }
        }
    }
    for (CellResult* cell : run.cells("lto=full,live_patching=inline-only-static")) {
        cell->realisation["live_patching"] = Realisation::equivalent;
    }
    for (CellResult* cell : run.cells("lto=off,section_gc=on")) {
        cell->warnings = {"section GC removed nothing"};
    }
    for (CellResult* cell : run.cells("lto=full,live_patching=off")) {
        for (const char* const name : {"epoll_wait", "eventfd", "tcp_loopback_round_trip"}) {
            Series& series = cell->metrics["runtime.kbench." + std::string(name) + ".instructions"];
            series = {{}, "the kernel has no such system call"};
        }
    }
    run.run().environment.replicates = 8;
    return run;
}

void check_width(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        CHECK(text_width(line) <= page_width);
    }
}

} // namespace

TEST_CASE("golden: a kernel's run as text and Markdown", "[report]") {
    SyntheticRun run = kernel_run();
    const Answer answers = answer(run.run());
    const std::string text = render_report("text", run.run(), answers).value();
    check_width(text);
    check_golden("kernel.txt", text);
    check_golden("kernel.md", render_report("md", run.run(), answers).value());
}

TEST_CASE("golden: two configurations of a kernel", "[report]") {
    SyntheticRun run = kernel_run();
    const Configuration b = Configuration::parse("live_patching=inline-only-static").value();
    const std::string text = render_comparison_text("the baseline", b.text(),
                                                    compare(run.run(), {}, run.run(), b).value());
    check_width(text);
    check_golden("kernel_comparison.txt", text);
}

TEST_CASE("the spread over the boots is relative to their median", "[report]") {
    SyntheticRun run(3, {kernel});
    run.make_kernel(kernel, {"stat"});
    for (CellResult* cell : run.cells("")) {
        const bool is_lto = cell->configuration.get("lto") == "full";
        cell->metrics["runtime.kbench.stat.instructions"].values = {
            {0, 100}, {1, 104}, {2, is_lto ? 120.0 : 102.0}};
    }
    const std::vector<BootSpread> rows = boot_spreads(run.run(), kernel);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].name == "boot");
    CHECK(rows[1].name == "kbench.stat");
    CHECK(rows[1].median == 102);
    CHECK(rows[1].spread == Approx(4.0 / 102));
    CHECK(rows[1].greatest == Approx(20.0 / 104));
    CHECK_THAT(boots_note(run.run()),
               Contains("booted under 3 settings") && Contains("and not a time"));
    CHECK(boots_note(SyntheticRun().run()).empty());
    CHECK(booted_kernels(SyntheticRun().run()).empty());
}

TEST_CASE("a kernel that runs its initcalls in another order has no mean of instructions",
          "[report]") {
    SyntheticRun run = kernel_run();
    for (CellResult* cell : run.cells("lto=full,live_patching=off")) { // every benchmark was run
        cell->metrics = run.cells("lto=off,live_patching=off").front()->metrics;
    }
    const Overview overview = overview_of(run.run());
    REQUIRE(overview.columns.size() == 4);
    CHECK(overview.columns[3].metric == "runtime.BENCH.instructions");
    for (const OverviewRow& row : overview.rows) {
        const bool differs = row.configuration.get("lto") == "full" &&
                             row.configuration.get("live_patching") == "off";
        INFO(row.configuration.text());
        CHECK((!differs || !row.means[3].ratio));
        CHECK((!differs || row.means[0].ratio));
    }
    const std::vector<Remark> warnings = warnings_of(run.run());
    REQUIRE(warnings.size() == 2);
    CHECK(warnings[0].cells == 2);
    CHECK(warnings[0].text ==
          "linux-livepatch: initcall order differs: lto=off runs netlink_proto_init where lto=full "
          "runs genl_init; what kernels with different orders do when they run is not compared");
}

TEST_CASE("kernels and suites of one run have tables of their own", "[report]") {
    SyntheticRun run(8, {"lz77", kernel});
    run.make_kernel(kernel).scale("lto=full", "size.text", 2, kernel);
    const Answer answers = answer(run.run());
    for (const std::string format : {"text", "md"}) {
        const std::string text = render_report(format, run.run(), answers).value();
        const std::size_t of_kernels = text.find("orkloads of kind kernel:");
        const std::size_t of_suites = text.find("orkloads of kind suite:");
        REQUIRE(of_suites != std::string::npos);
        CHECK(of_kernels < of_suites);
        CHECK_THAT(text.substr(of_kernels, of_suites - of_kernels),
                   Contains("+100") && Contains("instr") && !Contains("runtime"));
        CHECK_THAT(text.substr(of_suites, 1000), Contains("runtime") && !Contains("+100"));
    }
}

} // namespace klp::report_test
