// SPDX-License-Identifier: Apache-2.0
//
// A hunk ends where the counts of its header are used up, never at a line that looks like something
// else: a removed line `-- x` reads `--- x`.
#include "inspect/unified_diff.hpp"

#include "inspect/diff_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace klp {
namespace {

constexpr int most_lines = 1 << 30; // sums of two fit

struct Range {
    int first = 0;
    int count = 1;
};

struct HunkHeader {
    Range old_lines;
    Range new_lines;
};

std::optional<int> take_number(std::string_view& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || value < 0 || value > most_lines) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

bool take(std::string_view& text, std::string_view expected) {
    const bool found = text.starts_with(expected);
    text.remove_prefix(found ? expected.size() : 0);
    return found;
}

std::optional<Range> take_range(std::string_view& text) {
    Range range;
    const auto first = take_number(text);
    const auto count = take(text, ",") ? take_number(text) : std::optional<int>(1);
    if (!first || !count || (*first == 0 && *count > 0)) {
        return std::nullopt;
    }
    return Range{*first, *count};
}

// `@@ -FIRST[,COUNT] +FIRST[,COUNT] @@ …`
std::optional<HunkHeader> hunk_header(std::string_view line) {
    if (!take(line, "@@ -")) {
        return std::nullopt;
    }
    const auto old_lines = take_range(line);
    if (!old_lines || !take(line, " +")) {
        return std::nullopt;
    }
    const auto new_lines = take_range(line);
    if (!new_lines || !take(line, " @@") || (old_lines->count == 0 && new_lines->count == 0)) {
        return std::nullopt;
    }
    return HunkHeader{*old_lines, *new_lines};
}

class DiffReader {
public:
    explicit DiffReader(std::string_view text) : m_rest(text) { next(); }

    Result<Patch> read() {
        for (; !m_at_end; next()) {
            KLP_TRY(read_line());
        }
        KLP_TRY(end_file());
        if (m_patch.files.empty()) {
            return wrong(0, "is no unified diff: there is no `--- FILE` with `+++ FILE` after it");
        }
        return std::move(m_patch);
    }

private:
    static tl::unexpected<Error> wrong(int line, std::string what) {
        return tl::unexpected<Error>(Error{ErrorKind::usage, std::move(what), {}, line, 0});
    }

    // The line becomes the current one; m_at_end when there is none.
    void next() {
        m_at_end = m_rest.empty();
        m_line = m_rest.substr(0, m_rest.find('\n'));
        m_rest.remove_prefix(std::min(m_rest.size(), m_line.size() + 1));
        m_line.remove_suffix(m_line.ends_with('\r') ? 1 : 0);
        ++m_number;
    }

    Status read_line() {
        std::string_view line = m_line;
        if (take(line, "diff --git ")) {
            KLP_TRY(begin_file(git_names(line)));
            m_in_header = true;
        } else if (line.starts_with("--- ") && m_rest.starts_with("+++ ")) {
            return read_names();
        } else if (m_in_header && (line.starts_with("rename ") || line.starts_with("copy "))) {
            read_rename(line);
        } else if (m_in_header && line.starts_with("new file mode ")) {
            current().old_name.clear();
        } else if (m_in_header && line.starts_with("deleted file mode ")) {
            current().new_name.clear();
        } else if (line.starts_with("@@ -")) {
            return read_hunk();
        } else {
            return refuse_others();
        }
        return {};
    }

    Status refuse_others() const {
        const bool binary = m_line.starts_with("Binary files ") || m_line.starts_with("Files ");
        if (m_line == "GIT binary patch" || (binary && m_line.ends_with(" differ"))) {
            return wrong(m_number, "a binary file is changed: only text can be followed to "
                                   "functions; leave it out of the diff");
        }
        if (m_line.starts_with("@@@ ")) {
            return wrong(m_number, "a combined diff of a merge: give the diff against one parent");
        }
        if (m_line.starts_with("*** ") && m_rest.starts_with("--- ")) {
            return wrong(m_number, "a context diff: give a unified one (`diff -u`)");
        }
        return {};
    }

    PatchedFile& current() { return m_patch.files.back(); }

    Status end_file() {
        const bool without_hunk = m_has_names && !m_has_hunk;
        return without_hunk ? Status(wrong(m_patch.files.back().diff_line,
                                           "no hunk follows the names of the file"))
                            : Status();
    }

    Status begin_file(DiffNames names) {
        KLP_TRY(end_file());
        names = without_prefixes(std::move(names));
        m_patch.files.push_back({names.old_name, names.new_name, {}, {}, m_number});
        m_old_end = 0;
        m_has_names = false;
        m_has_hunk = false;
        m_is_copy = false;
        return {};
    }

    Status read_names() {
        if (!m_in_header) {
            KLP_TRY(begin_file({}));
        }
        DiffNames names;
        names.old_name = diff_name(m_line.substr(4));
        next();
        names.new_name = diff_name(m_line.substr(4));
        names = without_prefixes(std::move(names));
        current().old_name = m_is_copy ? std::string() : names.old_name;
        current().new_name = names.new_name;
        m_in_header = false;
        m_has_names = true;
        return {};
    }

    void read_rename(std::string_view line) {
        if (take(line, "rename from ")) {
            current().old_name = diff_name(line);
        } else if (take(line, "rename to ")) {
            current().new_name = diff_name(line);
        } else if (take(line, "copy from ")) {
            m_is_copy = true; // whose old lines stay where they are: to the build it is a new file
            current().old_name.clear();
        }
    }

    Status read_hunk() {
        const auto header = hunk_header(m_line);
        if (!header) {
            return wrong(m_number, "is no hunk header: `@@ -LINE,COUNT +LINE,COUNT @@` is one");
        }
        if (!m_has_names) {
            return wrong(m_number, "a hunk of no file: `--- FILE` and `+++ FILE` come before it");
        }
        // Of a range without lines the header names the line before it.
        const int first = header->old_lines.first + (header->old_lines.count == 0 ? 1 : 0);
        if (first < m_old_end) {
            return wrong(m_number, fmt::format("the hunk begins at line {}, where the one before "
                                               "has not ended: hunks come in order of lines",
                                               first));
        }
        m_has_hunk = true;
        m_old_line = first;
        return read_hunk_lines(*header);
    }

    Status read_hunk_lines(const HunkHeader& header) {
        const int header_line = m_number;
        const auto lies = [&header, header_line](const char* what) {
            return wrong(header_line,
                         fmt::format("the hunk's header says {} old and {} new lines, {}",
                                     header.old_lines.count, header.new_lines.count, what));
        };
        int old_left = header.old_lines.count;
        int new_left = header.new_lines.count;
        m_run_open = false;
        while (old_left > 0 || new_left > 0) {
            next();
            // Some mailers take the blank off an empty line of context.
            const char kind = m_line.empty() ? ' ' : m_line.front();
            if (m_at_end || (kind != ' ' && kind != '-' && kind != '+' && kind != '\\')) {
                return lies("but it ends before them: the diff is cut off or was edited");
            }
            if (kind == '\\') {
                continue; // "\ No newline at end of file"
            }
            old_left -= kind == '+' ? 0 : 1;
            new_left -= kind == '-' ? 0 : 1;
            if (old_left < 0 || new_left < 0) {
                return lies("but its lines are others");
            }
            note_line(kind);
            m_old_line += kind == '+' ? 0 : 1;
        }
        m_old_end = m_old_line;
        const bool more = m_rest.starts_with('+') || m_rest.starts_with(' ') ||
                          (m_rest.starts_with('-') && !m_rest.starts_with("--"));
        return more ? Status(lies("but more follow")) : Status();
    }

    void note_line(char kind) {
        if (kind != '+') {
            const std::string_view text = m_line.substr(m_line.empty() ? 0 : 1);
            current().old_lines.push_back({m_old_line, std::string(text)});
        }
        if (kind == ' ') {
            m_run_open = false;
            return;
        }
        std::vector<PatchedPlace>& places = current().places;
        if (!m_run_open) {
            places.push_back({m_old_line - 1, 0, {}, {}, m_number});
            m_run_open = true;
        }
        PatchedPlace& place = places.back();
        if (kind == '-') {
            place.line = place.count == 0 ? m_old_line : place.line;
            ++place.count;
        }
        std::string& text = kind == '-' ? place.removed : place.inserted;
        text.append(m_line.substr(1)).push_back('\n');
    }

    std::string_view m_rest;
    std::string_view m_line;
    int m_number = 0;
    bool m_at_end = false;
    bool m_in_header = false; ///< between `diff --git` and `---`
    bool m_has_names = false; ///< of the file that hunks would belong to
    bool m_run_open = false;  ///< the line before is part of the last place
    bool m_has_hunk = false;
    bool m_is_copy = false;
    int m_old_line = 0; ///< the old line that comes next
    int m_old_end = 0;  ///< first old line that no hunk of the file has reached
    Patch m_patch;
};

} // namespace

Result<Patch> read_unified_diff(std::string_view text) {
    return DiffReader(text).read();
}

} // namespace klp
