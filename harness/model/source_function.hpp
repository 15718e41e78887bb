// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>

namespace klp {

/// A function where its source defines it; what a live-patch author changes. Two statics of one
/// name are two functions, since their files differ; a function from a header is one, however many
/// units hold it.
struct SourceFunction {
    std::string name;
    std::string file; ///< as the compiler was given it; empty when it is not known
    int line = 0;     ///< of the name in its definition, 1-based; 0: not known
    int column = 0;   ///< as `line`

    auto operator<=>(const SourceFunction&) const = default; // NOLINT(modernize-use-nullptr)
};

} // namespace klp
