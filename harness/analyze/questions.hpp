// SPDX-License-Identifier: Apache-2.0
//
// The table of questions and what each must bring: a function from the cells of one compiler to
// a finding.
#pragma once

#include "analyze/answer.hpp"
#include "analyze/matrix.hpp"
#include "model/answer.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace klp::analysis {

/// The answer for one compiler.
struct QuestionFinding {
    Verdict verdict = Verdict::not_measured;
    std::string summary;
    std::vector<Evidence> evidence;
};

struct QuestionInput {
    const Matrix& matrix;
    const std::vector<FunctionOverlap>& overlaps;
};

/// What compilers with different findings make of a claim.
enum class Across {
    agree, ///< a verdict only when all have the same; otherwise inconclusive
    every, ///< the claim is about every compiler: refuted by one
};

struct Question {
    std::string_view id;
    std::string_view claim; ///< as the design words it
    Across across = Across::agree;
    QuestionFinding (*find)(const QuestionInput&) = nullptr;
};

std::span<const Question> question_table();

/// All the same: that; otherwise inconclusive. Nothing: not measured.
Verdict agreed(const std::vector<Verdict>& verdicts);

// What a compiler takes, questions_compiler.cpp.
QuestionFinding find_flag_accepted(const QuestionInput& input);
QuestionFinding find_dumps_work_under_lto(const QuestionInput& input);

// LTO with inline-only-static against section GC without LTO, questions_section_gc.cpp.
QuestionFinding find_equals_section_gc(const QuestionInput& input);
QuestionFinding find_slower_to_compile(const QuestionInput& input);

// What of LTO's gain survives clone tracking, questions_lto_gain.cpp.
QuestionFinding find_clone_tracking_keeps_lto(const QuestionInput& input);

// Copies and clones under LTO, questions_copies.cpp.
QuestionFinding find_more_copies(const QuestionInput& input);

// What a level costs, questions_cost.cpp.
QuestionFinding find_cost_without_lto(const QuestionInput& input);
QuestionFinding find_cost_with_lto(const QuestionInput& input);
QuestionFinding find_more_pronounced(const QuestionInput& input);

} // namespace klp::analysis
