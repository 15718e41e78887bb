// SPDX-License-Identifier: Apache-2.0
#include "plan/layout_seed.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace klp;

TEST_CASE("a layout's seed depends on the experiment's seed, the workload and the replicate") {
    Experiment experiment;
    experiment.seed = 20190620;
    // The first 64 bits of: printf '6:layout8:201906204:aead1:0' | sha256sum
    CHECK(layout_seed(experiment, "aead", 0) == 0xf0feadbca475c52e);
    std::set<std::uint64_t> seeds;
    for (int replicate = 0; replicate < 100; ++replicate) {
        seeds.insert(layout_seed(experiment, "aead", replicate));
        seeds.insert(layout_seed(experiment, "lz77", replicate));
    }
    experiment.seed = 1;
    seeds.insert(layout_seed(experiment, "aead", 0));
    CHECK(seeds.size() == 201);
}

TEST_CASE("a design of few layouts comes back to them in turn") {
    Experiment experiment;
    experiment.design.layouts = 3;
    for (int replicate = 0; replicate < 12; ++replicate) {
        CHECK(layout_seed(experiment, "aead", replicate) ==
              layout_seed(experiment, "aead", replicate % 3));
    }
    CHECK(layout_seed(experiment, "aead", 0) != layout_seed(experiment, "aead", 1));
    CHECK(layout_seed(experiment, "aead", 1) != layout_seed(experiment, "aead", 2));
}

TEST_CASE("the environment's pad has every length below a page, and follows the seed") {
    std::size_t least = 4096;
    std::size_t greatest = 0;
    double sum = 0;
    constexpr int draws = 4000;
    for (std::uint64_t seed = 0; seed < draws; ++seed) {
        const auto [name, value] = environment_pad(seed);
        CHECK(name == "KLPBENCH_PAD");
        least = std::min(least, value.size());
        greatest = std::max(greatest, value.size());
        sum += static_cast<double>(value.size());
    }
    CHECK(least < 20);
    CHECK(greatest > 4075);
    CHECK(greatest < 4096);
    CHECK(sum / draws == Approx(2047.5).margin(100)); // five standard errors
    CHECK(environment_pad(7) == environment_pad(7));
    CHECK(environment_pad(7) != environment_pad(8));
}
