// SPDX-License-Identifier: Apache-2.0
//
// The functions and inlined instances of DWARF units. A part of inspect/dwarf.
#pragma once

#include "base/result.hpp"
#include "model/debug_info.hpp"

#include <elfutils/libdw.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace klp {

/// Addresses that belong to a function, or to an instance that was inlined into it.
struct CodeRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0; ///< past the last one
    std::uint32_t function = 0;
    std::uint32_t inlined = no_index;
};

/// Numbers distinct items in the order in which they come.
template <typename T> class Numbering {
public:
    std::uint32_t number_of(const T& item) {
        const auto next = static_cast<std::uint32_t>(m_numbers.size());
        return m_numbers.try_emplace(item, next).first->second;
    }

    /// The items by their numbers; the numbering is empty afterwards.
    std::vector<T> take() {
        std::vector<T> items(m_numbers.size());
        while (!m_numbers.empty()) {
            auto node = m_numbers.extract(m_numbers.begin());
            items[node.mapped()] = std::move(node.key());
        }
        return items;
    }

private:
    std::map<T, std::uint32_t> m_numbers;
};

/// Reads units one after the other; indices go on from unit to unit.
class FunctionReader {
public:
    /// Reads the unit whose top is `unit` and gives its code ranges, each after those it lies in.
    Result<std::vector<CodeRange>> read(Dwarf_Die& unit);

    std::vector<ConcreteFunction> functions; ///< `symbol` is left empty
    std::vector<InlinedInstance> inlined;
    Numbering<SourceFunction> sources;

private:
    struct Holder {
        std::uint32_t function = no_index;
        std::uint32_t inlined = no_index;
        int depth = 0;
    };

    Status read_children(Dwarf_Die& die, Holder holder);
    Status read_die(Dwarf_Die& die, Holder holder);
    Status read_function(Dwarf_Die& die, Holder holder);
    Status read_instance(Dwarf_Die& die, Holder holder);
    Result<std::uint32_t> source_of(Dwarf_Die die);

    std::vector<CodeRange> m_ranges;                              // of the unit that is read
    std::unordered_map<Dwarf_Off, std::uint32_t> m_known_sources; // by the offset of their DIE
};

/// The folder that a unit was compiled in; empty when it does not say.
std::string_view directory_of(Dwarf_Die& unit);

/// An error with libdw's words for what just failed.
tl::unexpected<Error> damaged_dwarf(std::string_view what);

} // namespace klp
