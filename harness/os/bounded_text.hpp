// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace klp {

/// Keeps the first and the last half of `limit` bytes of a stream of any length.
class BoundedText {
public:
    explicit BoundedText(std::size_t limit) : m_half(limit / 2) {}

    void append(std::string_view bytes);

    /// What was kept; where bytes are missing, a line in between says how many.
    [[nodiscard]] std::string text() const;

private:
    std::size_t m_half;
    std::string m_head;
    std::string m_tail; ///< may hold up to twice m_half before it is trimmed
    std::size_t m_dropped = 0;

    void trim_tail(std::size_t above);
};

} // namespace klp
