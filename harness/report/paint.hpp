// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/answer.hpp"

#include <string>
#include <string_view>

namespace klp {

/// Sparing colour for text that is laid out already: colour codes have no width.
class Paint {
public:
    explicit Paint(bool color) : m_color(color) {}

    [[nodiscard]] std::string heading(std::string_view text) const { return coded("1", text); }
    [[nodiscard]] std::string bad(std::string_view text) const { return coded("31", text); }

    [[nodiscard]] std::string verdict(Verdict verdict) const {
        switch (verdict) {
        case Verdict::supported:
            return coded("32", to_string(verdict));
        case Verdict::refuted:
            return coded("31", to_string(verdict));
        case Verdict::inconclusive:
        case Verdict::not_measured:
            break;
        }
        return coded("33", to_string(verdict));
    }

    /// Only what is shown to differ has a colour.
    [[nodiscard]] std::string finding(Finding finding) const {
        const std::string_view word = to_string(finding);
        return finding == Finding::costs   ? coded("31", word)
               : finding == Finding::saves ? coded("32", word)
                                           : std::string(word);
    }

private:
    [[nodiscard]] std::string coded(std::string_view code, std::string_view text) const {
        return m_color ? "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m"
                       : std::string(text);
    }

    bool m_color;
};

} // namespace klp
