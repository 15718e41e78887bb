// SPDX-License-Identifier: Apache-2.0
#include "support/xml_element.hpp"

#include <array>
#include <utility>

namespace klp {
namespace {

class Reader {
public:
    explicit Reader(std::string_view rest) : m_rest(rest) {}

    std::optional<XmlElement> document() {
        if (take("<?xml ")) {
            const std::size_t end = m_rest.find("?>");
            if (end == std::string_view::npos) {
                return std::nullopt;
            }
            m_rest.remove_prefix(end + 2);
        }
        skip_space();
        std::optional<XmlElement> root = element();
        skip_space();
        return m_rest.empty() ? root : std::nullopt;
    }

private:
    bool take(std::string_view word) {
        const bool is_next = m_rest.starts_with(word);
        m_rest.remove_prefix(is_next ? word.size() : 0);
        return is_next;
    }

    void skip_space() {
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \n"), m_rest.size()));
    }

    std::string name() {
        const std::size_t end = m_rest.find_first_of(" \n=<>/\"'&");
        std::string word(m_rest.substr(0, end));
        m_rest.remove_prefix(word.size());
        return word;
    }

    std::optional<std::string> text_until(char stop) {
        constexpr std::array<std::pair<std::string_view, char>, 5> entities{
            {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}};
        std::string text;
        while (!m_rest.empty() && m_rest.front() != stop) {
            const char c = m_rest.front();
            const bool forbidden = static_cast<unsigned char>(c) < 0x20 && c != '\n';
            if (c == '<' || forbidden || m_rest.starts_with("\xef\xbf\xbe") ||
                m_rest.starts_with("\xef\xbf\xbf")) {
                return std::nullopt;
            }
            const std::size_t before = text.size();
            for (const auto& [entity, meaning] : entities) {
                if (text.size() == before && take(entity)) {
                    text += meaning;
                }
            }
            if (text.size() == before) {
                if (c == '&') {
                    return std::nullopt;
                }
                text += c;
                m_rest.remove_prefix(1);
            }
        }
        return text;
    }

    bool attribute(XmlElement& element) {
        const std::string key = name();
        if (key.empty() || !take("=\"")) {
            return false;
        }
        const auto value = text_until('"');
        return value && take("\"") && element.attributes.emplace(key, *value).second;
    }

    bool content(XmlElement& parent) {
        while (!m_rest.starts_with("</")) {
            if (m_rest.starts_with('<')) {
                const auto child = element();
                if (!child) {
                    return false;
                }
                parent.children.push_back(*child);
            } else {
                const auto text = text_until('<');
                if (!text || m_rest.empty()) {
                    return false;
                }
                parent.text += *text;
            }
        }
        return take("</" + parent.name + ">");
    }

    std::optional<XmlElement> element() {
        XmlElement result;
        if (!take("<") || (result.name = name()).empty()) {
            return std::nullopt;
        }
        while (skip_space(), !m_rest.starts_with('>') && !m_rest.starts_with("/>")) {
            if (!attribute(result)) {
                return std::nullopt;
            }
        }
        if (take("/>") || (take(">") && content(result))) {
            return result;
        }
        return std::nullopt;
    }

    std::string_view m_rest;
};

} // namespace

std::optional<XmlElement> read_xml(std::string_view document) {
    return Reader(document).document();
}

} // namespace klp
