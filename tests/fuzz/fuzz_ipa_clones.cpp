// SPDX-License-Identifier: Apache-2.0
#include "inspect/ipa_clones.hpp"
#include "require.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = klp::as_text(data, size);
    const klp::ClonesDump dump = klp::read_clones_dump(text);
    const auto inside = [text](std::string_view part) {
        return part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size();
    };
    for (const klp::CloneEvent& event : dump.clones) {
        klp::require(inside(event.original.name) && inside(event.clone.file) &&
                         inside(event.reason),
                     "every part of an event lies in the text");
        klp::require(!event.original.name.empty() && !event.clone.name.empty(),
                     "functions have names");
    }
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    klp::require(dump.clones.size() + dump.removals.size() + dump.malformed.size() <= lines,
                 "a line is at most one thing");
    return 0;
}
