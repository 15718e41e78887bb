// SPDX-License-Identifier: Apache-2.0
#include "inspect/elf.hpp"
#include "require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto facts = klp::read_elf(klp::as_text(data, size));
    if (!facts) {
        klp::require(!facts.error().message.empty(), "an error has a message");
        return 0;
    }
    for (const klp::ElfSection& section : facts->sections) {
        klp::require(section.bytes >= 0, "no section is smaller than nothing");
    }
    const klp::SizeSummary sizes = klp::summarize_sizes(*facts);
    klp::require(sizes.text >= 0 && sizes.rodata >= 0 && sizes.data >= 0 && sizes.bss >= 0,
                 "no sum is smaller than nothing");
    klp::require(klp::count_functions(*facts) <= static_cast<std::int64_t>(facts->symbols.size()),
                 "no function without a symbol");
    return 0;
}
