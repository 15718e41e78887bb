// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/source_tree.hpp"
#include "model/c_source.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// The sources of a build as they lie in a folder. Files are read and scanned when they are asked
/// for, and stay.
class SourceFiles : public SourceTree {
public:
    /// `built`: files that the dumps name, relative to `root` or whole.
    SourceFiles(std::filesystem::path root, std::vector<std::string> built);

    /// Those of `built` that are there, and the headers that they include, directly or through
    /// others. Of a Linux tree, headers of architectures without a file in `built` are left out.
    std::vector<std::string> files() override;

    std::optional<SourceFile> open(const std::string& file) override;
    CFragment scan_text(std::string_view text, bool inside_comment) override;

private:
    struct Scanned {
        std::string text;
        CSource scan;
    };

    [[nodiscard]] std::vector<std::string> headers() const;

    std::filesystem::path m_root;
    std::vector<std::string> m_built;
    std::map<std::string, std::optional<Scanned>> m_files;
};

} // namespace klp
