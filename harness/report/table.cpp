// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include "report/layout.hpp"

#include <algorithm>
#include <numeric>

namespace klp {
namespace {

constexpr std::size_t gap = 2;

std::string padded(const std::string& text, std::size_t width, Align align) {
    const std::string space(width - std::min(width, text_width(text)), ' ');
    return align == Align::left ? text + space : space + text;
}

// The widest column of words, so that numbers stay on one line while there is another way.
std::size_t* column_to_shrink(const std::vector<Column>& columns,
                              std::vector<std::size_t>& widths) {
    constexpr std::size_t least_words = 12;
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (columns[i].align == Align::left && widths[i] > least_words &&
            (widest == nullptr || widths[i] > *widest)) {
            widest = &widths[i];
        }
    }
    return widest != nullptr ? widest : &*std::max_element(widths.begin(), widths.end());
}

std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find(' ', start), text.size());
        longest = std::max(longest, text_width(text.substr(start, end - start)));
        start = end + 1;
    }
    return longest;
}

void append_line(std::string& result, std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + "\n";
}

void append_row(std::string& result, const std::vector<std::string>& cells,
                const std::vector<Column>& columns, const std::vector<std::size_t>& widths,
                std::size_t indent) {
    std::vector<std::vector<std::string>> wrapped;
    std::size_t height = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        wrapped.push_back(wrap(cells[i], widths[i]));
        height = std::max(height, wrapped.back().size());
    }
    for (std::size_t y = 0; y < height; ++y) {
        std::string line(indent, ' ');
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string part = y < wrapped[i].size() ? wrapped[i][y] : "";
            line +=
                (i == 0 ? "" : std::string(gap, ' ')) + padded(part, widths[i], columns[i].align);
        }
        append_line(result, line);
    }
}

} // namespace

std::vector<std::size_t> Table::fitted_widths(std::size_t room) const {
    std::vector<std::size_t> widths;
    std::vector<std::size_t> without_title; // but for the longest word of it
    for (const Column& column : m_columns) {
        widths.push_back(std::max<std::size_t>(1, text_width(column.title)));
        without_title.push_back(std::max<std::size_t>(1, longest_word(column.title)));
    }
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], text_width(visible(row[i])));
            without_title[i] = std::max(without_title[i], text_width(visible(row[i])));
        }
    }
    const std::size_t gaps = gap * (widths.size() - 1);
    std::size_t total = std::accumulate(widths.begin(), widths.end(), gaps);
    for (std::size_t i = 0; i < widths.size(); ++i) { // titles are wrapped before anything else
        const std::size_t excess = total > room ? total - room : 0;
        const std::size_t spare = std::min(excess, widths[i] - without_title[i]);
        widths[i] -= spare;
        total -= spare;
    }
    for (; total > room; --total) {
        std::size_t* const widest = column_to_shrink(m_columns, widths);
        if (*widest == 1) {
            break;
        }
        --*widest;
    }
    return widths;
}

std::string Table::text(std::size_t indent) const {
    const std::vector<std::size_t> widths = fitted_widths(page_width - indent);
    std::string result;
    std::vector<std::string> titles;
    std::vector<std::string> rules;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        titles.push_back(m_columns[i].title);
        rules.emplace_back(widths[i], '-');
    }
    if (std::any_of(titles.begin(), titles.end(),
                    [](const auto& title) { return !title.empty(); })) {
        append_row(result, titles, m_columns, widths, indent);
        append_row(result, rules, m_columns, widths, indent);
    }
    for (const auto& row : m_rows) {
        append_row(result, row, m_columns, widths, indent);
    }
    return result;
}

} // namespace klp
