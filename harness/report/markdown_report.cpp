// SPDX-License-Identifier: Apache-2.0
#include "report/conditions.hpp"
#include "report/figures.hpp"
#include "report/findings.hpp"
#include "report/formats.hpp"
#include "report/markdown_escape.hpp"
#include "report/markdown_tables.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

std::string section(std::string_view title, const std::string& body) {
    return body.empty() ? "" : fmt::format("\n## {}\n\n{}", title, body);
}

std::string facts_text(const RunResult& run) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& [subject, value] : facts_of(run)) {
        rows.push_back({subject, value});
    }
    return markdown_table({"", ""}, rows);
}

std::string conditions_text(const RunResult& run) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& [subject, value] : conditions_of(run)) {
        rows.push_back({subject, value});
    }
    return rows.empty() ? "" : markdown_table({"", ""}, rows);
}

std::string evidence_table(const QuestionAnswer& question) {
    std::vector<std::vector<std::string>> rows;
    for (const Evidence& item : question.evidence) {
        if (item.workload.starts_with("overall")) {
            rows.push_back({item.metric, overall_contrast(item), estimate_text(item),
                            std::to_string(item.n), item.note});
        }
    }
    return rows.empty() ? ""
                        : "\n" + markdown_table({"metric", "contrast, over all workloads",
                                                 "estimate", "n", "note"},
                                                rows);
}

std::string primary_lines(const QuestionAnswer& question) {
    std::string text;
    for (const Evidence& item : question.evidence) {
        if (is_primary_overall(item)) {
            text += fmt::format("{}- {}\n", text.empty() ? "\n" : "",
                                markdown_words(primary_line(item)));
        }
    }
    return text;
}

std::string answer_text(const Answer& answer) {
    std::string text;
    for (const QuestionAnswer& question : answer.questions) {
        text += fmt::format("{}### {}: {}\n\nQuestion: {}\n", text.empty() ? "" : "\n",
                            markdown_words(question.id), to_string(question.verdict),
                            markdown_words(question.question));
        if (!question.summary.empty()) {
            text += "\n**Answer:** " + markdown_words(question.summary) + "\n";
        }
        text += primary_lines(question) + evidence_table(question);
    }
    return text;
}

std::string proofs_text(const RunResult& run) {
    std::vector<std::vector<std::string>> rows;
    for (const ProofSummary& proof : proof_summaries(run)) {
        rows.push_back({proof.compiler, proof.value,
                        fmt::format("{} of {}", proof.equal, proof.total),
                        fmt::format("{}", fmt::join(proof.unequal, "; "))});
    }
    return rows.empty() ? ""
                        : markdown_table({"compiler", "value", "objects equal", "not equal"}, rows);
}

std::string failures_text(const RunResult& run) {
    std::string text;
    for (const CellGroup& group : cells_not_ok(run)) {
        const std::size_t count = group.count();
        text += fmt::format("{}**{}** ({} {}): {}\n\n", text.empty() ? "" : "\n", group.outcome,
                            count, count == 1 ? "cell" : "cells", markdown_words(group.reason));
        if (!group.diagnostic.empty()) {
            text += markdown_block(group.diagnostic) + "\n";
        }
        for (const std::string& cells : cells_in_words(group, workloads_of(run))) {
            text += fmt::format("- cells {}\n", markdown_words(cells));
        }
    }
    return text;
}

std::string remarks_text(const std::vector<Remark>& remarks) {
    std::string text;
    for (const Remark& remark : remarks) {
        text += fmt::format("- in {} {}: {}\n", remark.cells, remark.cells == 1 ? "cell" : "cells",
                            markdown_words(remark.text));
    }
    return text;
}

} // namespace

std::string render_markdown(const ReportContent& content, const RenderOptions& /*options*/) {
    const RunResult& run = content.run;
    return fmt::format("# Experiment {}\n", markdown_words(run.experiment)) +
           section("What was measured", facts_text(run)) +
           section("Conditions", conditions_text(run)) +
           section("Answer", answer_text(content.answer)) +
           section("Configurations", overview_markdown(run)) +
           section("Boots", boots_markdown(run)) + section("Equivalence proof", proofs_text(run)) +
           section("Cells that are not ok", failures_text(run)) +
           section("Warnings", remarks_text(warnings_of(run))) +
           section("Metrics that were skipped", remarks_text(skipped_metrics(run))) +
           section("Workloads", workloads_markdown(run));
}

} // namespace klp
