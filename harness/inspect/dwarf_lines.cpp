// SPDX-License-Identifier: Apache-2.0
#include "inspect/dwarf_lines.hpp"

#include "model/source_path.hpp"

#include <algorithm>
#include <unordered_map>

namespace klp {

LineReader::LineReader(const DebugFacts& facts) : m_facts(facts) {
    m_source_files.reserve(facts.sources.size());
    for (const SourceFunction& source : facts.sources) {
        const std::uint32_t file = files.number_of(source.file);
        m_source_files.push_back(file);
        m_starts.resize(std::max<std::size_t>(m_starts.size(), file + 1U));
        m_starts[file].push_back(static_cast<std::uint32_t>(source.line));
    }
    for (std::vector<std::uint32_t>& starts : m_starts) {
        std::sort(starts.begin(), starts.end());
    }
}

// The rows that have a line, by address; rows of one address in the order of the table.
Result<std::vector<LineReader::Row>> LineReader::rows_of(Dwarf_Die& unit) {
    Dwarf_Lines* table = nullptr;
    std::size_t count = 0;
    if (dwarf_getsrclines(&unit, &table, &count) != 0) {
        return damaged_dwarf("a line table");
    }
    const std::string_view directory = directory_of(unit);
    std::unordered_map<const char*, std::uint32_t> file_numbers;
    std::vector<Row> rows;
    rows.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        Dwarf_Line* const entry = dwarf_onesrcline(table, i);
        Dwarf_Addr address = 0;
        int line = 0;
        bool ends = false;
        if (dwarf_lineaddr(entry, &address) != 0 || dwarf_lineno(entry, &line) != 0 ||
            dwarf_lineendsequence(entry, &ends) != 0) {
            return damaged_dwarf("a row of a line table");
        }
        const char* const name = dwarf_linesrc(entry, nullptr, nullptr);
        if (ends || line <= 0 || name == nullptr) {
            continue;
        }
        const auto [file, is_new] = file_numbers.try_emplace(name, 0);
        if (is_new) {
            file->second = files.number_of(source_path(directory, name));
        }
        rows.push_back({address, file->second, static_cast<std::uint32_t>(line), true});
    }
    const auto by_address = [](const Row& a, const Row& b) { return a.address < b.address; };
    if (!std::is_sorted(rows.begin(), rows.end(), by_address)) {
        std::stable_sort(rows.begin(), rows.end(), by_address);
    }
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        rows[i].has_code = rows[i].address != rows[i + 1].address;
    }
    return rows;
}

std::uint32_t LineReader::source_of(const CodeRange& range) const {
    return range.inlined == no_index ? m_facts.functions[range.function].source
                                     : m_facts.inlined[range.inlined].source;
}

void LineReader::add_line(const Row& row, const std::vector<CodeRange>& around,
                          std::vector<CodeLine>& lines) const {
    const CodeRange* owner = row.has_code ? &around.back() : nullptr;
    if (row.file < m_starts.size()) {
        const std::vector<std::uint32_t>& starts = m_starts[row.file];
        const auto past = std::upper_bound(starts.begin(), starts.end(), row.line);
        for (const CodeRange& range : around) {
            const std::uint32_t source = source_of(range);
            // By its line, since one macro can define several functions on one.
            if (past != starts.begin() && m_source_files[source] == row.file &&
                static_cast<std::uint32_t>(m_facts.sources[source].line) == *std::prev(past)) {
                owner = &range;
            }
        }
    }
    if (owner != nullptr) {
        lines.push_back({row.file, row.line, owner->function, owner->inlined});
    }
}

Status LineReader::read(Dwarf_Die& unit, std::vector<CodeRange> ranges,
                        std::vector<CodeLine>& lines) {
    const auto rows = rows_of(unit);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    std::stable_sort(ranges.begin(), ranges.end(), [](const CodeRange& a, const CodeRange& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::vector<CodeRange> around; // the row's address, from the outermost to the innermost
    auto next = ranges.begin();
    for (const Row& row : *rows) {
        for (; next != ranges.end() && next->begin <= row.address; ++next) {
            around.push_back(*next);
        }
        std::erase_if(around, [&row](const CodeRange& range) { return range.end <= row.address; });
        if (!around.empty()) { // else assembly, padding, or what the linker discarded
            add_line(row, around, lines);
        }
    }
    return {};
}

} // namespace klp
