// SPDX-License-Identifier: Apache-2.0
//
// An effect is what changes between two configurations, on the logarithmic scale: ln(B) - ln(A),
// or a mean or difference of such. Logarithms make B against A the mirror image of A against B,
// let units cancel, and turn "in percent" into sums.
#pragma once

#include "model/outcome.hpp"

#include <boost/container/flat_map.hpp>
#include <boost/container/small_vector.hpp>
#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
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

/// At which two-sided levels an effect is judged. Looks spend them and Holm's procedure shares them
/// out; see docs/method.md.
struct Levels {
    double difference = 0.05;
    double equivalence = 0.10; ///< two one-sided tests at half of it (Schuirmann 1987)
    double whole = 0.05;       ///< `difference` before looks took their part
};

/// The byte-identical twin of the baseline against it: what the machine shows where nothing is.
struct ControlCheck {
    double value = 0; ///< logarithms, as everywhere
    double low = 0;   ///< minus infinity when there are too few units for a test
    double high = 0;
};

/// Sorted and in one piece: an effect is made and copied for every metric of every contrast.
using ByReplicate = boost::container::flat_map<int, double>;
using LayoutSeeds = boost::container::small_vector<std::uint64_t, 2>;

struct Effect {
    bool exact = false;
    Range range;              ///< of an exact metric
    ByReplicate by_replicate; ///< of any other metric, never empty
    /// By replicate: the seeds of the link-time layouts behind it, each once. Replicates with the
    /// same seeds are one unit.
    boost::container::flat_map<int, LayoutSeeds> layouts;
    Realisation realisation = Realisation::native; ///< equivalent when any part is
    std::vector<std::string> notes;                ///< warnings, each once
    bool is_of_boots = false;                      ///< replicates are boots of one image
    bool is_counted = false;    ///< the same to the digit for one layout or boot setting
    bool is_interleaved = true; ///< false: of two runs, where no interval means anything
    std::string invalid;        ///< why it must not be believed; empty when it may
    Levels levels;
    int family = 0; ///< metrics in its Holm family; 0: it is in none
    std::optional<ControlCheck> control;
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

/// What a noisy or counted effect is an average over, in replicate order: its replicates, those
/// with the same layout seeds averaged into one.
std::vector<double> units_of(const Effect& effect);

/// Distinct layouts behind it; 1 when none was recorded, for then all replicates have the same.
int layouts_of(const Effect& effect);

/// The least units from which a spread over perturbations is believed. Boot settings move a figure
/// at random, so that fewer than 6 would often agree in sign by accident; see docs/method.md.
int least_spread(const Effect& effect);

/// An effect in three numbers, still logarithms.
struct Estimate {
    double value = 0;
    double low = 0;        ///< minus infinity when there are too few units for an interval
    double high = 0;       ///< infinity likewise
    int n = 0;             ///< units; 1 when exact
    double confidence = 1; ///< attained by the interval; 1 when there is no such thing
};

/// Noisy: the Hodges-Lehmann estimate with the signed-rank interval. Counted: the median with the
/// least and the greatest. Exact: the value, with the range of disagreeing replicates in place of
/// an interval.
Estimate estimate(const Effect& effect, double confidence);

/// The same at 1 - levels.difference.
Estimate estimate(const Effect& effect);

/// True when the ratio is shown to lie in 1/(1+margin) … 1+margin: noisy by two one-sided tests,
/// exact by value.
bool is_equivalent_within(const Effect& effect, double margin);

/// True when the ratio is shown to lie outside 1/(1+margin) … 1+margin.
bool is_outside(const Effect& effect, double margin);

/// What an effect amounts to; `unclear` when it is invalid. A difference shown to lie inside the
/// margin counts as none, even when its interval excludes 0.
enum class Standing { higher, lower, equivalent, unclear, unmeasured };

Standing standing(const Effect& effect, double margin);
Standing standing(const Measured<Effect>& effect, double margin);

} // namespace klp::analysis
