// SPDX-License-Identifier: Apache-2.0
//
// Every question is asked of each compiler alone; only the findings are brought together.
#include "analyze/answer.hpp"

#include "analyze/evidence.hpp"
#include "analyze/questions.hpp"
#include "model/axis.hpp"

#include <algorithm>

namespace klp {
namespace {

using namespace analysis;

std::vector<std::string> compilers_of(const RunResult& run) {
    for (const RunAxis& axis : run.axes) {
        if (axis.name == compiler_axis) {
            return axis.values;
        }
    }
    return {""};
}

/// Why no cell of `compiler` is in play; empty when one is. An absent compiler, which the
/// experiment calls optional, must not turn the other compilers' verdicts.
std::string why_left_out(const RunResult& run, const std::string& compiler) {
    std::string why = "the run has no cell of it";
    for (const CellResult& cell : run.cells) {
        if (cell.configuration.get(compiler_axis) != compiler) {
            continue;
        }
        if (cell.outcome != Outcome::excluded) {
            return {};
        }
        why = outcome_in_words(cell);
    }
    return why;
}

Verdict across_compilers(const std::vector<Verdict>& verdicts, Across across) {
    const bool one_refutes =
        std::find(verdicts.begin(), verdicts.end(), Verdict::refuted) != verdicts.end();
    return across == Across::every && one_refutes ? Verdict::refuted : agreed(verdicts);
}

QuestionAnswer ask(const Question& question, const RunResult& run,
                   const std::vector<FunctionOverlap>& overlaps) {
    QuestionAnswer result;
    result.id = question.id;
    result.question = question.claim;
    std::vector<Verdict> verdicts;
    const std::vector<std::string> compilers = compilers_of(run);
    for (const std::string& compiler : compilers) {
        if (const std::string why = why_left_out(run, compiler); !why.empty()) {
            result.evidence.push_back(
                unmeasured_row(overall_name, "", std::string(compiler_axis) + "=" + compiler, why));
            continue;
        }
        const Matrix matrix(run, compiler);
        Finding finding = question.find({matrix, overlaps});
        verdicts.push_back(finding.verdict);
        result.summary += result.summary.empty() ? "" : " ";
        result.summary += compilers.size() > 1 ? compiler + ": " : "";
        result.summary += finding.summary;
        std::move(finding.evidence.begin(), finding.evidence.end(),
                  std::back_inserter(result.evidence));
    }
    result.verdict = across_compilers(verdicts, question.across);
    if (result.summary.empty()) {
        result.summary = "No compiler of the run was measured.";
    }
    return result;
}

} // namespace

Answer answer(const RunResult& run, const std::vector<FunctionOverlap>& overlaps) {
    Answer result;
    result.experiment = run.experiment;
    for (const Question& question : question_table()) {
        result.questions.push_back(ask(question, run, overlaps));
    }
    return result;
}

} // namespace klp
