// SPDX-License-Identifier: Apache-2.0
#include "report/impact_report.hpp"
#include "report/layout.hpp"
#include "report/paint.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::size_t most_listed = 40;     // functions of one list; JSON has them all
constexpr std::size_t most_differences = 8; // names in one line

std::string plural(std::size_t count) {
    return fmt::format("{} function{}", count, count == 1 ? "" : "s");
}

std::string place(const SourceFunction& function, const std::string& unit) {
    const std::string& file = function.file.empty() ? unit : function.file;
    return function.line == 0 ? file : fmt::format("{}:{}", file, function.line);
}

// "inline into skb_clone, isra" : the way of the body, the last function left out.
std::string way(const AffectedFunction& affected) {
    std::string text;
    for (std::size_t i = 0; i < affected.steps.size(); ++i) {
        const ImpactStep& step = affected.steps[i];
        text += (i == 0 ? "" : ", ") + step.kind;
        if (i + 1 < affected.steps.size()) {
            text += " into " + step.into;
        }
    }
    return affected.steps.empty() ? "itself" : text;
}

std::string list_text(const std::vector<AffectedFunction>& functions) {
    Table table({{"function"}, {"defined at"}, {"holds the body by"}});
    for (std::size_t i = 0; i < std::min(functions.size(), most_listed); ++i) {
        const AffectedFunction& of = functions[i];
        table.add_row({of.function.name, place(of.function, of.unit),
                       way(of) + (of.cross_unit ? " (another unit)" : "")});
    }
    std::string text = table.text(2);
    if (functions.size() > most_listed) {
        text +=
            fmt::format("  … and {} more; --json has them all\n", functions.size() - most_listed);
    }
    return text;
}

bool contains(const std::vector<AffectedFunction>& functions, const AffectedFunction& wanted) {
    return std::any_of(functions.begin(), functions.end(),
                       [&wanted](const auto& other) { return other.same_function(wanted); });
}

// Names in `a` that are not in `b`.
std::string missing(const std::vector<AffectedFunction>& a,
                    const std::vector<AffectedFunction>& b) {
    std::string names;
    std::size_t count = 0;
    for (const AffectedFunction& function : a) {
        if (contains(b, function)) {
            continue;
        }
        if (count++ < most_differences) {
            names += (names.empty() ? "" : ", ") + function.function.name;
        }
    }
    if (count > most_differences) {
        names += fmt::format(", and {} more", count - most_differences);
    }
    return names;
}

// A column for each configuration, in the order of the table above it; 0: no body of it is left,
// and a dash: the build does not know it.
std::string functions_table(const ImpactReport& report) {
    const auto& all = report.configurations;
    std::vector<Column> columns;
    for (std::size_t i = 0; i < all.size(); ++i) {
        columns.push_back({std::to_string(i + 1), Align::right});
    }
    columns.push_back({"function"});
    columns.push_back({"defined at"});
    Table table(columns);
    for (std::size_t i = 0; i < all.front().functions.size(); ++i) {
        std::vector<std::string> cells;
        for (const ConfigurationImpact& impact : all) {
            const FunctionImpact& of = impact.functions[i];
            cells.push_back(of.known ? std::to_string(of.affected.size()) : "-");
        }
        const SourceFunction& function = all.front().functions[i].function;
        cells.push_back(function.name);
        cells.push_back(place(function, ""));
        table.add_row(std::move(cells));
    }
    return table.text(2);
}

std::string comparison_text(const ImpactReport& report) {
    const auto& all = report.configurations;
    Table table({{"", Align::right}, {"functions", Align::right}, {"configuration"}});
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool any = std::any_of(all[i].functions.begin(), all[i].functions.end(),
                                     [](const FunctionImpact& of) { return of.known; });
        table.add_row({std::to_string(i + 1), any ? std::to_string(all[i].together.size()) : "-",
                       impact_label(report, all[i])});
    }
    std::string text = table.text(2) + "\n";
    if (all.front().functions.size() > 1) {
        text += functions_table(report) + "\n";
    }
    const ConfigurationImpact& first = all.front();
    for (std::size_t i = 1; i < all.size(); ++i) {
        const std::string more = missing(all[i].together, first.together);
        const std::string fewer = missing(first.together, all[i].together);
        if (more.empty() && fewer.empty()) {
            continue;
        }
        text +=
            paragraph(fmt::format("{} against {}:{}{}{}", impact_label(report, all[i]),
                                  impact_label(report, first), more.empty() ? "" : " also " + more,
                                  more.empty() || fewer.empty() ? "" : ";",
                                  fewer.empty() ? "" : " not " + fewer),
                      2);
    }
    return text;
}

std::string copies_text(std::int64_t copies) {
    return copies == 0 ? "" : fmt::format(", {} inline cop{}", copies, copies == 1 ? "y" : "ies");
}

std::string function_text(const FunctionImpact& impact) {
    const std::string where =
        impact.function.line == 0 ? "" : " (" + place(impact.function, "") + ")";
    const std::string what = !impact.known ? "no dump and no symbol names it"
                             : impact.affected.empty()
                                 ? "no body of it is left"
                                 : plural(impact.affected.size()) + " to replace";
    std::string text =
        paragraph(impact.function.name + where + ": " + what + copies_text(impact.copies), 0);
    if (!impact.why.empty()) {
        text += paragraph(impact.why, 2);
    }
    if (impact.selectively_inlined) {
        text += "  selectively inlined: it has a body of its own, and is inlined elsewhere\n";
    }
    return impact.affected.empty() ? text : text + list_text(impact.affected);
}

// Of words that a command line gave.
std::string heading(const Paint& paint, const std::string& words) {
    std::string text;
    for (const std::string& line : wrap(words, page_width)) {
        text += paint.heading(line) + "\n";
    }
    return text + "\n";
}

std::string every_function_text(const ImpactReport& report) {
    Table table({{"functions", Align::right},
                 {"mean", Align::right},
                 {"p90", Align::right},
                 {"p99", Align::right},
                 {"max", Align::right},
                 {"sel. inlined", Align::right},
                 {"configuration"}});
    for (const ConfigurationImpact& impact : report.configurations) {
        const ImpactSizes& sizes = impact.sizes;
        if (sizes.empty()) {
            table.add_row({"0", "", "", "", "", "", impact_label(report, impact)});
            continue;
        }
        table.add_row(
            {std::to_string(function_count(sizes)), fmt::format("{:.2f}", mean_size(sizes)),
             std::to_string(size_quantile(sizes, 0.90)), std::to_string(size_quantile(sizes, 0.99)),
             std::to_string(size_quantile(sizes, 1)), std::to_string(impact.selectively_inlined),
             impact_label(report, impact)});
    }
    return table.text(2);
}

} // namespace

std::string render_impact_text(const ImpactReport& report, const RenderOptions& options) {
    const Paint paint(options.color);
    std::string text;
    if (report.every_function) {
        text = heading(paint, "Functions to replace for a live patch of one function") +
               every_function_text(report);
    } else if (report.configurations.size() == 1) {
        const ConfigurationImpact& only = report.configurations.front();
        for (const FunctionImpact& impact : only.functions) {
            text += (text.empty() ? "" : "\n") + function_text(impact);
        }
        if (only.functions.size() > 1) {
            text += fmt::format("\nTogether: {} to replace\n", plural(only.together.size()));
        }
    } else {
        text = heading(paint, "Functions to replace for a live patch of " + report.question) +
               comparison_text(report);
    }
    for (const std::string& note : report.notes) {
        text += paragraph("note: " + note, 0);
    }
    for (const ConfigurationImpact& impact : report.configurations) {
        for (const std::string& note : impact.notes) {
            text += paragraph(fmt::format("note, {}: {}", impact_label(report, impact), note), 0);
        }
    }
    return text;
}

} // namespace klp
