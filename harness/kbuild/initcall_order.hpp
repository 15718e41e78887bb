// SPDX-License-Identifier: Apache-2.0
//
// Initcalls of one level run in the order of the link, and the kernel counts on it. LTO does not
// keep it: units kept out of LTO come last. The compiler plugin puts each unit's initcalls into
// `.initcallN.init..UNIT`; these lines of a linker script put them back into the order of the
// archive and under the name that the kernel's own script knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// True for `.initcallN.init` and `.con_initcall.init`, with or without `..UNIT`.
bool is_initcall_section(std::string_view section);

struct InitcallOrder {
    std::string lines;               ///< for the inside of SECTIONS { }
    std::vector<std::string> strays; ///< units that are in no archive; they come last
};

/// `sections` are the names of the object's sections, `members` those of the
/// archives that were linked, in order. A unit `dir/x.c`
/// belongs to the member `dir/x.o`.
InitcallOrder order_initcalls(const std::vector<std::string_view>& sections,
                              const std::vector<std::string>& members);

} // namespace klp
