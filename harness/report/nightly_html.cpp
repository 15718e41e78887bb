// SPDX-License-Identifier: Apache-2.0
#include "report/html_page.hpp"
#include "report/nightly_json.hpp"
#include "report/nightly_report.hpp"
#include "report/nightly_words.hpp"

#include <fmt/format.h>

namespace klp {

std::string render_nightly_html(const NightReport& report) {
    const Json data = nightly_json(report);
    return html_page(
        {fmt::format("{}: {}", shortened(report.series.experiment, 80), night_headline(report)),
         PageScript::nightly, data, render_nightly_text(report)});
}

} // namespace klp
