// SPDX-License-Identifier: Apache-2.0
//
// The words that stand in JSON and in the store.
#include "model/answer.hpp"
#include "model/outcome.hpp"
#include "model/plan.hpp"

#include <catch2/catch.hpp>

#include <optional>

using klp::Outcome;
using klp::Realisation;

TEST_CASE("an outcome's word reads back, and says whether the run failed") {
    const auto check = [](Outcome outcome, std::string_view word, bool failure) {
        CAPTURE(std::string(word));
        CHECK(to_string(outcome) == word);
        CHECK(klp::outcome_from(word) == outcome);
        CHECK(klp::is_failure(outcome) == failure);
    };
    check(Outcome::ok, "ok", false);
    check(Outcome::unsupported, "unsupported", false);
    check(Outcome::excluded, "excluded", false);
    check(Outcome::build_failed, "build-failed", true);
    check(Outcome::wrong_result, "wrong-result", true);
    check(Outcome::run_failed, "run-failed", true);
    check(Outcome::timeout, "timeout", true);
    CHECK(klp::outcome_from("failed") == std::nullopt);
    CHECK(klp::outcome_from("") == std::nullopt);
    CHECK(klp::outcome_from("OK") == std::nullopt);
}

TEST_CASE("a realisation's word reads back") {
    for (const Realisation realisation : {Realisation::native, Realisation::equivalent}) {
        CHECK(klp::realisation_from(to_string(realisation)) == realisation);
    }
    CHECK(to_string(Realisation::equivalent) == "equivalent");
    CHECK(klp::realisation_from("emulated") == std::nullopt);
}

TEST_CASE("the words of verdicts, findings and cell states") {
    CHECK(to_string(klp::Verdict::supported) == "supported");
    CHECK(to_string(klp::Verdict::refuted) == "refuted");
    CHECK(to_string(klp::Verdict::inconclusive) == "inconclusive");
    CHECK(to_string(klp::Verdict::not_measured) == "not-measured");
    CHECK(to_string(klp::Finding::costs) == "COSTS");
    CHECK(to_string(klp::Finding::saves) == "SAVES");
    CHECK(to_string(klp::Finding::negligible) == "NEGLIGIBLE");
    CHECK(to_string(klp::Finding::inconclusive) == "INCONCLUSIVE");
    CHECK(to_string(klp::Finding::invalid) == "INVALID");
    CHECK(to_string(klp::Finding::not_measured) == "not measured");
    CHECK(json_name(klp::Finding::costs) == "costs");
    CHECK(json_name(klp::Finding::invalid) == "invalid");
    CHECK(json_name(klp::Finding::not_measured) == "not-measured");
    CHECK(to_string(klp::CellStatus::planned) == "planned");
    CHECK(to_string(klp::CellStatus::unsupported) == "unsupported");
    CHECK(to_string(klp::CellStatus::excluded) == "excluded");
}
