// SPDX-License-Identifier: Apache-2.0
#include "analyze/effect.hpp"

#include "analyze/contrast.hpp"
#include "analyze/share.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace klp;
using namespace klp::analysis;

namespace {

CellResult cell_from(const std::string& metric, const std::vector<ReplicateValue>& values) {
    CellResult cell;
    cell.metrics[metric].values = values;
    return cell;
}

CellResult cell_with(const std::string& metric, const std::vector<double>& values) {
    std::vector<ReplicateValue> numbered;
    numbered.reserve(values.size());
    for (const double value : values) {
        numbered.push_back({static_cast<int>(numbered.size()), value});
    }
    return cell_from(metric, numbered);
}

Effect noisy(const std::vector<double>& logs) {
    Effect effect;
    for (const double value : logs) {
        effect.by_replicate[static_cast<int>(effect.by_replicate.size())] = value;
    }
    return effect;
}

Effect exact(double ratio) {
    Effect effect;
    effect.exact = true;
    effect.range = {std::log(ratio), std::log(ratio), std::log(ratio)};
    return effect;
}

const std::vector<double> a_times{10, 11, 10.5, 12, 10.2, 11.1, 10.7, 10.9};
const std::vector<double> b_times{10.6, 11.4, 10.9, 12.9, 10.4, 11.9, 11.2, 11.1};

} // namespace

TEST_CASE("exchanging A and B inverts the ratio and its interval") {
    const auto a = cell_with("compile.cpu_s", a_times);
    const auto b = cell_with("compile.cpu_s", b_times);
    const Estimate forth = estimate(contrast(a, b, "compile.cpu_s").value());
    const Estimate back = estimate(contrast(b, a, "compile.cpu_s").value());
    CHECK(forth.n == 8);
    CHECK(forth.low > 0);
    CHECK(back.value == Approx(-forth.value));
    CHECK(back.low == Approx(-forth.high));
    CHECK(back.high == Approx(-forth.low));
}

TEST_CASE("a change of unit changes nothing") {
    std::vector<double> a_scaled;
    std::vector<double> b_scaled;
    for (std::size_t i = 0; i < a_times.size(); ++i) {
        a_scaled.push_back(a_times[i] * 1e9);
        b_scaled.push_back(b_times[i] * 1e9);
    }
    const Estimate seconds = estimate(contrast(cell_with("compile.cpu_s", a_times),
                                               cell_with("compile.cpu_s", b_times), "compile.cpu_s")
                                          .value());
    const Estimate nanoseconds =
        estimate(contrast(cell_with("compile.cpu_s", a_scaled),
                          cell_with("compile.cpu_s", b_scaled), "compile.cpu_s")
                     .value());
    CHECK(nanoseconds.value == Approx(seconds.value));
    CHECK(nanoseconds.low == Approx(seconds.low));
    CHECK(nanoseconds.high == Approx(seconds.high));
}

TEST_CASE("only replicates that both sides have are paired") {
    const auto a = cell_from("compile.cpu_s", {{0, 10.0}, {1, 20.0}, {3, 40.0}});
    const auto b = cell_from("compile.cpu_s", {{1, 22.0}, {2, 99.0}, {3, 44.0}});
    const Effect effect = contrast(a, b, "compile.cpu_s").value();
    REQUIRE(effect.by_replicate.size() == 2);
    CHECK(std::exp(effect.by_replicate.at(1)) == Approx(1.1));
    CHECK(std::exp(effect.by_replicate.at(3)) == Approx(1.1));
    CHECK(contrast(cell_from("compile.cpu_s", {{0, 1.0}}), cell_from("compile.cpu_s", {{1, 1.0}}),
                   "compile.cpu_s")
              .error() == "no replicate of compile.cpu_s was measured on both sides");
}

TEST_CASE("too few replicates leave the interval open, and nothing follows from it") {
    const Effect effect = noisy({0.5, 0.51, 0.52, 0.5});
    const Estimate numbers = estimate(effect);
    CHECK(std::isinf(numbers.low));
    CHECK(std::isinf(numbers.high));
    CHECK(standing(effect, 0.02) == Standing::unclear);
    CHECK(standing(noisy({0, 0, 0, 0}), 0.02) == Standing::unclear);
}

TEST_CASE("runtime is the equal-weight mean over benchmarks within each replicate") {
    CellResult a;
    CellResult b;
    a.metrics["runtime.find.cpu_ns"].values = {{0, 10}, {1, 10}};
    b.metrics["runtime.find.cpu_ns"].values = {{0, 20}, {1, 10}};
    a.metrics["runtime.walk.cpu_ns"].values = {{0, 5000}, {1, 5000}};
    b.metrics["runtime.walk.cpu_ns"].values = {{0, 5000}, {1, 20000}};
    b.metrics["runtime.free.cpu_ns"].values = {{0, 7}};
    const Effect effect = contrast(a, b, std::string(cpu_time.metric)).value();
    CHECK(std::exp(effect.by_replicate.at(0)) == Approx(std::sqrt(2.0)));
    CHECK(std::exp(effect.by_replicate.at(1)) == Approx(2.0));
    REQUIRE(effect.notes.size() == 1);
    CHECK(effect.notes.front().starts_with("without runtime.free.cpu_ns"));
}

TEST_CASE("an exact metric is compared by its value") {
    const Effect effect =
        contrast(cell_with("size.text", std::vector<double>{1000, 1000}),
                 cell_with("size.text", std::vector<double>{1050, 1050}), "size.text")
            .value();
    const Estimate numbers = estimate(effect);
    CHECK(std::exp(numbers.value) == Approx(1.05));
    CHECK(numbers.low == numbers.value);
    CHECK(numbers.high == numbers.value);
    CHECK(numbers.n == 1);
    CHECK(effect.notes.empty());
}

TEST_CASE("an exact metric whose replicates differ is flagged and shows their range") {
    const Effect effect =
        contrast(cell_with("size.text", std::vector<double>{1000, 1000, 1000}),
                 cell_with("size.text", std::vector<double>{1010, 990, 1000}), "size.text")
            .value();
    const Estimate numbers = estimate(effect);
    CHECK(std::exp(numbers.value) == Approx(1.0));
    CHECK(std::exp(numbers.low) == Approx(0.99));
    CHECK(std::exp(numbers.high) == Approx(1.01));
    REQUIRE(effect.notes.size() == 1);
    CHECK(effect.notes.front().starts_with("size.text is not exact here: replicates range from "
                                           "990 to 1010"));
}

TEST_CASE("zeros have no infinite ratio") {
    const auto zero = cell_with("size.bss", std::vector<double>{0});
    const auto some = cell_with("size.bss", std::vector<double>{64});
    CHECK(estimate(contrast(zero, zero, "size.bss").value()).value == 0);
    CHECK(contrast(zero, some, "size.bss").error() == "64 against 0: no ratio");
    CHECK(contrast(some, zero, "size.bss").error() == "0 against 64: no ratio");
}

TEST_CASE("warnings and an equivalent realisation of either side are kept") {
    auto a = cell_with("size.text", std::vector<double>{10});
    auto b = cell_with("size.text", std::vector<double>{10});
    b.realisation["live_patching"] = Realisation::equivalent;
    b.warnings = {"7 of 9 objects equal"};
    const Effect effect = contrast(a, b, "size.text").value();
    CHECK(effect.realisation == Realisation::equivalent);
    CHECK(effect.notes == std::vector<std::string>{"7 of 9 objects equal"});
}

TEST_CASE("a skipped metric says why") {
    auto a = cell_with("size.text", std::vector<double>{10});
    CellResult b;
    b.configuration.set("lto", "full");
    b.metrics["size.text"].skipped = "no image";
    CHECK(contrast(a, b, "size.text").error() == "lto=full: no size.text: no image");
}

TEST_CASE("equivalence is shown, never assumed") {
    const std::vector<double> tight{-0.002, 0.001, 0.003, -0.001, 0, 0.002, -0.003, 0.001};
    const std::vector<double> wide{-0.05, 0.06, -0.04, 0.05, 0.01, -0.02, 0.03, -0.06};
    CHECK(standing(noisy(tight), 0.02) == Standing::equivalent);
    CHECK(standing(noisy(wide), 0.02) == Standing::unclear);
    CHECK(standing(exact(1.02), 0.02) == Standing::equivalent);
    CHECK(standing(exact(1 / 1.02), 0.02) == Standing::equivalent);
    CHECK(standing(exact(1.021), 0.02) == Standing::higher);
    CHECK(standing(exact(0.97), 0.02) == Standing::lower);
}

TEST_CASE("a small difference within the margin counts as none, beyond it as outside") {
    const Effect small = noisy({0.004, 0.005, 0.006, 0.005, 0.004, 0.006, 0.005, 0.0055});
    const Effect large = noisy({0.04, 0.05, 0.06, 0.05, 0.04, 0.06, 0.05, 0.055});
    CHECK(estimate(small).low > 0);
    CHECK(standing(small, 0.02) == Standing::equivalent);
    CHECK(standing(large, 0.02) == Standing::higher);
    CHECK(is_outside(large, 0.02));
    CHECK_FALSE(is_outside(large, 0.05));
}

TEST_CASE("equivalence looks at the 90% interval") {
    // n = 5 has a 90% interval (its range) but no 95% interval.
    CHECK(is_equivalent_within(noisy({-0.001, 0, 0.001, 0.002, -0.002}), 0.02));
    CHECK_FALSE(is_equivalent_within(noisy({-0.001, 0, 0.001, 0.002, -0.03}), 0.02));
}

TEST_CASE("means and differences are taken within replicates") {
    const Effect x = noisy({0.1, 0.2, 0.3});
    Effect y = noisy({0.3, 0.4});
    const Effect average = mean({x, y}).value();
    REQUIRE(average.by_replicate.size() == 2);
    CHECK(average.by_replicate.at(0) == Approx(0.2));
    CHECK(average.by_replicate.at(1) == Approx(0.3));
    CHECK(difference(x, y).value().by_replicate.at(1) == Approx(-0.2));
    CHECK_FALSE(mean({}));
    Effect minuend = exact(1);
    minuend.range = {-1, 0, 2};
    Effect subtrahend = exact(1);
    subtrahend.range = {-3, 0, 4};
    const Range unsure = difference(minuend, subtrahend).value().range;
    CHECK(unsure.low == -5);
    CHECK(unsure.mid == 0);
    CHECK(unsure.high == 5);
    Effect later;
    later.by_replicate = {{7, 0.1}};
    CHECK(mean({x, later}).error() == "no replicate was measured on every side");
}

TEST_CASE("the mean of exact effects is the geometric mean of ratios") {
    const Estimate numbers = estimate(mean({exact(1.0), exact(4.0)}).value());
    CHECK(std::exp(numbers.value) == Approx(2.0));
}

TEST_CASE("a share of an exact gain is a quotient of logarithms") {
    const Share share = share_of(exact(1.1), exact(1.21)).value();
    CHECK(share.value == Approx(0.5));
    CHECK(share.low == Approx(0.5));
    CHECK(share.high == Approx(0.5));
    CHECK_FALSE(share_of(exact(1.1), exact(0.9)));
    CHECK_FALSE(share_of(exact(1.1), exact(1.0)));
}

TEST_CASE("a share of a noisy gain has the interval that signed-rank tests leave") {
    const std::vector<double> whole{0.10, 0.12, 0.09, 0.11, 0.13, 0.10, 0.115, 0.105};
    const std::vector<double> part{0.06, 0.05, 0.055, 0.05, 0.07, 0.045, 0.06, 0.058};
    const Share share = share_of(noisy(part), noisy(whole)).value();
    CHECK(share.n == 8);
    CHECK(share.low < share.value);
    CHECK(share.value < share.high);
    // At the bounds the test of "part - share * whole is centred on 0" is about to reject.
    for (const auto& [bound, inwards] : {std::pair{share.low, 1e-9}, {share.high, -1e-9}}) {
        std::vector<double> inside;
        std::vector<double> outside;
        for (std::size_t i = 0; i < part.size(); ++i) {
            inside.push_back(part[i] - (bound + inwards) * whole[i]);
            outside.push_back(part[i] - (bound - inwards) * whole[i]);
        }
        CHECK(estimate(noisy(inside)).low <= 0);
        CHECK(estimate(noisy(inside)).high >= 0);
        CHECK((estimate(noisy(outside)).low > 0 || estimate(noisy(outside)).high < 0));
    }
}

TEST_CASE("no share is taken of a gain that may be none") {
    const Effect whole = noisy({0.1, -0.1, 0.02, -0.03, 0.05, 0.01, -0.04, 0.03});
    CHECK_FALSE(share_of(noisy({0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}), whole));
    // One replicate without a gain is borne, at the price of a wider interval.
    const Effect mostly = noisy({-0.001, 0.1, 0.12, 0.09, 0.11, 0.13, 0.1, 0.1});
    const Share share = share_of(mostly, mostly).value();
    CHECK(share.low <= 1.0);
    CHECK(share.high >= 1.0);
}
