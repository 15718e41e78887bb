// SPDX-License-Identifier: Apache-2.0
//
// Which sections of an object are needed when tables are weak: an entry of a weak table (exception
// table, bug table, alternatives …) is needed only when the code it describes is, and only then
// keeps what else it names. `ld --gc-sections` knows no such thing: it takes a kept table for a
// reference to everything in it.
#pragma once

#include "base/result.hpp"
#include "kbuild/relocatable.hpp"
#include "model/kernel_workload.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace klp {

struct TableEntry {
    std::vector<std::uint32_t> relocations; ///< indices into the section's
    bool live = false;
};

/// A section that is a weak table. Entries without any relocation are not listed and always stay.
struct TableContents {
    std::uint32_t section = 0;
    int entry_bytes = 0;                         ///< 0: only the relocations count, one an entry
    std::map<std::uint64_t, TableEntry> entries; ///< by their number in the table
};

struct Reachability {
    std::vector<bool> live; ///< by section number
    std::vector<TableContents> tables;
};

/// Marks from the sections `roots`. An error names the table whose entries are not of the size, or
/// describe no code where, `weak_tables` says.
Result<Reachability> find_reachable(const RelocatableObject& object,
                                    const std::vector<WeakTable>& weak_tables,
                                    const std::vector<std::uint32_t>& roots);

} // namespace klp
