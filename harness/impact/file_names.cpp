// SPDX-License-Identifier: Apache-2.0
#include "impact/file_names.hpp"

#include <algorithm>

namespace klp {

std::string plain_path(std::string_view path) {
    const bool absolute = path.starts_with('/');
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(path.size(), part.size() + 1));
        if (part == ".." && !parts.empty() && parts.back() != "..") {
            parts.pop_back();
        } else if (!part.empty() && part != "." && (part != ".." || !absolute)) {
            parts.push_back(part);
        }
    }
    std::string plain;
    for (const std::string_view part : parts) {
        plain.append(plain.empty() && !absolute ? "" : "/").append(part);
    }
    return plain;
}

bool ends_in_path(std::string_view path, std::string_view tail) {
    return path.ends_with(tail) && (path.size() == tail.size() || tail.starts_with('/') ||
                                    path[path.size() - tail.size() - 1] == '/');
}

namespace {

// `../mm/shmem.c` says no more than `mm/shmem.c`.
std::string_view without_parents(std::string_view path) {
    while (path.starts_with("../")) {
        path.remove_prefix(3);
    }
    return path;
}

std::vector<std::string> exact_or_tails(const std::vector<std::string>& files,
                                        std::string_view plain) {
    std::vector<std::string> tails;
    for (const std::string& file : files) {
        const std::string whole = plain_path(file);
        if (whole == plain) {
            return {file};
        }
        const std::string_view path = without_parents(whole);
        if (ends_in_path(path, plain) || ends_in_path(plain, path)) {
            tails.push_back(file);
        }
    }
    return tails;
}

} // namespace

std::vector<std::string> files_named(const std::vector<std::string>& files, std::string_view name) {
    const std::string plain = plain_path(name);
    const std::string_view tail = without_parents(plain);
    std::vector<std::string> found = exact_or_tails(files, tail);
    const std::size_t slash = tail.find('/');
    // Never down to the base name alone, which many files share.
    if (found.empty() && slash != tail.rfind('/')) {
        found = exact_or_tails(files, tail.substr(slash + 1));
    }
    return found;
}

std::string_view base_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::size_t common_end(std::string_view a, std::string_view b) {
    const auto at = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
    const auto length = static_cast<std::size_t>(at.first - a.rbegin());
    const bool whole = (length == a.size() || a[a.size() - length - 1] == '/') &&
                       (length == b.size() || b[b.size() - length - 1] == '/');
    if (whole) {
        return length;
    }
    const std::size_t slash = a.substr(a.size() - length).find('/');
    return slash == std::string_view::npos ? 0 : length - slash - 1;
}

} // namespace klp
