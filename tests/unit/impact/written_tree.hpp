// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/source_tree.hpp"
#include "inspect/c_source.hpp"

#include <map>
#include <string>
#include <utility>

namespace klp {

/// A source tree that a test writes down; it counts what is read of it.
class WrittenTree : public SourceTree {
public:
    using Texts = std::map<std::string, std::string>;

    explicit WrittenTree(Texts texts) : m_texts(std::move(texts)) {
        for (const auto& [name, text] : m_texts) {
            m_scans.emplace(name, scan_c_source(text));
        }
    }

    std::vector<std::string> files() override {
        ++listings;
        std::vector<std::string> names;
        names.reserve(m_texts.size());
        for (const auto& [name, text] : m_texts) {
            names.push_back(name);
        }
        return names;
    }

    std::optional<SourceFile> open(const std::string& file) override {
        const auto found = m_texts.find(file);
        if (found == m_texts.end()) {
            return std::nullopt;
        }
        return SourceFile{found->second, &m_scans.at(file)};
    }

    CFragment scan_text(std::string_view text, bool inside_comment) override {
        return scan_c_fragment(text, inside_comment);
    }

    int listings = 0;

private:
    Texts m_texts;
    std::map<std::string, CSource> m_scans;
};

} // namespace klp
