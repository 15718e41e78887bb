// SPDX-License-Identifier: Apache-2.0
#include "kbuild/undefined_symbols.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::string_view reference = "undefined reference to `";
constexpr std::string_view in_function = ": in function `";

// What stands before the quote that ends a name.
std::string quoted(std::string_view text) {
    return std::string(text.substr(0, text.find('\'')));
}

// "ld: FILE:(.text+0x1f): " and "FILE:(.text+0x1f): " are FILE's; without a file, the section.
std::string place_of(std::string_view text) {
    if (text.starts_with("ld: ") || text.find("/ld: ") != std::string_view::npos) {
        text.remove_prefix(text.find("ld: ") + 4);
    }
    const std::size_t section = text.find("(.");
    if (section == 0) {
        return std::string(text.substr(1, text.find_first_of("+)") - 1));
    }
    return std::string(text.substr(0, text.find(':')));
}

} // namespace

std::vector<UndefinedSymbol> read_undefined_symbols(std::string_view messages) {
    std::vector<UndefinedSymbol> found;
    std::string function;
    std::string file;
    while (!messages.empty()) {
        const std::string_view line = messages.substr(0, messages.find('\n'));
        messages.remove_prefix(std::min(messages.size(), line.size() + 1));
        if (const std::size_t at = line.find(in_function); at != std::string_view::npos) {
            function = quoted(line.substr(at + in_function.size()));
            file = place_of(line.substr(0, at));
            continue;
        }
        const std::size_t at = line.find(reference);
        if (at == std::string_view::npos) {
            continue;
        }
        UndefinedSymbol symbol{quoted(line.substr(at + reference.size())), {}, {}};
        symbol.place = place_of(line.substr(0, at));
        // "(.text+0x1f): " alone belongs to the function of the line before.
        if (line.substr(0, at).starts_with("(.")) {
            symbol.function = function;
            symbol.place = fmt::format("{}({})", file, symbol.place);
        }
        const bool known =
            std::ranges::find(found, symbol.name, &UndefinedSymbol::name) != found.end();
        if (!known) {
            found.push_back(std::move(symbol));
        }
    }
    return found;
}

std::string undefined_symbol_advice(const UndefinedSymbol& symbol) {
    const std::string referrer = symbol.function.empty()
                                     ? symbol.place
                                     : fmt::format("{} in {}", symbol.function, symbol.place);
    return fmt::format("klpbench-kld: undefined {} is referred to by {}: if top-level asm names "
                       "it, the unit that holds this asm belongs into keep_out",
                       symbol.name, referrer.empty() ? "something unknown" : referrer);
}

} // namespace klp
