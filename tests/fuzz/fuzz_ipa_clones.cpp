// SPDX-License-Identifier: Apache-2.0
//
// The reader of clone dumps, into fresh buffers, into used ones and in pieces, against one that
// goes by the definition of the format and takes its time. What it points at must be the same
// bytes.
#include "inspect/ipa_clones.hpp"
#include "require.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace {

using klp::CloneEvent;
using klp::ClonesDump;
using klp::DumpFunction;
using Fields = std::vector<std::string_view>;

Fields split(std::string_view text, char separator) {
    Fields parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

std::optional<std::int32_t> number(std::string_view text) {
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

std::optional<DumpFunction> function_at(const Fields& fields, std::size_t first) {
    const auto order = number(fields[first + 1]);
    const auto line = number(fields[first + 3]);
    const auto column = number(fields[first + 4]);
    if (fields[first].empty() || !order || !line || !column) {
        return std::nullopt;
    }
    return DumpFunction{fields[first], fields[first + 2], *order, *line, *column};
}

void read_line_slowly(std::string_view line, std::int64_t line_number, ClonesDump& dump) {
    const Fields fields = split(line, ';');
    if (fields[0] == "Callgraph clone" && fields.size() == 12) {
        const auto original = function_at(fields, 1);
        const auto clone = function_at(fields, 6);
        if (original && clone) {
            dump.clones.push_back({*original, *clone, fields[11]});
            return;
        }
    }
    if (fields[0] == "Callgraph clone" && fields.size() == 14 && fields[6] == "<-" &&
        fields[12] == "optimization:") {
        const auto original = function_at(fields, 1);
        const auto clone = function_at(fields, 7);
        if (original && clone) {
            dump.clones.push_back({*original, *clone, fields[13]});
            return;
        }
    }
    if (fields[0] == "Callgraph removal" && fields.size() == 6) {
        if (const auto removed = function_at(fields, 1)) {
            dump.removals.push_back(*removed);
            return;
        }
    }
    if (!line.empty() && ++dump.malformed_lines <= std::int64_t{klp::most_malformed_kept}) {
        dump.malformed.push_back({line_number, ""});
    }
}

ClonesDump read_slowly(std::string_view text) {
    ClonesDump dump;
    std::int64_t line_number = 0;
    for (std::string_view line : split(text, '\n')) {
        line.remove_suffix(line.ends_with('\r') ? 1 : 0);
        read_line_slowly(line, ++line_number, dump);
    }
    return dump;
}

bool same_text(std::string_view a, std::string_view b) {
    return a.data() == b.data() && a.size() == b.size();
}

bool same_function(const DumpFunction& a, const DumpFunction& b) {
    return same_text(a.name, b.name) && same_text(a.file, b.file) && a.order == b.order &&
           a.line == b.line && a.column == b.column;
}

bool same_event(const CloneEvent& a, const CloneEvent& b) {
    return same_function(a.original, b.original) && same_function(a.clone, b.clone) &&
           same_text(a.reason, b.reason);
}

bool same_place(const klp::MalformedLine& a, const klp::MalformedLine& b) {
    return a.line == b.line;
}

template <typename T, typename Same>
bool same(const std::vector<T>& a, const std::vector<T>& b, Same same_element) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_element);
}

void require_same(const ClonesDump& read, const ClonesDump& right) {
    klp::require(same(read.clones, right.clones, same_event), "the clones are right");
    klp::require(same(read.removals, right.removals, same_function), "the removals are right");
    klp::require(same(read.malformed, right.malformed, same_place) &&
                     read.malformed_lines == right.malformed_lines,
                 "the malformed lines are right");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = klp::as_text(data, size);
    const ClonesDump right = read_slowly(text);
    require_same(klp::read_clones_dump(text), right);
    ClonesDump again = klp::read_clones_dump("Callgraph removal;f;1;a.c;2;3\nx\n");
    klp::read_clones_dump(text, again);
    require_same(again, right);
    ClonesDump pieces;
    klp::ClonesReader reader(text);
    while (reader.next(again)) {
        pieces.clones.insert(pieces.clones.end(), again.clones.begin(), again.clones.end());
        pieces.removals.insert(pieces.removals.end(), again.removals.begin(), again.removals.end());
        pieces.malformed_lines += again.malformed_lines;
    }
    klp::require(same(pieces.clones, right.clones, same_event) &&
                     same(pieces.removals, right.removals, same_function) &&
                     pieces.malformed_lines == right.malformed_lines,
                 "what is read in pieces is right");
    return 0;
}
