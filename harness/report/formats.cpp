// SPDX-License-Identifier: Apache-2.0
#include "report/formats.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

#include <array>

namespace klp {
namespace {

constexpr std::array formats{
    ReportFormat{"text", "for a terminal, 80 columns wide", false, render_text},
    ReportFormat{"md", "GitHub-flavoured Markdown", false, render_markdown},
    ReportFormat{"html", "one page with charts and tables, to be opened offline", true,
                 render_html},
    ReportFormat{"json", "everything, for scripts; a committed reference result", false,
                 render_json},
    ReportFormat{"csv", "one sample a row, for spreadsheets and data frames", false, render_csv},
};

} // namespace

std::span<const ReportFormat> report_formats() {
    return formats;
}

Result<const ReportFormat*> find_report_format(const std::string& name) {
    std::vector<std::string> names;
    for (const ReportFormat& candidate : formats) {
        if (candidate.name == name) {
            return &candidate;
        }
        names.emplace_back(candidate.name);
    }
    const std::string near = nearest(name, names);
    return usage_error(fmt::format("there is no report format '{}'; {}", name,
                                   near.empty() ? fmt::format("use {}", fmt::join(names, ", "))
                                                : fmt::format("did you mean '{}'?", near)));
}

Result<std::string> render_report(const std::string& format, const RunResult& run,
                                  const Answer& answer, const RenderOptions& options,
                                  const RunDetails& details) {
    const Result<const ReportFormat*> found = find_report_format(format);
    if (!found) {
        return tl::unexpected(found.error());
    }
    return (*found)->render({run, answer, details}, options);
}

} // namespace klp
