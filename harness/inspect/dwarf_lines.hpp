// SPDX-License-Identifier: Apache-2.0
//
// The line table of a DWARF unit, joined with the unit's code. A part of inspect/dwarf.
#pragma once

#include "inspect/dwarf_functions.hpp"

#include <vector>

namespace klp {

/// What the rows of line tables are joined with.
class LineReader {
public:
    explicit LineReader(const DebugFacts& facts);

    /// Appends the lines of `unit`, whose code has the given ranges, in no order and with
    /// repetitions. A line is of the function of its file that begins last at or before it, as far
    /// as that is among those whose code is at the row's address; otherwise (it is in an included
    /// table, say) of the innermost of them. A row can have no instruction of its own: then it is
    /// left out unless it is of such a function.
    Status read(Dwarf_Die& unit, std::vector<CodeRange> ranges, std::vector<CodeLine>& lines);

    Numbering<std::string> files;

private:
    struct Row {
        std::uint64_t address = 0;
        std::uint32_t file = 0;
        std::uint32_t line = 0;
        bool has_code = true;
    };

    Result<std::vector<Row>> rows_of(Dwarf_Die& unit);
    [[nodiscard]] std::uint32_t source_of(const CodeRange& range) const;
    void add_line(const Row& row, const std::vector<CodeRange>& around,
                  std::vector<CodeLine>& lines) const;

    const DebugFacts& m_facts;
    std::vector<std::uint32_t> m_source_files;        // the number of each source's file
    std::vector<std::vector<std::uint32_t>> m_starts; // of each file: where functions begin, sorted
};

} // namespace klp
