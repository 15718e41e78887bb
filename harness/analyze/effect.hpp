// SPDX-License-Identifier: Apache-2.0
//
// An effect is what changes between two configurations, on the logarithmic scale: ln(B) - ln(A),
// or a mean or difference of such. Logarithms make B against A the mirror image of A against B,
// let units cancel, and turn "in percent" into sums.
#pragma once

#include "model/outcome.hpp"

#include <tl/expected.hpp>

#include <map>
#include <string>
#include <vector>

namespace klp::analysis {

/// A value, or in words why there is none.
template <typename T> using Measured = tl::expected<T, std::string>;

/// An exact value; low and high differ from it only when replicates disagree.
struct Range {
    double low = 0;
    double mid = 0;
    double high = 0;
};

struct Effect {
    bool exact = false;
    Range range;                                   ///< of an exact metric
    std::map<int, double> by_replicate;            ///< of a noisy metric, never empty
    Realisation realisation = Realisation::native; ///< equivalent when any part is
    std::vector<std::string> notes;                ///< warnings, each once
    bool is_of_boots = false;                      ///< replicates are boots of one image
};

/// Adds `note` unless it is there already.
void add_note(std::vector<std::string>& notes, const std::string& note);

/// The equal-weight mean, replicate by replicate over those that all effects have. An error when
/// `effects` is empty or has no replicate in common.
Measured<Effect> mean(const std::vector<Effect>& effects);

/// minuend - subtrahend, replicate by replicate.
Measured<Effect> difference(const Effect& minuend, const Effect& subtrahend);

/// The effect with the sides exchanged.
Effect negated(const Effect& effect);

inline constexpr double interval_confidence = 0.95;
/// Two one-sided tests at 5% each are a look at the 90% interval (Schuirmann 1987).
inline constexpr double equivalence_confidence = 0.90;

/// An effect in three numbers, still logarithms.
struct Estimate {
    double value = 0;
    double low = 0;        ///< minus infinity when there are too few replicates for an interval
    double high = 0;       ///< infinity likewise
    int n = 0;             ///< replicates; 1 when exact
    double confidence = 1; ///< attained by the interval; 1 when exact or unbounded
};

/// Noisy: the Hodges-Lehmann estimate with the signed-rank interval. Exact: the value, with the
/// range of disagreeing replicates in place of an interval.
Estimate estimate(const Effect& effect, double confidence = interval_confidence);

/// True when the ratio is shown to lie in 1/(1+margin) … 1+margin: noisy by two one-sided tests,
/// exact by value.
bool is_equivalent_within(const Effect& effect, double margin);

/// True when the ratio is shown to lie outside 1/(1+margin) … 1+margin.
bool is_outside(const Effect& effect, double margin);

/// What an effect amounts to. A difference shown to lie inside the margin counts as none, even
/// when its interval excludes 0.
enum class Standing { higher, lower, equivalent, unclear, unmeasured };

Standing standing(const Effect& effect, double margin);
Standing standing(const Measured<Effect>& effect, double margin);

} // namespace klp::analysis
