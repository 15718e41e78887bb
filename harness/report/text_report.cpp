// SPDX-License-Identifier: Apache-2.0
#include "report/findings.hpp"
#include "report/formats.hpp"
#include "report/layout.hpp"
#include "report/overview.hpp"
#include "report/paint.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

constexpr std::size_t body_indent = 2;
constexpr std::size_t most_diagnostic_lines = 12;

std::string section(const Paint& paint, std::string_view title, const std::string& body) {
    return body.empty()
               ? ""
               : "\n" + paint.heading(title) + "\n" + std::string(title.size(), '=') + "\n" + body;
}

std::string facts_text(const RunResult& run) {
    Table table({{""}, {""}});
    for (const auto& [subject, value] : facts_of(run)) {
        table.add_row({subject, value});
    }
    return table.text(body_indent);
}

std::string overview_table(const Overview& overview) {
    std::vector<Column> columns{{"configuration"}};
    for (const OverviewColumn& column : overview_columns) {
        columns.push_back({std::string(column.title), Align::right});
    }
    columns.push_back({"n", Align::right});
    Table table(std::move(columns));
    for (const OverviewRow& row : overview.rows) {
        std::vector<std::string> cells{short_label(row.configuration, overview.fixed) +
                                       (row.is_baseline ? " (baseline)" : "")};
        for (const MeanRatio& mean : row.means) {
            cells.push_back(mean_text(row, mean));
        }
        cells.push_back(workloads_text(row));
        table.add_row(std::move(cells));
    }
    return table.text(body_indent);
}

std::string overview_text(const RunResult& run) {
    const Overview overview = overview_of(run);
    if (overview.rows.empty()) {
        return "";
    }
    std::string text;
    if (!overview.fixed.empty()) {
        text += paragraph("in every configuration: " + Configuration(overview.fixed).text(),
                          body_indent);
    }
    return text + overview_table(overview) + paragraph(overview_note(overview), body_indent);
}

std::string proofs_text(const RunResult& run) {
    std::string text;
    for (const ProofSummary& proof : proof_summaries(run)) {
        text += paragraph(fmt::format("{} {}: {} of {} objects equal", proof.compiler, proof.value,
                                      proof.equal, proof.total),
                          body_indent);
        for (const std::string& unit : proof.unequal) {
            text += paragraph("not equal: " + unit, 2 * body_indent);
        }
    }
    return text;
}

std::string failures_text(const RunResult& run, const Paint& paint) {
    std::string text;
    for (const CellGroup& group : cells_not_ok(run)) {
        const std::size_t count = group.count();
        text += fmt::format("  {} ({} {})\n", paint.bad(visible(group.outcome)), count,
                            count == 1 ? "cell" : "cells");
        if (!group.reason.empty()) {
            text += paragraph(group.reason, 2 * body_indent);
        }
        text += quotation(group.diagnostic, 2 * body_indent, most_diagnostic_lines);
        for (const auto& [configuration, workloads] : group.cells) {
            text += paragraph(fmt::format("{}: {}", configuration, fmt::join(workloads, ", ")),
                              2 * body_indent);
        }
    }
    return text;
}

std::string remarks_text(const std::vector<Remark>& remarks) {
    std::string text;
    for (const Remark& remark : remarks) {
        text += paragraph(fmt::format("{} ({} {})", remark.text, remark.cells,
                                      remark.cells == 1 ? "cell" : "cells"),
                          body_indent);
    }
    return text;
}

} // namespace

std::string render_text(const RunResult& run, const Answer& answer, const RenderOptions& options) {
    const Paint paint(options.color);
    const std::string text =
        section(paint, "What was measured", facts_text(run)) +
        section(paint, "Answer", render_answer_text(answer, options)) +
        section(paint, "Configurations", overview_text(run)) +
        section(paint, "Equivalence proof", proofs_text(run)) +
        section(paint, "Cells that are not ok", failures_text(run, paint)) +
        section(paint, "Warnings", remarks_text(warnings_of(run))) +
        section(paint, "Metrics that were skipped", remarks_text(skipped_metrics(run)));
    return text.substr(1);
}

} // namespace klp
