// SPDX-License-Identifier: Apache-2.0
#include "model/metric.hpp"
#include "report/comparison_notes.hpp"
#include "report/figures.hpp"
#include "report/finding_lines.hpp"
#include "report/json_parts.hpp"
#include "report/layout.hpp"
#include "report/paint.hpp"
#include "report/report.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace klp {
namespace {

constexpr std::size_t body_indent = 2;

/// More metrics of one row of the metric table than this have a table of their own.
constexpr std::ptrdiff_t most_alike = 2;

std::string_view row_name(const Comparison& comparison) {
    const MetricInfo* info = find_metric(comparison.metric);
    return info == nullptr ? std::string_view(comparison.metric) : info->name;
}

/// "kbench.getppid" of "runtime.kbench.getppid.instructions" in a table titled
/// "runtime.BENCH.instructions".
std::string short_name(const Comparison& comparison) {
    const std::string_view benchmark = benchmark_of(comparison.metric);
    return benchmark.empty() ? comparison.metric : std::string(benchmark);
}

/// False for what was not measured, and for what is invalid because it was not.
bool has_numbers(const Comparison& comparison) {
    return comparison.n > 0;
}

std::string value_text(const std::string& metric, double value) {
    // The metric's name says "instructions"; there is no room to say it in every cell.
    return metric.ends_with(".instructions") ? quantity_text(value) : metric_text(metric, value);
}

std::vector<std::string> row_of(const Comparison& comparison, const std::string& name) {
    const std::string verdict(to_string(comparison.judgement.finding));
    if (!has_numbers(comparison)) {
        return {name, "", "", "", verdict};
    }
    return {name, value_text(comparison.metric, comparison.a),
            value_text(comparison.metric, comparison.b),
            std::isfinite(comparison.ratio)
                ? change_text(comparison.ratio, comparison.low, comparison.high)
                : "no ratio",
            verdict};
}

Table table_titled(std::string title) {
    return Table({{std::move(title)},
                  {"A", Align::right},
                  {"B", Align::right},
                  {"change [interval]", Align::right},
                  {"verdict"}});
}

/// The tables and notes of the comparisons of one workload.
std::string rows_text(const std::vector<const Comparison*>& rows) {
    Table main = table_titled("metric");
    std::vector<std::pair<std::string_view, Table>> families;
    for (const Comparison* row : rows) {
        if (is_missing(*row)) {
            continue;
        }
        const std::string_view name = row_name(*row);
        const bool is_of_many =
            row->metric.find('*') == std::string::npos &&
            std::count_if(rows.begin(), rows.end(), [name](const Comparison* other) {
                return row_name(*other) == name;
            }) > most_alike;
        if (is_of_many) {
            auto family = std::find_if(families.begin(), families.end(),
                                       [name](const auto& known) { return known.first == name; });
            if (family == families.end()) {
                family = families.insert(families.end(), {name, table_titled(std::string(name))});
            }
            family->second.add_row(row_of(*row, short_name(*row)));
        } else {
            main.add_row(row_of(*row, row->metric));
        }
    }
    std::string text = main.empty() ? "" : main.text(body_indent);
    for (const auto& [name, table] : families) {
        text += (text.empty() ? "" : "\n") + table.text(body_indent);
    }
    return text + comparison_notes(rows, body_indent);
}

std::string workload_text(const std::string& workload, const std::vector<Comparison>& comparisons,
                          const Paint& paint) {
    std::vector<const Comparison*> rows;
    for (const Comparison& comparison : comparisons) {
        if (comparison.workload == workload) {
            rows.push_back(&comparison);
        }
    }
    return "\n" + paint.heading(fmt::format("{}", fmt::join(wrap(workload, page_width), "\n"))) +
           "\n" + rows_text(rows);
}

/// What is said of the primary metrics, over all workloads.
std::string primary_text(const std::vector<Comparison>& comparisons, const Paint& paint) {
    std::vector<FindingLine> rows;
    for (const Comparison& row : comparisons) {
        if (row.workload.starts_with("overall") && row.judgement.is_primary) {
            const std::string of_kind =
                row.workload == "overall" ? "" : row.workload.substr(std::size("overall"));
            rows.push_back({row.metric + of_kind, row.judgement.finding, row.judgement.line});
        }
    }
    return rows.empty() ? ""
                        : "\n" + paint.heading("primary metrics") + "\n" +
                              finding_lines(rows, body_indent, paint);
}

std::string one_comparison_text(const std::vector<Comparison>& comparisons, const Paint& paint) {
    std::string text = primary_text(comparisons, paint);
    std::vector<std::string> workloads;
    for (const Comparison& comparison : comparisons) {
        if (std::find(workloads.begin(), workloads.end(), comparison.workload) == workloads.end()) {
            workloads.push_back(comparison.workload);
            text += workload_text(comparison.workload, comparisons, paint);
        }
    }
    return text;
}

} // namespace

std::string render_comparison_text(const std::string& a, const std::string& b,
                                   const std::vector<Comparison>& comparisons,
                                   const RenderOptions& options) {
    const Paint paint(options.color);
    std::string text = paragraph("A: " + a, 0) + paragraph("B: " + b, 0);
    if (comparisons.empty()) {
        return text + "Nothing that both have was measured.\n";
    }
    auto first = comparisons.begin();
    while (first != comparisons.end()) {
        const auto last = std::find_if(first, comparisons.end(), [&first](const auto& row) {
            return row.configuration != first->configuration;
        });
        if (!first->configuration.empty()) {
            text += "\n" + paragraph("== " + first->configuration, 0);
        }
        text += one_comparison_text({first, last}, paint);
        first = last;
    }
    return text;
}

std::string render_comparison_json(const std::string& a, const std::string& b,
                                   const std::vector<Comparison>& comparisons) {
    Json rows = Json::array();
    for (const Comparison& comparison : comparisons) {
        const MetricInfo* info = find_metric(comparison.metric);
        Json row{{"workload", comparison.workload},
                 {"metric", comparison.metric},
                 {"unit", info == nullptr ? "" : info->unit},
                 {"kind", to_string(comparison.exact ? MetricKind::exact : MetricKind::noisy)}};
        if (!comparison.configuration.empty()) {
            row["configuration"] = comparison.configuration;
        }
        if (has_numbers(comparison)) {
            row.update({{"a", number_json(comparison.a)},
                        {"b", number_json(comparison.b)},
                        {"ratio", number_json(comparison.ratio)},
                        {"low", number_json(comparison.low)},
                        {"high", number_json(comparison.high)},
                        {"n", comparison.n}});
        }
        row.update(judgement_json(comparison.judgement));
        if (!comparison.note.empty()) {
            row["note"] = comparison.note;
        }
        rows.push_back(std::move(row));
    }
    return json_text({{"a", a}, {"b", b}, {"comparisons", std::move(rows)}});
}

} // namespace klp
