// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>

namespace klp {

/// What the collection in the link of vmlinux.o removed.
struct CollectedSections {
    std::int64_t functions = 0;
    std::int64_t bytes = 0;
};

/// Reads the head of the report that klpbench-kld writes: "functions N" and "bytes N", a line each.
Result<CollectedSections> read_gc_report(std::string_view report);

} // namespace klp
