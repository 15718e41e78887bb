// SPDX-License-Identifier: Apache-2.0
#include "impact/text_pool.hpp"

#include <algorithm>

namespace klp {

std::uint32_t TextPool::number_of(std::string_view text) {
    const auto at = m_numbers.find(text);
    if (at != m_numbers.end()) {
        return at->second;
    }
    const auto number = static_cast<std::uint32_t>(m_texts.size());
    m_texts.push_back(keep(text));
    m_numbers.emplace(m_texts.back(), number);
    return number;
}

std::string_view TextPool::keep(std::string_view text) {
    if (text.empty()) {
        return {};
    }
    if (text.size() > m_free) {
        m_free = std::max(block_bytes, text.size());
        m_blocks.push_back(std::make_unique<char[]>(m_free)); // NOLINT(modernize-avoid-c-arrays)
    }
    // The free part is at the end of the last block, which is filled from behind.
    m_free -= text.size();
    char* const place = m_blocks.back().get() + m_free;
    std::copy(text.begin(), text.end(), place);
    return {place, text.size()};
}

} // namespace klp
