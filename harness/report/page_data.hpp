// SPDX-License-Identifier: Apache-2.0
//
// What the script of the report page is given; docs/formats.md describes it.
#pragma once

#include "report/json_parts.hpp"
#include "report/report.hpp"

#include <map>
#include <string>
#include <vector>

namespace klp {

/// Numbers for the names that stand in the page's rows.
class PageIndex {
public:
    explicit PageIndex(const RunResult& run);

    [[nodiscard]] const std::vector<Configuration>& configurations() const {
        return m_configurations;
    }
    [[nodiscard]] const std::vector<std::string>& workloads() const { return m_workloads; }
    [[nodiscard]] const std::vector<std::string>& metrics() const { return m_metrics; }

    [[nodiscard]] std::size_t of(const Configuration& configuration) const;
    [[nodiscard]] std::size_t of_workload(const std::string& workload) const;

    /// The number of a metric; a new name gets the next one.
    std::size_t of_metric(const std::string& metric);

    /// The number of the workload, or the text itself for what is no workload: "overall".
    [[nodiscard]] Json workload_or_text(const std::string& text) const;

private:
    std::vector<Configuration> m_configurations; ///< in the order of the cells
    std::vector<std::string> m_workloads;
    std::vector<std::string> m_metrics;
    std::map<Configuration, std::size_t> m_configuration_numbers;
    std::map<std::string, std::size_t> m_workload_numbers;
    std::map<std::string, std::size_t> m_metric_numbers;
};

/// The whole document.
Json page_data(const ReportContent& content);

/// Its parts that are long: "cells", "pairs" with their "notes", "images".
Json page_cells(const RunResult& run, PageIndex& index);
void add_page_pairs(Json& document, const RunDetails& details, PageIndex& index);
Json page_images(const ReportContent& content, const PageIndex& index);

/// A value of a noisy figure or a ratio: six significant digits, null for what is not finite.
Json short_number(double value);

} // namespace klp
