// SPDX-License-Identifier: Apache-2.0
#include "report/html_page.hpp"
#include "report/nightly_json.hpp"
#include "report/nightly_report.hpp"
#include "report/nightly_words.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>

namespace klp {
namespace {

constexpr std::ptrdiff_t most_nights = 120; // a thousand histories of years would be tens of MB

/// With the last nights of each history only; the JSON report has them all.
NightReport with_last_nights(NightReport report) {
    bool is_cut = false;
    for (WatchedHistory& history : report.histories) {
        const auto nights = std::ssize(history.points);
        if (nights > most_nights) {
            history.points.erase(history.points.begin(), history.points.end() - most_nights);
            is_cut = true;
        }
    }
    if (is_cut) {
        report.notes.push_back(fmt::format(
            "trends show the last {} nights; the JSON report has them all", most_nights));
    }
    return report;
}

} // namespace

std::string render_nightly_html(const NightReport& report) {
    const Json data = nightly_json(with_last_nights(report));
    return html_page(
        {fmt::format("{}: {}", shortened(report.series.experiment, 80), night_headline(report)),
         PageScript::nightly, data, render_nightly_text(report)});
}

} // namespace klp
