// SPDX-License-Identifier: Apache-2.0
#include "report/markdown_tables.hpp"

#include "model/metric.hpp"
#include "report/figures.hpp"
#include "report/markdown_escape.hpp"
#include "report/overview.hpp"

#include <fmt/format.h>

#include <algorithm>

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
    for (const OverviewColumn& column : overview_columns) {
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

std::string overview_markdown(const RunResult& run) {
    const Overview overview = overview_of(run);
    if (overview.rows.empty()) {
        return "";
    }
    std::vector<std::string> titles{"configuration"};
    for (const OverviewColumn& column : overview_columns) {
        titles.emplace_back(column.title);
    }
    titles.emplace_back("n");
    std::vector<std::vector<std::string>> rows;
    for (const OverviewRow& row : overview.rows) {
        rows.push_back({short_label(row.configuration, overview.fixed) +
                        (row.is_baseline ? " (baseline)" : "")});
        for (const MeanRatio& mean : row.means) {
            rows.back().push_back(mean_text(row, mean));
        }
        rows.back().push_back(workloads_text(row));
    }
    return fixed_text(overview) + markdown_table(titles, rows) + "\n" +
           markdown_words(overview_note(overview)) + "\n";
}

std::string workloads_markdown(const RunResult& run) {
    const Overview overview = overview_of(run);
    std::string text = overview.workloads.empty() ? "" : fixed_text(overview);
    text += overview.workloads.empty()
                ? ""
                : "Medians over the replicates. \"=\": an equivalent realisation.\n";
    for (const std::string& workload : overview.workloads) {
        const std::vector<std::string> metrics = shown_metrics(run, workload);
        std::vector<std::string> titles{"configuration", "outcome"};
        titles.insert(titles.end(), metrics.begin(), metrics.end());
        std::vector<std::vector<std::string>> rows;
        for (const CellResult& cell : run.cells) {
            if (cell.workload == workload) {
                rows.push_back(cell_row(cell, overview, metrics));
            }
        }
        text += "\n### " + markdown_words(workload) + "\n\n" + markdown_table(titles, rows);
    }
    return text;
}

} // namespace klp
