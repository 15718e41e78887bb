// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace klp {

/// How a cell ended.
enum class Outcome {
    ok,
    unsupported,  ///< the toolchain refuses; its words are the diagnostic
    build_failed, ///< a compile or link step failed
    wrong_result, ///< the self-test found a wrong answer
    run_failed,   ///< the self-test or the benchmark crashed or printed no usable result
    timeout,      ///< a step passed its limit and was ended with all its children
    excluded,     ///< a constraint in the experiment, with its reason
};

/// The word that stands in JSON and reports: "ok", "build-failed", …
std::string_view to_string(Outcome outcome);
std::optional<Outcome> outcome_from(std::string_view word);

/// True for the outcomes that make `run` end with exit code 1; `unsupported` and `excluded` are
/// answers, not failures.
bool is_failure(Outcome outcome);

/// How an axis value was brought about.
enum class Realisation {
    native,     ///< by the compiler's own flag
    equivalent, ///< by an option set plus plugin, proven equal where both exist
};

std::string_view to_string(Realisation realisation);
std::optional<Realisation> realisation_from(std::string_view word);

} // namespace klp
