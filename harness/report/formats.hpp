// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/report.hpp"

namespace klp {

std::string render_text(const RunResult& run, const Answer& answer, const RenderOptions& options);
std::string render_markdown(const RunResult& run, const Answer& answer,
                            const RenderOptions& options);
std::string render_json(const RunResult& run, const Answer& answer, const RenderOptions& options);
std::string render_csv(const RunResult& run, const Answer& answer, const RenderOptions& options);

} // namespace klp
