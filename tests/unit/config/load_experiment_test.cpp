// SPDX-License-Identifier: Apache-2.0
#include "config/load_experiment.hpp"
#include "small_setup.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace klp;

namespace {

const char* const whole_experiment = R"(name = "x"
description = "All keys"
workloads = ["suites/*"]
metrics = ["size.*", "runtime.lookup_*.cpu_ns"]
replicates = 3
seed = 7

[design]
layouts = 2
looks = 3
control = false

[benchmark]
min_time_s = 0.5
counters = ["cycles", "page-faults"]
counted_replicates = 2
counted_iterations = 50

[analysis]
equivalence_margin = 0.05
primary = ["runtime", "size.text"]

[axes]
lto = ["full", "off"]
compiler = { values = ["gcc-12", "gcc-11"], optional = ["gcc-11"] }

[[exclude]]
when = { lto = "full", compiler = ["gcc-11"] }
workloads = ["lz77"]
reason = "crashes"
)";

std::vector<std::string> names_of(const std::vector<Workload>& workloads) {
    std::vector<std::string> names;
    names.reserve(workloads.size());
    for (const Workload& workload : workloads) {
        names.push_back(workload.name);
    }
    return names;
}

} // namespace

TEST_CASE("every key of an experiment is read") {
    const SmallSetup setup;
    setup.folder.write("configs/experiments/x.toml", whole_experiment);
    const auto experiment = load_experiment("x", setup.folders);
    REQUIRE(experiment);
    CHECK(experiment->name == "x");
    CHECK(experiment->description == "All keys");
    CHECK(names_of(experiment->workloads) == std::vector<std::string>{"aead", "lz77"});
    CHECK(experiment->metrics == std::vector<std::string>{"size.*", "runtime.lookup_*.cpu_ns"});
    CHECK(experiment->replicates == 3);
    CHECK(experiment->seed == 7);
    CHECK(experiment->benchmark_min_time_s == 0.5);
    CHECK(experiment->equivalence_margin == 0.05);
    CHECK(experiment->design.layouts == 2);
    CHECK(experiment->design.looks == 3);
    CHECK_FALSE(experiment->design.control);
    CHECK(experiment->counting.events == std::vector<std::string>{"cycles", "page-faults"});
    CHECK(experiment->counting.replicates == 2);
    CHECK(experiment->counting.iterations == 50);
    CHECK(experiment->primary_metrics == std::vector<std::string>{"runtime", "size.text"});
    CHECK(experiment->file == setup.folders.configs / "experiments/x.toml");
}

TEST_CASE("axes keep the order of the experiment, not of the alphabet") {
    const SmallSetup setup;
    setup.folder.write("configs/experiments/x.toml", whole_experiment);
    const auto experiment = load_experiment("x", setup.folders);
    REQUIRE(experiment);
    REQUIRE(experiment->axes.size() == 2);
    CHECK(experiment->axes[0].axis.name == "lto");
    CHECK(experiment->axes[0].axis.baseline == "off");
    CHECK(experiment->axes[0].values == std::vector<std::string>{"full", "off"});
    CHECK(experiment->axes[1].axis.name == "compiler");
    CHECK(experiment->axes[1].optional == std::vector<std::string>{"gcc-11"});
    CHECK(experiment->axes[1].axis.values[1].compiler->plugin_package == "gcc-12-plugin-dev");
}

TEST_CASE("an exclusion takes one value or several") {
    const SmallSetup setup;
    setup.folder.write("configs/experiments/x.toml", whole_experiment);
    const auto experiment = load_experiment("x", setup.folders);
    REQUIRE(experiment);
    REQUIRE(experiment->exclusions.size() == 1);
    const Exclusion& exclusion = experiment->exclusions[0];
    CHECK(exclusion.when.at("lto") == std::vector<std::string>{"full"});
    CHECK(exclusion.when.at("compiler") == std::vector<std::string>{"gcc-11"});
    CHECK(exclusion.workloads == std::vector<std::string>{"lz77"});
    CHECK(exclusion.reason == "crashes");
}

TEST_CASE("an experiment may bring its own axis and workload") {
    const SmallSetup setup;
    setup.folder.write("mine/ipa_ra.toml", R"(
name = "ipa_ra"
baseline = "on"
[[value]]
name = "on"
[[value]]
name = "off"
compile = ["-fno-ipa-ra"]
)");
    setup.folder.write("mine/own/workload.toml", R"(
name = "own"
kind = "suite"
sources = ["a.c"]
driver = "d.cpp"
)");
    setup.folder.write("mine/own/a.c", "");
    setup.folder.write("mine/own/d.cpp", "");
    const auto file = setup.folder.write("mine/e.toml", R"(
name = "e"
workloads = ["./own", "suites/aead"]
metrics = ["size.text"]
replicates = 1
seed = 0
[axes]
compiler = ["gcc-12"]
ipa_ra = { values = ["on", "off"], file = "ipa_ra.toml" }
)");
    const auto experiment = load_experiment(file.string(), setup.folders);
    REQUIRE(experiment);
    CHECK(names_of(experiment->workloads) == std::vector<std::string>{"own", "aead"});
    CHECK(experiment->axes[1].axis.values[1].compile == std::vector<std::string>{"-fno-ipa-ra"});
}

TEST_CASE("an unknown experiment is answered with the nearest and with what there is") {
    const SmallSetup setup;
    setup.folder.write("configs/experiments/quick.toml", "");
    setup.folder.write("configs/experiments/long.toml", "");
    const auto near = load_experiment("qick", setup.folders);
    REQUIRE_FALSE(near);
    CHECK(near.error().kind == ErrorKind::usage);
    CHECK(setup.line_of(near.error()) ==
          "unknown experiment \"qick\"; did you mean \"quick\"? In configs/experiments there are: "
          "long, quick");
    const auto path = load_experiment("./nowhere.toml", setup.folders);
    REQUIRE_FALSE(path);
    CHECK(to_string(path.error()) == "no experiment file \"./nowhere.toml\"");
}
