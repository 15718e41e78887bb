// SPDX-License-Identifier: Apache-2.0
//
// The files under configs/ and workloads/ as they are shipped.
#include "config/load_axis.hpp"
#include "config/load_experiment.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace klp;

namespace {

std::filesystem::path repository() {
    return std::filesystem::absolute(__FILE__)
        .parent_path()
        .parent_path()
        .parent_path()
        .parent_path();
}

} // namespace

TEST_CASE("every shipped axis loads") {
    int axes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(repository() / "configs/axes")) {
        const auto axis = load_axis(entry.path());
        INFO((axis ? std::string() : to_string(axis.error())));
        CHECK(axis);
        ++axes;
    }
    CHECK(axes >= 5);
}

TEST_CASE("every shipped experiment loads") {
    const Folders folders{repository() / "configs", repository() / "workloads"};
    for (const auto& entry : std::filesystem::directory_iterator(folders.configs / "experiments")) {
        const auto experiment = load_experiment(entry.path().stem().string(), folders);
        INFO((experiment ? std::string() : to_string(experiment.error())));
        CHECK(experiment);
    }
}
