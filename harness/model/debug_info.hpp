// SPDX-License-Identifier: Apache-2.0
//
// What the debug information of a linked image says of its code: which functions have code of their
// own, which functions were inlined into each of them, and which source lines became code where.
// Items refer to one another by index.
#pragma once

#include "model/source_function.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace klp {

/// No index.
inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();

/// A function with code of its own. A clone is one too, and has the source of its original.
struct ConcreteFunction {
    std::uint32_t source = 0;  ///< of DebugFacts::sources
    std::uint64_t address = 0; ///< where its code begins
    /// Of the function symbols at that address the one that is the source's name, or that name and
    /// a suffix (`f.constprop.0`), or else the first in byte order; empty when there is none.
    std::string symbol;
};

/// A place where a function's body was inlined.
struct InlinedInstance {
    std::uint32_t source = 0;   ///< of DebugFacts::sources: what was inlined
    std::uint32_t function = 0; ///< of DebugFacts::functions: whose code holds it
    /// Of DebugFacts::inlined: the instance that it lies in, always an earlier one; no_index when
    /// it lies in the function's own body.
    std::uint32_t inside = no_index;

    bool operator==(const InlinedInstance&) const = default;
};

/// A source line that became code of a function.
struct CodeLine {
    std::uint32_t file = 0; ///< of DebugFacts::files
    std::uint32_t line = 0; ///< 1-based
    std::uint32_t function = 0;
    /// Of DebugFacts::inlined: the instance that the line was inlined with; no_index: none.
    std::uint32_t inlined = no_index;

    auto operator<=>(const CodeLine&) const = default; // NOLINT(modernize-use-nullptr)
};

struct DebugFacts {
    /// Distinct. Their files are the paths that source_path gives for the file as the compiler was
    /// given it and the folder that the unit was compiled in. `name` is the assembler name where
    /// the two differ.
    std::vector<SourceFunction> sources;
    std::vector<ConcreteFunction> functions;
    std::vector<InlinedInstance> inlined;
    std::vector<std::string> files; ///< spelt as the sources' files; distinct
    std::vector<CodeLine> lines;    ///< sorted, distinct
    /// Folders that units were compiled in, sorted, distinct: what a dump's relative names are
    /// relative to.
    std::vector<std::string> directories;

    [[nodiscard]] bool empty() const { return functions.empty(); }
};

} // namespace klp
