// SPDX-License-Identifier: Apache-2.0
#include "report/boots.hpp"
#include "report/conditions.hpp"
#include "report/figures.hpp"
#include "report/findings.hpp"
#include "report/formats.hpp"
#include "report/layout.hpp"
#include "report/overview.hpp"
#include "report/paint.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>

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

std::string conditions_text(const RunResult& run) {
    const auto rows = conditions_of(run);
    Table table({{""}, {""}});
    for (const auto& [subject, value] : rows) {
        table.add_row({subject, value});
    }
    return rows.empty() ? "" : table.text(body_indent);
}

/// "instructions" is a word too long for a column whose figures are short.
std::string terminal_title(const OverviewColumn& column) {
    const std::string_view whole = "instructions";
    std::string title(column.title);
    return title.ends_with(whole)
               ? title.replace(title.size() - whole.size(), whole.size(), "instr.")
               : title;
}

/// "lto/live_patching/section_gc": what the parts of a label are.
std::string label_axes(const Overview& overview) {
    std::vector<std::string> axes;
    for (const auto& [axis, value] : overview.rows.front().configuration.entries()) {
        if (std::find(overview.fixed.begin(), overview.fixed.end(),
                      Configuration::Entry(axis, value)) == overview.fixed.end()) {
            axes.push_back(axis);
        }
    }
    return fmt::format("{}", fmt::join(axes, "/"));
}

std::string overview_table(const Overview& overview) {
    std::vector<Column> columns{{"configuration"}};
    for (const OverviewColumn& column : overview.columns) {
        columns.push_back({terminal_title(column), Align::right});
    }
    if (has_counts(overview)) {
        columns.push_back({"n", Align::right});
    }
    Table table(std::move(columns));
    for (const OverviewRow& row : overview.rows) {
        std::vector<std::string> cells{short_label(row.configuration, overview.fixed) +
                                       (row.is_baseline ? " (baseline)" : "")};
        for (const MeanRatio& mean : row.means) {
            cells.push_back(mean_text(row, mean));
        }
        if (has_counts(overview)) {
            cells.push_back(workloads_text(row));
        }
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
        text += paragraph(fmt::format("a configuration is {}; all have {}", label_axes(overview),
                                      Configuration(overview.fixed).text()),
                          body_indent);
    }
    return text + overview_table(overview) + paragraph(overview_note(overview), body_indent);
}

/// A table for each kind of workload: their figures make no common mean.
std::string overviews_text(const RunResult& run) {
    const std::vector<RunResult> parts = split_by_kind(run);
    std::string text;
    for (const RunResult& part : parts) {
        if (parts.size() > 1) {
            text += (text.empty() ? "" : "\n") +
                    paragraph("workloads of kind " + part.cells.front().workload_kind + ":",
                              body_indent);
        }
        text += overview_text(part);
    }
    return text;
}

std::string boots_text(const RunResult& run) {
    std::string text;
    for (const std::string& kernel : booted_kernels(run)) {
        Table table({{kernel},
                     {"median", Align::right},
                     {"unit"},
                     {"spread", Align::right},
                     {"greatest spread", Align::right}});
        for (const BootSpread& row : boot_spreads(run, kernel)) {
            table.add_row({row.name, quantity_text(row.median), row.unit, share_text(row.spread),
                           share_text(row.greatest)});
        }
        text += table.text(body_indent) +
                paragraph("Median and spread: " + first_booted(run, kernel) +
                              "; greatest spread: of any configuration.",
                          body_indent) +
                "\n";
    }
    return text.empty() ? "" : text + paragraph(boots_note(run), body_indent);
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
        for (const std::string& cells : cells_in_words(group, workloads_of(run))) {
            text += paragraph(cells, 2 * body_indent);
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

std::string render_text(const ReportContent& content, const RenderOptions& options) {
    const RunResult& run = content.run;
    const Paint paint(options.color);
    const std::string text =
        section(paint, "What was measured", facts_text(run)) +
        section(paint, "Conditions", conditions_text(run)) +
        section(paint, "Answer", render_answer_text(content.answer, options)) +
        section(paint, "Configurations", overviews_text(run)) +
        section(paint, "Boots", boots_text(run)) +
        section(paint, "Equivalence proof", proofs_text(run)) +
        section(paint, "Cells that are not ok", failures_text(run, paint)) +
        section(paint, "Warnings", remarks_text(warnings_of(run))) +
        section(paint, "Metrics that were skipped", remarks_text(skipped_metrics(run)));
    return text.substr(1);
}

} // namespace klp
