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
    ReportFormat{"tsv", "the same with tabs, for awk and cut", false, render_tsv},
    ReportFormat{"summary", "a page of Markdown, for a job's summary or a merge request", false,
                 render_summary},
    ReportFormat{"junit", "JUnit XML, for Jenkins and GitLab", false, render_junit},
    ReportFormat{"gbench", "Google Benchmark's JSON, for its compare.py", false, render_gbench},
    ReportFormat{"lnt", "the JSON that LLVM's LNT takes at submission", false, render_lnt},
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
