// SPDX-License-Identifier: Apache-2.0
#include "report/markdown_tables.hpp"

#include "model/metric.hpp"
#include "report/boots.hpp"
#include "report/figures.hpp"
#include "report/markdown_escape.hpp"
#include "report/overview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace klp {
namespace {

std::string row_text(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const std::string& cell : cells) {
        text += " " + markdown_words(cell) + " |";
    }
    return text + "\n";
}

std::string fixed_text(const Overview& overview) {
    return overview.fixed.empty()
               ? ""
               : "In every configuration: " + markdown_words(Configuration(overview.fixed).text()) +
                     "\n\n";
}

// The metrics of the overview that this workload's cells hold, each benchmark for itself.
std::vector<std::string> shown_metrics(const RunResult& run, const std::string& workload) {
    std::vector<std::string> names;
    for (const OverviewColumn& column : all_overview_columns) {
        for (const CellResult& cell : run.cells) {
            for (const auto& [name, series] : cell.metrics) {
                const MetricInfo* info = find_metric(name);
                if (cell.workload == workload && info != nullptr && info->name == column.metric &&
                    std::find(names.begin(), names.end(), name) == names.end()) {
                    names.push_back(name);
                }
            }
        }
    }
    return names;
}

/// Takes the benchmarks out of `metrics` when they are too many for columns.
std::vector<std::string> take_many_benchmarks(std::vector<std::string>& metrics) {
    constexpr std::size_t most_columns = 12;
    std::vector<std::string> benchmarks;
    std::copy_if(metrics.begin(), metrics.end(), std::back_inserter(benchmarks),
                 [](const std::string& metric) { return !benchmark_of(metric).empty(); });
    if (benchmarks.size() <= most_columns) {
        return {};
    }
    std::erase_if(metrics, [](const std::string& metric) { return !benchmark_of(metric).empty(); });
    return benchmarks;
}

/// Medians with a row for each benchmark and a column for each configuration.
std::string benchmarks_table(const RunResult& run, const std::string& workload,
                             const Overview& overview, const std::vector<std::string>& benchmarks) {
    std::vector<std::string> titles{"median"};
    std::vector<std::vector<std::string>> rows;
    rows.reserve(benchmarks.size());
    for (const std::string& benchmark : benchmarks) {
        rows.push_back({benchmark});
    }
    for (const CellResult& cell : run.cells) {
        if (cell.workload != workload || cell.outcome != Outcome::ok) {
            continue;
        }
        titles.push_back(short_label(cell.configuration, overview.fixed) +
                         (is_equivalent(cell) ? " =" : ""));
        for (std::vector<std::string>& row : rows) {
            const auto series = cell.metrics.find(row.front());
            row.push_back(series == cell.metrics.end() || series->second.values.empty()
                              ? ""
                              : quantity_text(median(series->second)));
        }
    }
    return rows.empty() ? "" : "\n" + markdown_table(titles, rows);
}

std::vector<std::string> cell_row(const CellResult& cell, const Overview& overview,
                                  const std::vector<std::string>& metrics) {
    std::vector<std::string> row{short_label(cell.configuration, overview.fixed),
                                 std::string(to_string(cell.outcome)) +
                                     (is_equivalent(cell) ? " =" : "")};
    for (const std::string& metric : metrics) {
        const auto series = cell.metrics.find(metric);
        row.push_back(series == cell.metrics.end() ? "" : series_text(metric, series->second));
    }
    return row;
}

std::string overview_of_kind(const RunResult& part) {
    const Overview overview = overview_of(part);
    if (overview.rows.empty()) {
        return "";
    }
    std::vector<std::string> titles{"configuration"};
    for (const OverviewColumn& column : overview.columns) {
        titles.emplace_back(column.title);
    }
    if (has_counts(overview)) {
        titles.emplace_back("n");
    }
    std::vector<std::vector<std::string>> rows;
    for (const OverviewRow& row : overview.rows) {
        rows.push_back({short_label(row.configuration, overview.fixed) +
                        (row.is_baseline ? " (baseline)" : "")});
        for (const MeanRatio& mean : row.means) {
            rows.back().push_back(mean_text(row, mean));
        }
        if (has_counts(overview)) {
            rows.back().push_back(workloads_text(row));
        }
    }
    return fixed_text(overview) + markdown_table(titles, rows) + "\n" +
           markdown_words(overview_note(overview)) + "\n";
}

} // namespace

std::string markdown_table(const std::vector<std::string>& titles,
                           const std::vector<std::vector<std::string>>& rows) {
    std::string text = row_text(titles) + "|";
    for (std::size_t i = 0; i < titles.size(); ++i) {
        text += " --- |";
    }
    text += "\n";
    for (const auto& row : rows) {
        text += row_text(row);
    }
    return text;
}

std::string boots_markdown(const RunResult& run) {
    std::string text;
    for (const std::string& kernel : booted_kernels(run)) {
        std::vector<std::vector<std::string>> rows;
        for (const BootSpread& row : boot_spreads(run, kernel)) {
            rows.push_back({row.name, quantity_text(row.median), row.unit, share_text(row.spread),
                            share_text(row.greatest)});
        }
        text += markdown_table({kernel, "median in " + first_booted(run, kernel), "unit",
                                "its spread", "greatest spread of any"},
                               rows) +
                "\n";
    }
    return text.empty() ? "" : text + markdown_words(boots_note(run)) + "\n";
}

std::string overview_markdown(const RunResult& run) {
    const std::vector<RunResult> parts = split_by_kind(run);
    std::string text;
    for (const RunResult& part : parts) {
        if (parts.size() > 1) {
            text += (text.empty() ? "" : "\n") + std::string("Workloads of kind ") +
                    markdown_words(part.cells.front().workload_kind) + ":\n\n";
        }
        text += overview_of_kind(part);
    }
    return text;
}

std::string workloads_markdown(const RunResult& run) {
    const Overview overview = overview_of(run);
    std::string text = overview.workloads.empty() ? "" : fixed_text(overview);
    text += overview.workloads.empty()
                ? ""
                : "Medians over the replicates. \"=\": an equivalent realisation.\n";
    for (const std::string& workload : overview.workloads) {
        std::vector<std::string> metrics = shown_metrics(run, workload);
        const std::vector<std::string> benchmarks = take_many_benchmarks(metrics);
        std::vector<std::string> titles{"configuration", "outcome"};
        titles.insert(titles.end(), metrics.begin(), metrics.end());
        std::vector<std::vector<std::string>> rows;
        for (const CellResult& cell : run.cells) {
            if (cell.workload == workload) {
                rows.push_back(cell_row(cell, overview, metrics));
            }
        }
        text += "\n### " + markdown_words(workload) + "\n\n" + markdown_table(titles, rows) +
                benchmarks_table(run, workload, overview, benchmarks);
    }
    return text;
}

} // namespace klp
