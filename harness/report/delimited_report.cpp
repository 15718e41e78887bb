// SPDX-License-Identifier: Apache-2.0
//
// Tidy: one sample a row. A metric that was skipped and a cell that is not ok have a row of their
// own with the reason, so that nobody takes their absence for a zero. CSV and TSV differ in their
// Dialect only. In both a row is a line, and nothing in it reaches a terminal as more than text.
#include "report/formats.hpp"

#include "model/metric.hpp"
#include "report/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace klp {
namespace {

constexpr std::array<std::string_view, 2> columns_before{"experiment", "workload"};
constexpr std::array<std::string_view, 8> columns_after{
    "realisation", "outcome", "metric", "unit", "kind", "replicate", "value", "skipped"};

struct Dialect {
    std::string_view separator;
    std::string (*field)(std::string_view text);
};

// RFC 4180: quotes around a field with a comma or quote; quotes inside are doubled.
std::string csv_field(std::string_view text) {
    std::string shown = visible(text);
    if (shown.find_first_of(",\"") == std::string::npos) {
        return shown;
    }
    std::string quoted = "\"";
    for (const char c : shown) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

// A backslash is doubled before the rest is escaped, so that nothing reads in two ways.
std::string tsv_field(std::string_view text) {
    std::string doubled;
    for (const char c : text) {
        doubled += c == '\\' ? "\\\\" : std::string(1, c);
    }
    return visible(doubled);
}

constexpr Dialect csv{",", csv_field};
constexpr Dialect tsv{"\t", tsv_field};

std::string line(const Dialect& dialect, const std::vector<std::string>& fields) {
    std::string text;
    for (const std::string& value : fields) {
        text += &value == &fields.front() ? "" : dialect.separator;
        text += dialect.field(value);
    }
    return text + "\n";
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// A user's axis may have the name of a column.
std::string axis_column(const std::string& axis) {
    return contains(columns_before, axis) || contains(columns_after, axis) ? "axis." + axis : axis;
}

std::string header(const Dialect& dialect, const RunResult& run) {
    std::vector<std::string> names(columns_before.begin(), columns_before.end());
    for (const RunAxis& axis : run.axes) {
        names.push_back(axis_column(axis.name));
    }
    names.insert(names.end(), columns_after.begin(), columns_after.end());
    return line(dialect, names);
}

std::string cell_lines(const Dialect& dialect, const RunResult& run, const CellResult& cell) {
    std::vector<std::string> fields{run.experiment, cell.workload};
    for (const RunAxis& axis : run.axes) {
        fields.push_back(cell.configuration.get(axis.name));
    }
    fields.emplace_back(
        to_string(is_equivalent(cell) ? Realisation::equivalent : Realisation::native));
    fields.emplace_back(to_string(cell.outcome));
    const auto with = [&dialect, &fields](std::vector<std::string> rest) {
        std::vector<std::string> all = fields;
        all.insert(all.end(), rest.begin(), rest.end());
        return line(dialect, all);
    };
    std::string lines;
    for (const auto& [name, series] : cell.metrics) {
        const MetricInfo* info = find_metric(name);
        const std::string unit(info == nullptr ? "" : info->unit);
        const std::string kind(info == nullptr ? "" : to_string(info->kind));
        for (const ReplicateValue& sample : series.values) {
            lines += with({name, unit, kind, std::to_string(sample.replicate),
                           fmt::format("{}", sample.value), ""});
        }
        if (series.values.empty()) {
            lines += with({name, unit, kind, "", "", series.skipped});
        }
    }
    return lines.empty() ? with({"", "", "", "", "", cell.reason}) : lines;
}

std::string render(const Dialect& dialect, const RunResult& run) {
    std::string text = header(dialect, run);
    for (const CellResult& cell : run.cells) {
        text += cell_lines(dialect, run, cell);
    }
    return text;
}

} // namespace

std::string render_csv(const ReportContent& content, const RenderOptions& /*options*/) {
    return render(csv, content.run);
}

std::string render_tsv(const ReportContent& content, const RenderOptions& /*options*/) {
    return render(tsv, content.run);
}

} // namespace klp
