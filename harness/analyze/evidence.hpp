// SPDX-License-Identifier: Apache-2.0
//
// Effects as rows of evidence and as words.
#pragma once

#include "analyze/matrix.hpp"
#include "analyze/share.hpp"
#include "model/answer.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace klp::analysis {

inline constexpr std::string_view overall_name = "overall";

/// "overall, kernel": the overall row of the workloads of one kind where there are others too.
std::string overall_of(const std::string& kind);

/// How an effect is written in a row.
enum class Scale {
    ratio,          ///< exp(effect), unit "ratio"
    log_difference, ///< the effect itself, unit "difference of log-ratios"
};

/// A row for something that was not measured: n is 0, the numbers are NaN, the note says why.
Evidence unmeasured_row(std::string_view workload, std::string_view metric, std::string contrast,
                        std::string why);

/// One row per workload and one named "overall".
void add_rows(std::vector<Evidence>& rows, const WorkloadEffects& effects, std::string_view metric,
              const std::string& contrast, Scale scale = Scale::ratio);

/// Only the row named "overall".
void add_overall_row(std::vector<Evidence>& rows, const WorkloadEffects& effects,
                     std::string_view metric, const std::string& contrast,
                     Scale scale = Scale::ratio);

/// A row in the unit "share".
Evidence share_row(std::string_view workload, std::string_view metric, std::string contrast,
                   const Share& share);

/// Why the interval of an effect that is not exact is missing.
std::string too_few_units(const Effect& effect);

/// All notes in one line.
std::string joined(const std::vector<std::string>& notes);

/// "+1.8% [+1.1%, +2.5%]", "+0.4%" when exact, "not measured".
std::string change_in_words(const Effect& effect);
std::string change_in_words(const Measured<Effect>& effect);

/// The least and the greatest of an exact metric: "-1.2% in lz77 to +3.4% in slab".
std::string range_in_words(const WorkloadEffects& effects);

/// "(7 workloads, without lz77; 8 replicates, 96.1% intervals; equivalent realisation)": what the
/// measured numbers of a sentence rest on. What was built or booted once is not counted: it has no
/// interval.
std::string basis_in_words(std::initializer_list<const WorkloadEffects*> effects);

/// 0.02 as "2%".
std::string percent(double share);

} // namespace klp::analysis
