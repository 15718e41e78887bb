// SPDX-License-Identifier: Apache-2.0
#include "config/load_experiment.hpp"
#include "small_setup.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

constexpr const char* plain = R"(name = "x"
workloads = ["suites/*"]
metrics = ["*"]
[axes]
compiler = ["gcc-12"]
)";

Experiment load(const std::string& text) {
    const SmallSetup setup;
    setup.folder.write("configs/experiments/x.toml", text);
    const auto experiment = load_experiment("x", setup.folders);
    if (!experiment) {
        FAIL(to_string(experiment.error()));
    }
    return *experiment;
}

} // namespace

TEST_CASE("the table nightly is read whole") {
    const NightlySettings settings = load(std::string(plain) + R"(
[nightly]
metrics = ["size.text", "runtime.*"]
threshold = 0.02
confirm_replicates = 16
[[nightly.thresholds]]
metric = "compile.*"
change = 0.03
[[nightly.thresholds]]
metric = "runtime.*"
change = 0.005
[[nightly.owners]]
workload = "ae*"
metric = "size.*"
note = "crypto team"
[[nightly.owners]]
note = "everybody"
)")
                                         .nightly;
    CHECK(settings.metrics == std::vector<std::string>{"size.text", "runtime.*"});
    CHECK(settings.threshold == 0.02);
    CHECK(settings.confirm_replicates == 16);
    REQUIRE(settings.thresholds.size() == 2);
    CHECK(settings.thresholds[0].metric == "compile.*");
    CHECK(settings.thresholds[0].change == 0.03);
    CHECK(settings.thresholds[1].change == 0.005);
    REQUIRE(settings.owners.size() == 2);
    CHECK(settings.owners[0].workload == "ae*");
    CHECK(settings.owners[0].metric == "size.*");
    CHECK(settings.owners[0].note == "crypto team");
    CHECK(settings.owners[1].workload == "*");
    CHECK(settings.owners[1].metric == "*");
}

TEST_CASE("an experiment without the table is watched by the defaults") {
    const NightlySettings settings = load(plain).nightly;
    CHECK(settings.metrics.empty());
    CHECK(settings.threshold == 0.01);
    CHECK(settings.confirm_replicates == 12);
    CHECK(settings.thresholds.empty());
    CHECK(settings.owners.empty());
}
