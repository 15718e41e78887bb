// SPDX-License-Identifier: Apache-2.0
#include "inspect/c_source.hpp"
#include "require.hpp"

#include <algorithm>

namespace {

bool is_within(const klp::CLines& lines, int last) {
    return lines.first >= 1 && lines.first <= lines.last && lines.last <= last;
}

void check(const klp::CSource& source, std::string_view text) {
    const int last = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
    for (const klp::CItem& item : source.items) {
        klp::require(is_within({item.first_line, item.last_line}, last),
                     "an item lies in the file");
        klp::require(item.line >= item.first_line && item.line <= item.last_line,
                     "a name lies in its item");
        klp::require(std::is_sorted(item.mentions.begin(), item.mentions.end()), "for searching");
        klp::require(std::is_sorted(item.declares.begin(), item.declares.end()), "for searching");
        klp::require(item.kind != klp::CItemKind::function || !item.name.empty(),
                     "a function has a name");
    }
    for (const klp::CMacro& macro : source.macros) {
        klp::require(is_within({macro.first_line, macro.last_line}, last),
                     "a macro lies in the file");
        klp::require(!macro.name.empty(), "a macro has a name");
    }
    for (const klp::CLines& lines : source.comments) {
        klp::require(is_within(lines, last), "a comment lies in the file");
    }
    for (const klp::CLines& lines : source.conditionals) {
        klp::require(is_within(lines, last), "a conditional lies in the file");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = klp::as_text(data, size);
    check(klp::scan_c_source(text), text);
    check(klp::scan_c_fragment(text, true).scan, text);
    return 0;
}
