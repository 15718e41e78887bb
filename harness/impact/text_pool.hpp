// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace klp {

/// Texts kept once each, by number. Number 0 is the empty text.
class TextPool {
public:
    TextPool() { number_of({}); }

    /// The number of `text`, which is copied when it is new.
    std::uint32_t number_of(std::string_view text);

    /// The number of `text`, or 0 when it is not in the pool.
    [[nodiscard]] std::uint32_t find(std::string_view text) const {
        const auto at = m_numbers.find(text);
        return at == m_numbers.end() ? 0 : at->second;
    }

    /// Stays valid as long as the pool, which may be moved.
    [[nodiscard]] std::string_view text(std::uint32_t number) const { return m_texts[number]; }

private:
    static constexpr std::size_t block_bytes = std::size_t{64} * 1024;

    std::string_view keep(std::string_view text);

    std::vector<std::unique_ptr<char[]>> m_blocks; // NOLINT(modernize-avoid-c-arrays)
    std::size_t m_free = 0;                        ///< bytes left in the last block
    std::vector<std::string_view> m_texts;
    boost::unordered_flat_map<std::string_view, std::uint32_t, std::hash<std::string_view>>
        m_numbers;
};

} // namespace klp
