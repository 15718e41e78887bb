// SPDX-License-Identifier: Apache-2.0
//
// What the search for changed functions wants to know of the sources of a build. Files are named
// by the plain paths (plain_path) of the functions' files.
#pragma once

#include "model/c_source.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// A source file as it was built. What it holds lives as long as the tree.
struct SourceFile {
    std::string_view text;
    const CSource* scan = nullptr; ///< of `text`
};

class SourceTree {
public:
    SourceTree() = default;
    SourceTree(const SourceTree&) = delete;
    SourceTree& operator=(const SourceTree&) = delete;
    virtual ~SourceTree() = default;

    /// All that may be read in this build: its translation units and what they include. Asked for
    /// only when a macro or a header changed.
    virtual std::vector<std::string> files() = 0;

    /// nullopt when the source is not at hand.
    virtual std::optional<SourceFile> open(const std::string& file) = 0;

    /// Scans text that is in no file: what a patch takes out or puts in.
    virtual CFragment scan_text(std::string_view text, bool inside_comment) = 0;
};

} // namespace klp
