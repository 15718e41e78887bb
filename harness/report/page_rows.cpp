// SPDX-License-Identifier: Apache-2.0
//
// The long parts of the page's data: lists in place of objects, numbers in place of names.
#include "report/page_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace klp {
namespace {

Json value_row(std::size_t metric, const Series& series) {
    const auto [least, most] = std::minmax_element(
        series.values.begin(), series.values.end(),
        [](const ReplicateValue& a, const ReplicateValue& b) { return a.value < b.value; });
    return {metric, number_json(median(series)), number_json(least->value),
            number_json(most->value), series.values.size()};
}

Json cell_object(const CellResult& cell, PageIndex& index) {
    Json json{{"workload", index.of_workload(cell.workload)},
              {"configuration", index.of(cell.configuration)},
              {"outcome", to_string(cell.outcome)}};
    if (cell.outcome != Outcome::ok) {
        json["reason"] = cell.reason;
        json["diagnostic"] = cell.diagnostic;
    }
    if (!cell.warnings.empty()) {
        json["warnings"] = cell.warnings;
    }
    json["equivalent"] = Json::array();
    for (const auto& [axis, how] : cell.realisation) {
        if (how == Realisation::equivalent) {
            json["equivalent"].push_back(axis);
        }
    }
    json["values"] = Json::array();
    json["skipped"] = Json::array();
    for (const auto& [name, series] : cell.metrics) {
        const std::size_t metric = index.of_metric(name);
        if (series.values.empty()) {
            json["skipped"].push_back({metric, series.skipped});
        } else {
            json["values"].push_back(value_row(metric, series));
        }
    }
    for (const auto& [functions, count] : cell.impact_sizes) {
        json["impact"].push_back({functions, count});
    }
    return json;
}

/// Texts, each once.
class Notes {
public:
    Json number_of(const std::string& note) {
        if (note.empty()) {
            return nullptr;
        }
        const auto [entry, is_new] = m_numbers.emplace(note, m_texts.size());
        if (is_new) {
            m_texts.push_back(note);
        }
        return entry->second;
    }
    [[nodiscard]] const std::vector<std::string>& texts() const { return m_texts; }

private:
    std::map<std::string, std::size_t> m_numbers;
    std::vector<std::string> m_texts;
};

Json comparison_row(const Comparison& row, PageIndex& index, Notes& notes) {
    const auto level = [&row](double value) {
        return row.exact ? number_json(value) : short_number(value);
    };
    return {index.workload_or_text(row.workload),
            index.of_metric(row.metric),
            level(row.a),
            level(row.b),
            short_number(row.ratio),
            short_number(row.low),
            short_number(row.high),
            row.n,
            json_name(row.judgement.finding),
            row.exact ? 1 : 0,
            notes.number_of(row.note)};
}

/// Of one workload: a row for each name, a column for each cell.
class ByteTable {
public:
    explicit ByteTable(std::size_t columns) : m_columns(columns) {}

    void add(const std::string& name, std::size_t column, std::int64_t bytes) {
        const auto [entry, is_new] = m_numbers.emplace(name, m_rows.size());
        if (is_new) {
            m_rows.push_back({name, std::vector<Sum>(m_columns)});
        }
        Sum& sum = m_rows[entry->second].sums[column];
        sum.bytes += bytes;
        ++sum.count;
    }

    /// [NAME, [bytes or null]]; NAME says of how many it is the sum where they are several.
    [[nodiscard]] Json json() const {
        Json rows = Json::array();
        for (const Row& row : m_rows) {
            Json bytes = Json::array();
            int most = 1;
            for (const Sum& sum : row.sums) {
                bytes.push_back(sum.count == 0 ? Json(nullptr) : Json(sum.bytes));
                most = std::max(most, sum.count);
            }
            rows.push_back({row.name, std::move(bytes), most});
        }
        return rows;
    }

private:
    struct Sum {
        std::int64_t bytes = 0;
        int count = 0;
    };
    struct Row {
        std::string name;
        std::vector<Sum> sums;
    };

    std::size_t m_columns;
    std::map<std::string, std::size_t> m_numbers;
    std::vector<Row> m_rows;
};

Json images_of(const ReportContent& content, const std::string& workload, const PageIndex& index) {
    std::vector<const ImageContents*> images;
    Json cells = Json::array();
    for (const ImageContents& image : content.details.images) {
        const CellResult& cell = content.run.cells.at(image.cell);
        if (cell.workload == workload) {
            images.push_back(&image);
            cells.push_back(index.of(cell.configuration));
        }
    }
    ByteTable sections(images.size());
    ByteTable functions(images.size());
    ByteTable objects(images.size());
    for (std::size_t i = 0; i < images.size(); ++i) {
        for (const SectionSize& section : images[i]->sections) {
            sections.add(section.section, i, section.bytes);
        }
        for (const SymbolSize& symbol : images[i]->symbols) {
            (symbol.kind == "function" ? functions : objects).add(symbol.symbol, i, symbol.bytes);
        }
    }
    return {{"workload", index.of_workload(workload)},
            {"cells", std::move(cells)},
            {"sections", sections.json()},
            {"functions", functions.json()},
            {"objects", objects.json()}};
}

} // namespace

Json short_number(double value) {
    if (!std::isfinite(value)) {
        return nullptr;
    }
    const std::string digits = fmt::format("{:.6g}", value);
    double rounded = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), rounded);
    return number_json(rounded);
}

Json page_cells(const RunResult& run, PageIndex& index) {
    Json json = Json::array();
    for (const CellResult& cell : run.cells) {
        json.push_back(cell_object(cell, index));
    }
    return json;
}

void add_page_pairs(Json& document, const RunDetails& details, PageIndex& index) {
    Notes notes;
    Json pairs = Json::array();
    for (const PairComparison& pair : details.pairs) {
        Json rows = Json::array();
        for (const Comparison& row : pair.rows) {
            rows.push_back(comparison_row(row, index, notes));
        }
        pairs.push_back(
            {{"a", index.of(pair.a)}, {"b", index.of(pair.b)}, {"rows", std::move(rows)}});
    }
    document["pairs"] = std::move(pairs);
    document["notes"] = notes.texts();
}

Json page_images(const ReportContent& content, const PageIndex& index) {
    Json json = Json::array();
    for (const std::string& workload : index.workloads()) {
        Json images = images_of(content, workload, index);
        if (!images["cells"].empty()) {
            json.push_back(std::move(images));
        }
    }
    return json;
}

} // namespace klp
