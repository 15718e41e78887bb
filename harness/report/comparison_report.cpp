// SPDX-License-Identifier: Apache-2.0
#include "model/metric.hpp"
#include "report/figures.hpp"
#include "report/json_parts.hpp"
#include "report/layout.hpp"
#include "report/paint.hpp"
#include "report/report.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::size_t body_indent = 2;

std::vector<std::string> row_of(const Comparison& comparison) {
    const std::string verdict(to_string(comparison.direction));
    if (comparison.direction == Direction::not_measured) {
        return {comparison.metric, "", "", "", verdict};
    }
    return {comparison.metric, metric_text(comparison.metric, comparison.a),
            metric_text(comparison.metric, comparison.b),
            change_text(comparison.ratio, comparison.low, comparison.high), verdict};
}

std::string workload_text(const std::string& workload, const std::vector<Comparison>& comparisons,
                          const Paint& paint) {
    Table table({{"metric"},
                 {"A", Align::right},
                 {"B", Align::right},
                 {"change [interval]", Align::right},
                 {"verdict"}});
    std::string notes;
    for (const Comparison& comparison : comparisons) {
        if (comparison.workload == workload) {
            table.add_row(row_of(comparison));
            if (!comparison.note.empty()) {
                notes += paragraph(comparison.metric + ": " + comparison.note, body_indent);
            }
        }
    }
    return "\n" + paint.heading(fmt::format("{}", fmt::join(wrap(workload, page_width), "\n"))) +
           "\n" + table.text(body_indent) + notes;
}

} // namespace

std::string render_comparison_text(const std::string& a, const std::string& b,
                                   const std::vector<Comparison>& comparisons,
                                   const RenderOptions& options) {
    const Paint paint(options.color);
    std::string text = paragraph("A: " + a, 0) + paragraph("B: " + b, 0);
    std::vector<std::string> workloads;
    for (const Comparison& comparison : comparisons) {
        if (std::find(workloads.begin(), workloads.end(), comparison.workload) == workloads.end()) {
            workloads.push_back(comparison.workload);
            text += workload_text(comparison.workload, comparisons, paint);
        }
    }
    return comparisons.empty() ? text + "Nothing that both have was measured.\n" : text;
}

std::string render_comparison_json(const std::string& a, const std::string& b,
                                   const std::vector<Comparison>& comparisons) {
    Json rows = Json::array();
    for (const Comparison& comparison : comparisons) {
        const MetricInfo* info = find_metric(comparison.metric);
        Json row{{"workload", comparison.workload},
                 {"metric", comparison.metric},
                 {"unit", info == nullptr ? "" : info->unit},
                 {"kind", to_string(comparison.exact ? MetricKind::exact : MetricKind::noisy)},
                 {"direction", to_string(comparison.direction)}};
        if (comparison.direction != Direction::not_measured) {
            row.update({{"a", number_json(comparison.a)},
                        {"b", number_json(comparison.b)},
                        {"ratio", number_json(comparison.ratio)},
                        {"low", number_json(comparison.low)},
                        {"high", number_json(comparison.high)},
                        {"n", comparison.n}});
        }
        if (!comparison.note.empty()) {
            row["note"] = comparison.note;
        }
        rows.push_back(std::move(row));
    }
    return json_text({{"a", a}, {"b", b}, {"comparisons", std::move(rows)}});
}

} // namespace klp
