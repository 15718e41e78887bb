// SPDX-License-Identifier: Apache-2.0
//
// The dumps of -fdump-ipa-clones in the folder of a build, and the graph that they make.
#pragma once

#include "base/result.hpp"
#include "impact/clone_graph.hpp"
#include "impact/survivors.hpp"
#include "inspect/elf.hpp"
#include "model/clone_dump.hpp"
#include "model/visit.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace klp {

struct DumpPlace {
    std::filesystem::path file;
    DumpStage stage = DumpStage::compile;
    std::string name; ///< path in the folder, without `.000i.ipa-clones`
    bool apart = false;
};

/// Every dump below `folder`, in the order in which they are joined: units, WPA, LTRANS, each by
/// name. Those of units below one of the paths `apart` are marked so.
Result<std::vector<DumpPlace>> find_dumps(const std::filesystem::path& folder,
                                          const std::vector<std::string>& apart = {});

struct ReadDumps {
    CloneGraph graph;
    std::vector<std::string> malformed; ///< "FILE:LINE: what is wrong", the first of each dump
    std::int64_t malformed_lines = 0;
    std::int64_t bytes = 0;      ///< of the dumps
    std::vector<DumpText> texts; ///< when they were to be kept
};

/// Reads and joins dumps. Malformed lines are noted and skipped. Errors: a file cannot be read, or
/// the dumps are not of one build.
Result<ReadDumps> read_dumps(const std::vector<DumpPlace>& dumps, bool keep_texts);

/// As read_dumps, of dumps that a run has stored.
Result<ReadDumps> read_dumps(const std::vector<DumpText>& dumps);

/// The symbols with a size of an image or object, as they are stored with a visit.
std::vector<SymbolSize> symbol_sizes(const ElfFacts& facts);

/// Those of an ELF file; the error names it.
Result<std::vector<SymbolSize>> read_symbols(const std::filesystem::path& image);

/// The functions among them.
std::vector<FunctionSymbol> function_symbols(const std::vector<SymbolSize>& symbols);

} // namespace klp
