// SPDX-License-Identifier: Apache-2.0
#include "model/outcome.hpp"

#include <array>
#include <utility>

namespace klp {
namespace {

constexpr std::array<std::pair<Outcome, std::string_view>, 7> outcome_words{{
    {Outcome::ok, "ok"},
    {Outcome::unsupported, "unsupported"},
    {Outcome::build_failed, "build-failed"},
    {Outcome::wrong_result, "wrong-result"},
    {Outcome::run_failed, "run-failed"},
    {Outcome::timeout, "timeout"},
    {Outcome::excluded, "excluded"},
}};

} // namespace

std::string_view to_string(Outcome outcome) {
    for (const auto& [value, word] : outcome_words) {
        if (value == outcome) {
            return word;
        }
    }
    return {};
}

std::optional<Outcome> outcome_from(std::string_view text) {
    for (const auto& [value, word] : outcome_words) {
        if (word == text) {
            return value;
        }
    }
    return std::nullopt;
}

bool is_failure(Outcome outcome) {
    return outcome != Outcome::ok && outcome != Outcome::unsupported &&
           outcome != Outcome::excluded;
}

std::string_view to_string(Realisation realisation) {
    return realisation == Realisation::native ? "native" : "equivalent";
}

std::optional<Realisation> realisation_from(std::string_view word) {
    if (word == "native") {
        return Realisation::native;
    }
    if (word == "equivalent") {
        return Realisation::equivalent;
    }
    return std::nullopt;
}

} // namespace klp
