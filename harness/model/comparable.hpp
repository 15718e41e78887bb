// SPDX-License-Identifier: Apache-2.0
//
// Some cells of a kernel must not be compared, although both were measured: LTO may reorder the
// initcalls of one level, and a kernel that initialises itself in another order runs and boots
// another program, whatever the flags do to its code.
#pragma once

#include "model/results.hpp"

#include <string>
#include <string_view>

namespace klp {

/// The fact that holds the names of the initcalls in the order in which they run, one a line.
inline constexpr const char* initcalls_fact = "initcalls";

/// The fact that names what counted `runtime.*.instructions`: "callgrind (valgrind 3.19.0)". Two
/// counts are compared only when it is the same.
inline constexpr const char* instructions_source_fact = "instructions.source";

/// The fact that holds the hash of the image; a control must have that of its baseline.
inline constexpr const char* image_fact = "image.sha256";

/// True for the metrics of what a kernel does when it runs: `runtime.*` and `boot.*`.
bool depends_on_initcalls(std::string_view metric);

/// "initcall order differs: lto=off runs x where lto=full runs y": the first difference between
/// two cells of one workload, each named by the axes in which it differs from the other. Empty when
/// both orders are the same or one is not known.
std::string initcall_difference(const CellResult& a, const CellResult& b);

} // namespace klp
