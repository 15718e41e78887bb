// SPDX-License-Identifier: Apache-2.0
//
// The sources of a build where they lie. What its units read is taken from the dependencies that
// kbuild (`.NAME.o.cmd`) or the compiler (`NAME.d`) wrote. Without any, headers that no dump names
// are found by the #include lines of the files that are named: among the files of the source tree
// whose path ends in the name, those beside files that are part of the build, or else all.
#pragma once

#include "impact/source_tree.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace klp {

class SourcesOnDisk : public SourceTree {
public:
    /// `known` are the files of the build's functions, as the compiler was given them; relative
    /// ones are relative to one of `folders`, in which the compiler ran. The source tree is the
    /// folder that all units with absolute names have in common.
    SourcesOnDisk(const std::vector<std::string>& known,
                  std::vector<std::filesystem::path> folders);

    std::vector<std::string> files() override;
    std::optional<SourceFile> open(const std::string& file) override;
    CFragment scan_text(std::string_view text, bool inside_comment) override;

private:
    struct Read {
        std::string text;
        CSource scan;
    };

    const Read* read(const std::string& file);
    std::vector<std::string> written_dependencies() const;
    std::vector<std::string> followed_includes();
    void index_headers();
    void index_folder(const std::filesystem::path& folder, const std::string& prefix);
    std::vector<std::string> meant(const std::string& includer, const CInclude& include) const;

    std::vector<std::string> m_known; ///< plain paths
    std::vector<std::filesystem::path> m_folders;
    std::vector<std::string> m_files;                              ///< once they are asked for
    std::unordered_map<std::string, std::unique_ptr<Read>> m_read; ///< null: not at hand
    std::unordered_map<std::string, std::vector<std::string>> m_headers; ///< by last component
};

} // namespace klp
