// SPDX-License-Identifier: Apache-2.0
//
// Every question is asked of each kind of workload and each compiler alone; only the findings are
// brought together.
#include "analyze/answer.hpp"

#include "analyze/combine_answers.hpp"
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
        QuestionFinding finding = question.find({matrix, overlaps});
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

Answer answer_of_part(const RunResult& part, const std::vector<FunctionOverlap>& overlaps) {
    Answer result;
    result.experiment = part.experiment;
    for (const Question& question : question_table()) {
        result.questions.push_back(ask(question, part, overlaps));
    }
    return result;
}

std::vector<PartAnswer> answers_by_kind(const RunResult& run,
                                        const std::vector<FunctionOverlap>& overlaps) {
    std::vector<PartAnswer> answers;
    for (const RunResult& part : split_by_kind(run)) {
        answers.push_back({label_of(part), is_of_kernels(part), answer_of_part(part, overlaps)});
    }
    return answers;
}

} // namespace

Answer answer(const RunResult& run, const std::vector<FunctionOverlap>& overlaps) {
    return combine_answers(answers_by_kind(run, overlaps));
}

Answer answer(const std::vector<RunEvidence>& runs) {
    const bool is_any_begun =
        std::any_of(runs.begin(), runs.end(),
                    [](const RunEvidence& evidence) { return !evidence.run.cells.empty(); });
    std::vector<PartAnswer> parts;
    for (const RunEvidence& evidence : runs) {
        if (is_any_begun && evidence.run.cells.empty()) {
            continue;
        }
        std::vector<PartAnswer> of_run = answers_by_kind(evidence.run, evidence.overlaps);
        std::move(of_run.begin(), of_run.end(), std::back_inserter(parts));
    }
    return combine_answers(std::move(parts));
}

} // namespace klp
