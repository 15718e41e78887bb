// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "measure/build_dumps.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace klp {

struct FoundSymbols {
    std::vector<FunctionSymbol> symbols;
    std::string image; ///< where they are from; empty: from objects, or there are none
};

/// The function symbols that belong to dumps: those of `image` when it is named; else of the file
/// that an LTO link wrote beside its WPA dump, of `vmlinux` or `vmlinux.o` in `folder` or one
/// folder below it, or of the objects beside the units' dumps. None when there is nothing of it.
/// Errors: `image` cannot be read or has no symbol table.
Result<FoundSymbols> find_symbols(const std::filesystem::path& folder,
                                  const std::vector<DumpPlace>& dumps, const std::string& image);

} // namespace klp
