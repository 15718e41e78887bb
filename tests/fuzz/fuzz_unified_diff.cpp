// SPDX-License-Identifier: Apache-2.0
#include "inspect/unified_diff.hpp"
#include "require.hpp"

#include <algorithm>

namespace {

void check_place(const klp::PatchedPlace& place, int reached) {
    klp::require(place.line >= 0 && place.count >= 0, "lines are counted from 1");
    klp::require(place.count > 0 || place.removed.empty(), "text is taken out by the line");
    klp::require(place.line + (place.count == 0 ? 1 : 0) >= reached, "places come in order");
    klp::require(std::count(place.removed.begin(), place.removed.end(), '\n') == place.count,
                 "a line taken out is a line of text");
    klp::require(place.count > 0 || !place.inserted.empty(), "a place changes something");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto patch = klp::read_unified_diff(klp::as_text(data, size));
    if (!patch) {
        klp::require(!patch.error().message.empty(), "an error says what is wrong");
        return 0;
    }
    klp::require(!patch->files.empty(), "a diff without files is an error");
    for (const klp::PatchedFile& file : patch->files) {
        int reached = 1;
        for (const klp::PatchedPlace& place : file.places) {
            check_place(place, reached);
            reached = place.line + std::max(place.count, 1);
        }
    }
    return 0;
}
