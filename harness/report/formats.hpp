// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/report.hpp"

namespace klp {

std::string render_text(const ReportContent& content, const RenderOptions& options);
std::string render_markdown(const ReportContent& content, const RenderOptions& options);
std::string render_html(const ReportContent& content, const RenderOptions& options);
std::string render_json(const ReportContent& content, const RenderOptions& options);
std::string render_csv(const ReportContent& content, const RenderOptions& options);
std::string render_tsv(const ReportContent& content, const RenderOptions& options);
std::string render_summary(const ReportContent& content, const RenderOptions& options);
std::string render_junit(const ReportContent& content, const RenderOptions& options);
std::string render_gbench(const ReportContent& content, const RenderOptions& options);
std::string render_lnt(const ReportContent& content, const RenderOptions& options);

} // namespace klp
