// SPDX-License-Identifier: Apache-2.0
#include "os/bounded_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {

void BoundedText::append(std::string_view bytes) {
    const std::size_t head_room = m_half - std::min(m_half, m_head.size());
    m_head += bytes.substr(0, head_room);
    bytes.remove_prefix(std::min(head_room, bytes.size()));
    m_tail += bytes;
    trim_tail(2 * m_half);
}

void BoundedText::trim_tail(std::size_t above) {
    if (m_tail.size() > above) {
        const std::size_t excess = m_tail.size() - m_half;
        m_tail.erase(0, excess);
        m_dropped += excess;
    }
}

std::string BoundedText::text() const {
    BoundedText trimmed = *this;
    trimmed.trim_tail(m_half);
    if (trimmed.m_dropped == 0) {
        return trimmed.m_head + trimmed.m_tail;
    }
    return fmt::format("{}\n[... {} bytes left out ...]\n{}", trimmed.m_head, trimmed.m_dropped,
                       trimmed.m_tail);
}

} // namespace klp
