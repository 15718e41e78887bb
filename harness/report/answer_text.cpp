// SPDX-License-Identifier: Apache-2.0
#include "report/finding_lines.hpp"
#include "report/layout.hpp"
#include "report/paint.hpp"
#include "report/report.hpp"

#include <algorithm>

namespace klp {
namespace {

constexpr std::size_t body_indent = 4;

std::string question_text(const QuestionAnswer& question, const Paint& paint) {
    std::string text = paint.heading(visible(question.id)) + ": " +
                       paint.verdict(question.verdict) + "\n" +
                       paragraph(question.question, body_indent);
    if (!question.summary.empty()) {
        text += paragraph("=> " + question.summary, body_indent);
    }
    text += primary_evidence_text(question.evidence, body_indent, paint);
    const bool equivalent =
        std::any_of(question.evidence.begin(), question.evidence.end(), [](const Evidence& item) {
            return item.realisation == Realisation::equivalent;
        });
    if (equivalent) {
        text +=
            paragraph("(rests on equivalent realisations, not only on the compiler's own flags)",
                      body_indent);
    }
    return text;
}

} // namespace

std::string render_answer_text(const Answer& answer, const RenderOptions& options) {
    const Paint paint(options.color);
    std::string text;
    for (const QuestionAnswer& question : answer.questions) {
        text += (text.empty() ? "" : "\n") + question_text(question, paint);
    }
    return text.empty() ? "No question was answered.\n" : text;
}

} // namespace klp
