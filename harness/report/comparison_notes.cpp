// SPDX-License-Identifier: Apache-2.0
#include "report/comparison_notes.hpp"

#include "report/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace klp {
namespace {

/// Words, and the metrics that they are said of.
using Said = std::vector<std::pair<std::string, std::vector<std::string>>>;

void say(Said& said, const std::string& words, const std::string& metric) {
    auto known = std::find_if(said.begin(), said.end(),
                              [&words](const auto& one) { return one.first == words; });
    if (known == said.end()) {
        known = said.insert(said.end(), {words, {}});
    }
    known->second.push_back(metric);
}

/// The reason when all parts of a list, "without aead: REASON; without lz77: REASON", give the
/// same.
std::string common_reason(std::string_view list) {
    constexpr std::string_view separator = "; ";
    constexpr std::string_view prefix = "without ";
    const std::string_view whole = list;
    std::string_view common;
    while (!list.empty()) {
        std::string_view part = list.substr(0, list.find(separator));
        list.remove_prefix(std::min(list.size(), part.size() + separator.size()));
        const std::size_t colon = part.find(": ");
        if (part.starts_with(prefix) && colon != std::string_view::npos) {
            part.remove_prefix(colon + 2);
        }
        if (!common.empty() && common != part) {
            return std::string(whole);
        }
        common = part;
    }
    return std::string(common);
}

/// "built without LTO" of "CONFIGURATION: no lto.wpa_cpu_s: built without LTO": which side it was
/// is said above, and the metric beside. What has one reason on both sides, or in all workloads,
/// says it once.
std::string reason_of(const Comparison& comparison) {
    const std::string link = fmt::format(": no {}: ", comparison.metric);
    std::string reason = comparison.note;
    for (std::size_t at = reason.find(link); at != std::string::npos; at = reason.find(link)) {
        const std::size_t space = reason.rfind(' ', at);
        const std::size_t start = space == std::string::npos ? 0 : space + 1;
        reason.erase(start, at + link.size() - start);
    }
    return common_reason(reason);
}

} // namespace

bool is_missing(const Comparison& comparison) {
    return comparison.n == 0 && comparison.judgement.finding == Finding::not_measured;
}

std::string comparison_notes(const std::vector<const Comparison*>& rows, std::size_t indent) {
    Said missing;
    Said notes;
    for (const Comparison* row : rows) {
        if (is_missing(*row)) {
            say(missing, reason_of(*row), row->metric);
        } else if (!row->note.empty()) {
            say(notes, row->note, row->metric);
        }
    }
    std::string text;
    for (const auto& [why, metrics] : missing) {
        text +=
            paragraph(fmt::format("{}: {}{}", to_string(Finding::not_measured),
                                  fmt::join(metrics, ", "), why.empty() ? "" : " (" + why + ")"),
                      indent);
    }
    const auto measured = static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [](const Comparison* row) { return !is_missing(*row); }));
    for (const auto& [note, metrics] : notes) {
        const bool is_of_all = metrics.size() == measured && measured > 1;
        text += paragraph((is_of_all ? "all" : fmt::format("{}", fmt::join(metrics, ", "))) + ": " +
                              note,
                          indent);
    }
    return text;
}

} // namespace klp
