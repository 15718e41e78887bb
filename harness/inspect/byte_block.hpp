// SPDX-License-Identifier: Apache-2.0
//
// 64 bytes at once: where in them a byte occurs, as a mask. SSE2, which every x86_64 has, where it
// is; else words of 64 bits, after "Bit Twiddling Hacks", "Determine if a word has a zero byte", in
// the form without false positives.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace klp {

/// Bytes in a block; bit i of a mask is for byte i.
inline constexpr std::size_t block_bytes = 64;

class WordBlock {
public:
    /// `bytes` need not be aligned; block_bytes of them are read.
    explicit WordBlock(const char* bytes) {
        std::memcpy(m_words.data(), bytes, block_bytes);
        if constexpr (std::endian::native == std::endian::big) {
            for (std::uint64_t& word : m_words) {
                word = __builtin_bswap64(word);
            }
        }
    }

    [[nodiscard]] std::uint64_t where(char byte) const {
        constexpr std::uint64_t low_bits = 0x7f7f7f7f7f7f7f7f;
        const std::uint64_t wanted =
            std::uint64_t{0x0101010101010101} * static_cast<unsigned char>(byte);
        std::uint64_t mask = 0;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            const std::uint64_t zero_where_equal = m_words[i] ^ wanted;
            const std::uint64_t top_bits =
                ~(((zero_where_equal & low_bits) + low_bits) | zero_where_equal | low_bits);
            // Gathers the top bits of the eight bytes in the topmost byte of the product.
            mask |= ((top_bits >> 7) * 0x0102040810204080) >> 56 << (8 * i);
        }
        return mask;
    }

private:
    std::array<std::uint64_t, block_bytes / 8> m_words;
};

#ifdef __SSE2__
class SseBlock {
public:
    /// As WordBlock.
    explicit SseBlock(const char* bytes)
        : m_first(load(bytes)),
          m_second(load(bytes + 16)),
          m_third(load(bytes + 32)),
          m_fourth(load(bytes + 48)) {}

    [[nodiscard]] std::uint64_t where(char byte) const {
        const __m128i wanted = _mm_set1_epi8(byte);
        return equal(m_first, wanted) | equal(m_second, wanted) << 16 |
               equal(m_third, wanted) << 32 | equal(m_fourth, wanted) << 48;
    }

private:
    static __m128i load(const char* bytes) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    }
    static std::uint64_t equal(__m128i part, __m128i wanted) {
        return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(part, wanted)));
    }
    __m128i m_first, m_second, m_third, m_fourth;
};
using ByteBlock = SseBlock;
#else
using ByteBlock = WordBlock;
#endif

} // namespace klp
