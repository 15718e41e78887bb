// SPDX-License-Identifier: Apache-2.0
#include "config/kernel_source.hpp"

#include "base/sha256.hpp"
#include "config/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace fs = std::filesystem;

namespace klp {
namespace {

std::optional<std::string> file_hash(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    Sha256 hash;
    std::array<char, 1U << 16U> block{};
    while (stream.read(block.data(), block.size()) || stream.gcount() > 0) {
        hash.add({block.data(), static_cast<std::size_t>(stream.gcount())});
    }
    return stream.eof() ? std::optional(hash.hex()) : std::nullopt;
}

// Reading every file of a kernel takes a minute; a changed file has another size or time.
std::string tree_hash(const fs::path& tree) {
    std::vector<std::string> lines;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(tree, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored)) {
            lines.push_back(
                fmt::format("{}\n{}\n{}", entry->path().lexically_relative(tree).string(),
                            entry->file_size(ignored),
                            entry->last_write_time(ignored).time_since_epoch().count()));
        }
    }
    std::sort(lines.begin(), lines.end());
    Sha256 hash;
    for (const std::string& line : lines) {
        hash.add_field(line);
    }
    return hash.hex();
}

bool looks_like_linux(const fs::path& tree) {
    std::error_code error;
    return fs::is_regular_file(tree / "Kbuild", error) &&
           fs::is_regular_file(tree / "Kconfig", error) &&
           fs::is_regular_file(tree / "scripts" / "Makefile.build", error);
}

std::string how_to_get(const std::string& package) {
    return package.empty() ? "" : ": apt-get install " + package;
}

void look_at_archive(KernelSource& source, const Node& name, const std::string& pinned,
                     Faults& faults) {
    std::error_code error;
    if (!fs::is_regular_file(source.archive, error)) {
        faults.add(name.place, fmt::format("no kernel source \"{}\"{}", printable(name.text),
                                           how_to_get(source.package)));
        return;
    }
    const std::optional<std::string> hash = file_hash(source.archive);
    if (!hash) {
        faults.add(name.place, fmt::format("cannot read \"{}\"", printable(name.text)));
        return;
    }
    if (!pinned.empty() && *hash != pinned) {
        faults.add(name.place, fmt::format("\"{}\" has the SHA-256 {}, not the {} of this file",
                                           printable(name.text), *hash, printable(pinned)));
    }
    source.sha256 = *hash;
}

void look_at_tree(KernelSource& source, const Node& name, Faults& faults) {
    if (!looks_like_linux(source.tree)) {
        faults.add(name.place,
                   fmt::format("\"{}\" is no Linux source tree: it has no Kbuild, Kconfig or "
                               "scripts/Makefile.build{}",
                               printable(name.text), how_to_get(source.package)));
        return;
    }
    source.sha256 = tree_hash(source.tree);
}

} // namespace

KernelSource read_kernel_source(const Node& table, const fs::path& folder, Faults& faults) {
    TableReader reader(table, {"package", "archive", "tree", "sha256"}, faults);
    KernelSource source;
    source.package = reader.text("package", Presence::optional);
    const std::string pinned = reader.text("sha256", Presence::optional);
    const Node* const archive = reader.find("archive", Node::Type::text, Presence::optional);
    const Node* const tree = reader.find("tree", Node::Type::text, Presence::optional);
    if ((archive == nullptr) == (tree == nullptr)) {
        faults.add(table.place, "a kernel's source is an \"archive\" or a \"tree\": give one");
    } else if (archive != nullptr) {
        source.archive = fs::absolute(folder / archive->text).lexically_normal();
        look_at_archive(source, *archive, pinned, faults);
    } else {
        source.tree = fs::absolute(folder / tree->text).lexically_normal();
        look_at_tree(source, *tree, faults);
    }
    return source;
}

} // namespace klp
