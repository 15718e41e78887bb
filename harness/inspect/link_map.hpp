// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace klp {

/// What section GC discarded, from a GNU ld or gold map file.
struct DiscardedSections {
    std::int64_t functions = 0; ///< code sections (.text…) of non-zero size
    std::int64_t bytes = 0;     ///< code, read-only data, data and bss sections together
};

/// Reads the part "Discarded input sections" of a `-Wl,-Map` file. Debug and note sections and
/// LTO bytecode, which no linked image holds, do not count.
DiscardedSections read_discarded_sections(std::string_view map);

} // namespace klp
