// SPDX-License-Identifier: Apache-2.0
#include "config/files.hpp"

#include "base/sha256.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace klp {
namespace {

std::vector<fs::directory_entry> entries_of(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        entries.push_back(*entry);
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

Result<std::vector<fs::path>> files_below(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (std::error_code ignored; entry->is_regular_file(ignored)) {
            files.push_back(entry->path());
        }
    }
    if (error) {
        return tl::unexpected(Error{ErrorKind::usage, "cannot list the folder: " + error.message(),
                                    shown_path(folder), 0, 0});
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

std::string shown_path(const fs::path& file) {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    const fs::path normal = file.lexically_normal();
    const fs::path relative = error ? normal : normal.lexically_proximate(here);
    return printable((*relative.begin() == ".." ? normal : relative).string());
}

std::string printable(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(),
        [](char character) {
            const auto code = static_cast<unsigned char>(character);
            return code < 0x20U || code == 0x7fU;
        },
        '?');
    return line;
}

Result<std::string> read_config_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text;
    std::array<char, 1U << 16U> block{};
    do {
        stream.read(block.data(), block.size());
        text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    } while (stream);
    if (!stream.eof()) { // not opened, a folder, or a failing disk
        return tl::unexpected(
            Error{ErrorKind::usage, "cannot read the file", shown_path(file), 0, 0});
    }
    return text;
}

fs::path folder_of(const fs::path& file) {
    const fs::path folder = file.lexically_normal().parent_path();
    return folder.empty() ? fs::path(".") : folder;
}

std::vector<std::string> toml_names(const fs::path& folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : entries_of(folder)) {
        if (entry.path().extension() == ".toml") {
            names.push_back(entry.path().stem().string());
        }
    }
    return names;
}

std::vector<std::string> workload_names(const fs::path& folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : entries_of(folder)) {
        std::error_code ignored;
        if (fs::is_regular_file(entry.path() / "workload.toml", ignored)) {
            names.push_back(entry.path().filename().string());
        }
    }
    return names;
}

Result<std::string> content_hash(const std::vector<fs::path>& folders, std::string_view without) {
    Sha256 hash;
    for (const fs::path& folder : folders) {
        const auto files = files_below(folder);
        if (!files) {
            return tl::unexpected(files.error());
        }
        for (const fs::path& file : *files) {
            if (file.filename() == without) {
                continue;
            }
            const auto contents = read_config_file(file);
            if (!contents) {
                return tl::unexpected(contents.error());
            }
            hash.add_field(file.lexically_relative(folders.front()).generic_string());
            hash.add_field(*contents);
        }
    }
    return hash.hex();
}

} // namespace klp
