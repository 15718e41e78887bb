// SPDX-License-Identifier: Apache-2.0
#include "report/impact_report.hpp"
#include "report/layout.hpp"
#include "report/paint.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

std::string comparison_text(const ImpactReport& report) {
    const auto& all = report.configurations;
    Table table({{"functions", Align::right}, {"configuration"}});
    for (const ConfigurationImpact& impact : all) {
        table.add_row({std::to_string(impact.together.size()), impact_label(report, impact)});
    }
    std::string text = table.text(2) + "\n";
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

std::string function_text(const FunctionImpact& impact) {
    std::string text =
        visible(
            fmt::format("{}{}{}: {}", impact.function.name,
                        impact.function.line == 0 ? "" : " (" + place(impact.function, "") + ")",
                        impact.why.empty() ? "" : ", " + impact.why,
                        impact.affected.empty() ? "no body of it is left"
                                                : plural(impact.affected.size()) + " to replace")) +
        "\n";
    if (impact.selectively_inlined) {
        text += "  selectively inlined: it has a body of its own, and is inlined elsewhere\n";
    }
    return impact.affected.empty() ? text : text + list_text(impact.affected);
}

std::uint32_t quantile(const ConfigurationImpact& impact, double share) {
    double functions = 0;
    for (const auto& [size, count] : impact.sizes) {
        functions += count;
    }
    double seen = 0;
    for (const auto& [size, count] : impact.sizes) {
        seen += count;
        if (seen >= std::ceil(share * functions)) {
            return size;
        }
    }
    return 0;
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
        double functions = 0;
        double sum = 0;
        for (const auto& [size, count] : impact.sizes) {
            functions += count;
            sum += static_cast<double>(size) * count;
        }
        if (functions == 0) {
            table.add_row({"0", "", "", "", "", "", impact_label(report, impact)});
            continue;
        }
        table.add_row({fmt::format("{:.0f}", functions), fmt::format("{:.2f}", sum / functions),
                       std::to_string(quantile(impact, 0.90)),
                       std::to_string(quantile(impact, 0.99)), std::to_string(quantile(impact, 1)),
                       std::to_string(impact.selectively_inlined), impact_label(report, impact)});
    }
    return table.text(2);
}

} // namespace

std::string render_impact_text(const ImpactReport& report, const RenderOptions& options) {
    const Paint paint(options.color);
    std::string text;
    if (report.every_function) {
        text = paint.heading("Functions to replace for a live patch of one function") + "\n\n" +
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
        text = paint.heading("Functions to replace for a live patch of " + report.question) +
               "\n\n" + comparison_text(report);
    }
    for (const ConfigurationImpact& impact : report.configurations) {
        for (const std::string& note : impact.notes) {
            text += paragraph(fmt::format("note, {}: {}", impact_label(report, impact), note), 0);
        }
    }
    return text;
}

} // namespace klp
