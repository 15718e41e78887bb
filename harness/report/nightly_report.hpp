// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/nightly.hpp"
#include "report/report.hpp"

#include <string>

namespace klp {

/// For a terminal, 80 columns wide.
std::string render_nightly_text(const NightReport& report, const RenderOptions& options = {});

/// Short enough for a mail: what is open, what changed, what was suspected.
std::string render_nightly_markdown(const NightReport& report);

/// docs/formats.md describes it.
std::string render_nightly_json(const NightReport& report);

/// A page with the trend of everything watched.
std::string render_nightly_html(const NightReport& report);

} // namespace klp
