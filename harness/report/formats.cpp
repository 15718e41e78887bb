// SPDX-License-Identifier: Apache-2.0
#include "report/formats.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>

#include <array>

namespace klp {
namespace {

constexpr std::array formats{
    ReportFormat{"text", "for a terminal, 80 columns wide", render_text},
    ReportFormat{"md", "GitHub-flavoured Markdown", render_markdown},
    ReportFormat{"json", "everything, for scripts; a committed reference result", render_json},
    ReportFormat{"csv", "one sample a row, for spreadsheets and data frames", render_csv},
};

} // namespace

std::span<const ReportFormat> report_formats() {
    return formats;
}

Result<std::string> render_report(const std::string& format, const RunResult& run,
                                  const Answer& answer, const RenderOptions& options) {
    std::vector<std::string> names;
    for (const ReportFormat& candidate : formats) {
        if (candidate.name == format) {
            return candidate.render(run, answer, options);
        }
        names.emplace_back(candidate.name);
    }
    const std::string near = nearest(format, names);
    return usage_error(fmt::format("there is no report format '{}'; {}", format,
                                   near.empty() ? fmt::format("use {}", fmt::join(names, ", "))
                                                : fmt::format("did you mean '{}'?", near)));
}

} // namespace klp
