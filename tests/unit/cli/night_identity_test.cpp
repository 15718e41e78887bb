// SPDX-License-Identifier: Apache-2.0
#include "cli/night_identity.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace klp;

namespace {

Experiment small_experiment() {
    Experiment experiment;
    experiment.name = "small";
    experiment.metrics = {"size.*", "runtime.*"};
    experiment.replicates = 12;
    experiment.workloads.resize(2);
    experiment.workloads[0].name = "ring";
    experiment.workloads[1].name = "heap";
    AxisValue off;
    off.name = "off";
    AxisValue full;
    full.name = "full";
    full.compile = {"-flto"};
    AxisValue unused;
    unused.name = "thin";
    experiment.axes = {{{"lto", "", "off", {off, full, unused}}, {"off", "full"}, {}}};
    return experiment;
}

Environment small_environment() {
    Environment environment;
    environment.klpbench_version = "1.0";
    environment.machine = {"x86_64", "A CPU", 2, 1, "Linux 6.1", "Debian 12"};
    environment.compilers = {{"gcc-12", "/usr/bin/gcc-12", "gcc", "gcc 12.2.0", "x86_64-linux-gnu",
                              "GNU ld 2.40", "0123456789abcdef0123456789abcdef"}};
    return environment;
}

std::vector<std::string> changes_of(const std::function<void(Experiment&, Environment&)>& change) {
    Experiment experiment = small_experiment();
    Environment environment = small_environment();
    const NightIdentity before = night_identity(experiment, environment);
    change(experiment, environment);
    return identity_changes(before, night_identity(experiment, environment));
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("the same machine, compilers and definition are the same series") {
    CHECK(changes_of([](Experiment&, Environment&) {}).empty());
    // What is watched for, and what does not decide what is measured.
    CHECK(changes_of([](Experiment& experiment, Environment& environment) {
              experiment.workloads[0].content_hash = "another";
              experiment.workloads[0].folder = "elsewhere";
              experiment.description = "another";
              experiment.nightly.threshold = 0.5;
              experiment.axes[0].axis.values[2].compile = {"-flto=thin"};
              experiment.axes[0].axis.values[0].description = "another";
              environment.machine.kernel = "Linux 6.6";
              environment.machine.memory_bytes = 7;
              environment.started = "later";
              environment.settings = {{"smt", "0"}};
              environment.compilers[0].path = "/opt/gcc-12";
          }).empty());
    // Pinned sources are no workload of the definition.
    CHECK(changes_of([](Experiment& experiment, Environment&) {
              experiment.workloads.push_back(experiment.workloads[0]);
              experiment.workloads.back().pinned = true;
          }).empty());
}

TEST_CASE("what differs between two series is said in words") {
    CHECK(changes_of([](Experiment&, Environment& environment) {
              environment.compilers[0].version = "gcc 12.3.0";
          }) == Words{"gcc-12: gcc 12.2.0 -> gcc 12.3.0"});
    CHECK(changes_of([](Experiment&, Environment& environment) {
              environment.compilers[0].linker = "GNU ld 2.41";
              environment.compilers[0].identity = "1123456789abcdef0123456789abcdef";
          }) == Words{"linker of gcc-12: GNU ld 2.40 -> GNU ld 2.41",
                      "programs of gcc-12: 0123456789abcdef -> 1123456789abcdef"});
    CHECK(changes_of([](Experiment&, Environment& environment) {
              environment.machine.cpus = 4;
              environment.machine.os = "Debian 13";
              environment.klpbench_version = "2.0";
          }) == Words{"machine: x86_64, A CPU, 2 CPUs -> x86_64, A CPU, 4 CPUs",
                      "system: Debian 12 -> Debian 13", "klpbench: 1.0 -> 2.0"});
    CHECK(changes_of([](Experiment& experiment, Environment& environment) {
              experiment.replicates = 6;
              experiment.seed = 3;
              environment.compilers.clear();
          }) == Words{"replicates: 12 -> 6", "seed: 0 -> 3", "gcc-12: gcc 12.2.0 -> none",
                      "linker of gcc-12: GNU ld 2.40 -> none",
                      "programs of gcc-12: 0123456789abcdef -> none"});
    CHECK(changes_of([](Experiment& experiment, Environment&) {
              experiment.workloads.pop_back();
              experiment.metrics = {"size.*"};
              experiment.benchmark_min_time_s = 0.5;
              experiment.design.layouts = 3;
          }) == Words{"workloads: ring, heap -> ring", "metrics: size.*, runtime.* -> size.*",
                      "benchmarks: 0.02 s -> 0.5 s", "layouts: one a replicate -> 3"});
    // Flags are told apart, and not shown: the axis files are the place to look.
    const Words flags = changes_of([](Experiment& experiment, Environment&) {
        experiment.axes[0].axis.values[1].compile = {"-flto=2"};
    });
    REQUIRE(flags.size() == 1);
    CHECK(flags[0].starts_with("flags: "));
}

TEST_CASE("a night belongs to the latest series of its machine") {
    const NightIdentity here = night_identity(small_experiment(), small_environment());
    Environment elsewhere = small_environment();
    elsewhere.machine.cpu = "Another CPU";
    const NightIdentity there = night_identity(small_experiment(), elsewhere);
    NightSeries one;
    one.id = 1;
    one.identity = here;
    NightSeries two = one;
    two.id = 2;
    NightSeries three;
    three.id = 3;
    three.identity = there;
    const std::vector<NightSeries> series{one, two, three};
    REQUIRE(latest_of_machine(series, here) != nullptr);
    CHECK(latest_of_machine(series, here)->id == 2);
    CHECK(latest_of_machine(series, there)->id == 3);
    CHECK(latest_of_machine({three}, here) == nullptr);
    CHECK(latest_of_machine({}, here) == nullptr);
}
