// SPDX-License-Identifier: Apache-2.0
#include "kbuild/cut_tables.hpp"
#include "kbuild/reachability.hpp"
#include "require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string original(klp::as_text(data, size));
    const auto object = klp::read_relocatable(original);
    if (!object) {
        klp::require(!object.error().message.empty(), "an error has a message");
        return 0;
    }
    const std::vector<klp::WeakTable> tables = {{"table", 8, 0}, {"notes", 0, 0}};
    const auto reached = klp::find_reachable(*object, tables, {1});
    if (!reached) {
        klp::require(!reached.error().message.empty(), "an error has a message");
        return 0;
    }
    klp::require(reached->live.size() == object->sections.size(), "each section is live or not");
    std::string cut = original;
    klp::cut_dead_entries(cut, *object, *reached);
    klp::require(cut.size() == original.size(), "a cut moves nothing");
    return 0;
}
