// SPDX-License-Identifier: Apache-2.0
#include "report/finding_lines.hpp"

#include "report/figures.hpp"
#include "report/layout.hpp"

#include <algorithm>

namespace klp {
namespace {

constexpr std::string_view separator = " \u00b7 ";
constexpr std::size_t gap = 2;
constexpr std::size_t widest_subject = 26;

void append_row(std::string& text, const FindingLine& row, std::size_t indent, std::size_t width,
                const Paint& paint) {
    const std::size_t start = indent + width + gap;
    const std::vector<std::string> names = wrap(row.subject, width);
    const std::vector<std::string> parts = wrap_at(row.line, separator, page_width - start);
    for (std::size_t y = 0; y < std::max(names.size(), parts.size()); ++y) {
        const std::string name = y < names.size() ? names[y] : "";
        std::string line = std::string(indent, ' ') + name;
        if (y < parts.size() && !parts[y].empty()) {
            line += std::string(width - text_width(name) + gap, ' ');
            const std::string_view word = to_string(row.finding);
            const bool is_first = y == 0 && parts[y].starts_with(word);
            line += is_first ? paint.finding(row.finding) + parts[y].substr(word.size()) : parts[y];
        }
        text += line + "\n";
    }
}

} // namespace

std::string finding_lines(const std::vector<FindingLine>& rows, std::size_t indent,
                          const Paint& paint) {
    std::size_t width = 1;
    for (const FindingLine& row : rows) {
        width = std::max(width, std::min(widest_subject, text_width(visible(row.subject))));
    }
    std::string text;
    for (const FindingLine& row : rows) {
        append_row(text, row, indent, width, paint);
    }
    return text;
}

std::string primary_evidence_text(const std::vector<Evidence>& evidence, std::size_t indent,
                                  const Paint& paint) {
    std::vector<std::string> contrasts;
    for (const Evidence& item : evidence) {
        if (is_primary_overall(item) && std::find(contrasts.begin(), contrasts.end(),
                                                  overall_contrast(item)) == contrasts.end()) {
            contrasts.push_back(overall_contrast(item));
        }
    }
    std::string text;
    for (const std::string& contrast : contrasts) {
        std::vector<FindingLine> rows;
        for (const Evidence& item : evidence) {
            if (is_primary_overall(item) && overall_contrast(item) == contrast) {
                rows.push_back({item.metric, item.judgement->finding, item.judgement->line});
            }
        }
        text += paragraph(contrast, indent) + finding_lines(rows, indent + gap, paint);
    }
    return text;
}

} // namespace klp
