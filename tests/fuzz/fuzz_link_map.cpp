// SPDX-License-Identifier: Apache-2.0
#include "inspect/link_map.hpp"
#include "require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const klp::DiscardedSections discarded = klp::read_discarded_sections(klp::as_text(data, size));
    klp::require(discarded.functions >= 0 && discarded.bytes >= discarded.functions,
                 "a discarded function has at least one byte");
    return 0;
}
