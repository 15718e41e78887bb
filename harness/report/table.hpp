// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace klp {

enum class Align { left, right };

struct Column {
    std::string title;
    Align align = Align::left;
};

/// Aligned columns for text. A table that is too wide for the page wraps its widest columns.
/// Cells are shown as `visible` shows them.
class Table {
public:
    explicit Table(std::vector<Column> columns) : m_columns(std::move(columns)) {}

    /// Precondition: one cell for each column.
    void add_row(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }

    [[nodiscard]] bool empty() const { return m_rows.empty(); }

    /// Lines behind `indent` spaces; titles and a rule first unless every title is empty.
    [[nodiscard]] std::string text(std::size_t indent) const;

private:
    [[nodiscard]] std::vector<std::size_t> fitted_widths(std::size_t room) const;

    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace klp
