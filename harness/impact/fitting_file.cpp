// SPDX-License-Identifier: Apache-2.0
#include "impact/fitting_file.hpp"

#include "impact/file_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace klp {
namespace {

std::string_view without_blank_end(std::string_view line) {
    const std::size_t last = line.find_last_not_of(" \t\r");
    return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

struct OtherLine {
    const OldLine* shown = nullptr;
    std::string_view built; ///< what stands there; empty past the end
};

// The first line that the diff shows otherwise than the text has it; nullopt when it fits.
std::optional<OtherLine> first_other(const PatchedFile& file, std::string_view text) {
    int number = 1;
    for (const OldLine& old_line : file.old_lines) {
        for (; number < old_line.line && !text.empty(); ++number) {
            text.remove_prefix(std::min(text.size(), text.substr(0, text.find('\n')).size() + 1));
        }
        const std::string_view line = text.substr(0, text.find('\n'));
        if (number != old_line.line ||
            without_blank_end(line) != without_blank_end(old_line.text)) {
            return OtherLine{&old_line, without_blank_end(line)};
        }
    }
    return std::nullopt;
}

std::vector<std::string> candidates(const PatchedFile& file,
                                    const std::vector<std::string>& files) {
    std::vector<std::string> found = files_named(files, file.old_name);
    return found.empty() ? files_named(files, file.new_name) : found;
}

std::vector<std::string> those_that_fit(const PatchedFile& file,
                                        const std::vector<std::string>& names, SourceTree& tree) {
    std::vector<std::string> fitting;
    for (const std::string& name : names) {
        const auto source = tree.open(name);
        if (!source || !first_other(file, source->text)) {
            fitting.push_back(name);
        }
    }
    return fitting;
}

// A diff's names begin at the root of the tree: `kernel/signal.c` is not
// `arch/x86/kernel/signal.c` when both were built.
std::vector<std::string> nearest_to_root(std::vector<std::string> names) {
    const auto shortest =
        std::min_element(names.begin(), names.end(),
                         [](const auto& a, const auto& b) { return a.size() < b.size(); });
    const std::string first = shortest == names.end() ? std::string() : *shortest;
    const std::size_t slash = first.rfind('/');
    const auto is_below = [&first, slash](const std::string& name) {
        // Up to where the shared tail begins, the longer names go on from the shortest's root.
        const auto tail = std::mismatch(first.rbegin(), first.rend(), name.rbegin()).first;
        const auto root = static_cast<std::size_t>(first.rend() - tail);
        return slash != std::string::npos && name.compare(0, root, first, 0, root) == 0;
    };
    if (names.size() > 1 && std::all_of(names.begin(), names.end(), is_below)) {
        return {first};
    }
    return names;
}

} // namespace

Result<std::string> fitting_file(const PatchedFile& file, const std::vector<std::string>& files,
                                 SourceTree& tree) {
    std::vector<std::string> named = candidates(file, files);
    std::vector<std::string> fitting = those_that_fit(file, named, tree);
    if (fitting.empty()) { // a header without functions is in no dump
        const std::vector<std::string> others = candidates(file, tree.files());
        const std::vector<std::string> also = those_that_fit(file, others, tree);
        fitting = also;
        named = named.empty() ? others : named;
    }
    if (fitting.empty() && !named.empty()) {
        const std::string& name = named.front();
        const auto other = first_other(file, tree.open(name)->text);
        return usage_error(fmt::format("{}:{} reads `{}` in the source that was built, and `{}` in "
                                       "the diff: make it against that source",
                                       name, other->shown->line, other->built, other->shown->text));
    }
    fitting = nearest_to_root(std::move(fitting));
    if (fitting.size() > 1) {
        return usage_error(fmt::format("{} may be any of {}: give more of its path", file.old_name,
                                       fmt::join(fitting, ", ")));
    }
    return fitting.empty() ? std::string() : fitting.front();
}

} // namespace klp
