// SPDX-License-Identifier: Apache-2.0
//
// What `analyze` concludes from a run.
#pragma once

#include "model/configuration.hpp"
#include "model/outcome.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace klp {

enum class Verdict { supported, refuted, inconclusive, not_measured };

std::string_view to_string(Verdict verdict);

/// One number that a verdict rests on.
struct Evidence {
    std::string workload; ///< a workload's name, or "overall"
    std::string metric;
    std::string contrast; ///< in words: "lto=full,live_patching=off vs lto=off,live_patching=off"
    double estimate = 0;
    double low = 0; ///< equal to estimate when the metric is exact
    double high = 0;
    std::string unit; ///< "ratio", "difference of log-ratios", "share", …
    int n = 0;        ///< paired replicates behind the interval; 1 for an exact metric
    Realisation realisation = Realisation::native; ///< equivalent when either side is
    std::string note;                              ///< a warning or a skip reason; empty mostly
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
enum class Direction { better, worse, equal, inconclusive, not_measured };

std::string_view to_string(Direction direction);

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
    Direction direction = Direction::not_measured; ///< of B against A
    std::string note;                              ///< why it was not measured, or a warning
};

} // namespace klp
