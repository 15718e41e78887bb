// SPDX-License-Identifier: Apache-2.0
//
// What `analyze` concludes from a run.
#pragma once

#include "model/configuration.hpp"
#include "model/outcome.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

enum class Verdict { supported, refuted, inconclusive, not_measured };

std::string_view to_string(Verdict verdict);

/// What is said of B against A in one metric; docs/method.md has the rules.
enum class Finding {
    costs,        ///< shown to be worse, in the metric's direction
    saves,        ///< shown to be better
    negligible,   ///< shown to lie inside the margin
    inconclusive, ///< none of these was shown
    invalid,      ///< there are numbers, or might have been, that must not be believed
    not_measured,
};

/// "COSTS" … "INVALID", "not measured".
std::string_view to_string(Finding finding);

/// "costs" … "invalid", "not-measured".
std::string_view json_name(Finding finding);

/// Of a workload or a control, as ratios; low is 0 and high infinite where there is no interval.
struct RatioBounds {
    double estimate = 1;
    double low = 1;
    double high = 1;
};

/// The workload that fares worst, with an interval that holds for all workloads at once.
struct WorstWorkload {
    std::string workload;
    RatioBounds ratio;
};

inline constexpr int most_needed_blocks = 1000;

/// A finding and what a reader needs to judge it.
struct Judgement {
    Finding finding = Finding::not_measured;
    bool is_primary = false;            ///< the experiment declared the metric
    std::optional<double> confidence;   ///< attained by low … high; none without such an interval
    int holm_m = 0;                     ///< size of the Holm family; 0: judged alone
    int blocks = 0;                     ///< paired replicates; 0 for an exact metric
    int layouts = 0;                    ///< distinct ones; 0 where layout does not matter
    std::optional<double> mde;          ///< minimum detectable effect, relative: 0.009
    int needed_blocks = 0;              ///< that would decide, beyond most_needed_blocks when more;
                                        ///< 0: decided, or not known
    std::optional<RatioBounds> control; ///< A/A, with its 99% interval
    std::optional<WorstWorkload> worst; ///< only overall, of several workloads
    std::string line;                   ///< all of it in one line
};

/// One number that a verdict rests on.
struct Evidence {
    std::string workload; ///< a workload's name, or "overall"
    std::string metric;
    std::string contrast; ///< in words: "lto=full,live_patching=off vs lto=off,live_patching=off"
    double estimate = 0;
    double low = 0; ///< equal to estimate when the metric is exact
    double high = 0;
    std::string unit; ///< "ratio", "difference of log-ratios", "share", …
    int n = 0;        ///< units behind the interval: layouts or replicates; 1 for an exact metric
    Realisation realisation = Realisation::native; ///< equivalent when either side is
    std::string note;                              ///< a warning or a skip reason; empty mostly
    std::optional<Judgement> judgement{};          ///< of a contrast; a share has none
};

struct QuestionAnswer {
    std::string id;       ///< "cost-with-lto"
    std::string question; ///< the claim as DESIGN words it
    Verdict verdict = Verdict::not_measured;
    std::string summary; ///< one or two sentences with the numbers
    std::vector<Evidence> evidence;
};

struct Answer {
    std::string experiment;
    std::vector<QuestionAnswer> questions;
};

/// What `compare` says of one metric of one workload (or "overall") between two configurations.
struct Comparison {
    std::string workload;
    std::string metric;
    double a = 0;     ///< median of A in the metric's unit
    double b = 0;     ///< median of B
    double ratio = 1; ///< B / A
    double low = 1;
    double high = 1;
    int n = 0;
    bool exact = false;
    Judgement judgement;       ///< of B against A
    std::string note;          ///< why it was not measured, or a warning
    std::string configuration; ///< of both sides, where two whole runs are compared
};

} // namespace klp
