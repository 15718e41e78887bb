// SPDX-License-Identifier: Apache-2.0
//
// Words and files for people and scripts. Everything here is pure: values in, text out. Text and
// Markdown show control characters, escape sequences and bytes that are not UTF-8 visibly
// escaped; docs/formats.md describes the JSON and CSV forms.
#pragma once

#include "base/result.hpp"
#include "model/answer.hpp"
#include "model/experiment.hpp"
#include "model/plan.hpp"
#include "model/results.hpp"
#include "model/run_details.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

struct RenderOptions {
    bool color = false; ///< ANSI colours in text; every other format ignores it
};

/// What a report is made from; all of it outlives the rendering.
struct ReportContent {
    const RunResult& run;
    const Answer& answer;
    const RunDetails& details; ///< empty for formats that do not need it
};

/// A form in which a run can be reported.
struct ReportFormat {
    std::string_view name;
    std::string_view meaning;
    bool needs_details; ///< images and comparisons must be loaded for it
    std::string (*render)(const ReportContent& content, const RenderOptions& options);
};

/// Every format, in the order in which help shows them. To add one, write a file and a row here.
std::span<const ReportFormat> report_formats();

/// The format of that name; a usage error that names the nearest when there is none.
Result<const ReportFormat*> find_report_format(const std::string& name);

/// The report of a run in the format of that name; a usage error when there is no such format.
Result<std::string> render_report(const std::string& format, const RunResult& run,
                                  const Answer& answer, const RenderOptions& options = {},
                                  const RunDetails& details = {});

/// Text is at most 80 columns wide; JSON is what the design fixes for each command.
std::string render_plan_text(const Plan& plan, const Experiment& experiment,
                             const RenderOptions& options = {});
std::string render_plan_json(const Plan& plan, const Experiment& experiment);

std::string render_answer_text(const Answer& answer, const RenderOptions& options = {});
std::string render_answer_json(const Answer& answer);

/// `a` and `b` say in words what was compared, e.g. Configuration::text().
std::string render_comparison_text(const std::string& a, const std::string& b,
                                   const std::vector<Comparison>& comparisons,
                                   const RenderOptions& options = {});
std::string render_comparison_json(const std::string& a, const std::string& b,
                                   const std::vector<Comparison>& comparisons);

} // namespace klp
