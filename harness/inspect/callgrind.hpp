// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace klp {

/// The instructions of each part that the program itself asked for, by the name it gave: with
/// `--combine-dumps=yes` a file of callgrind (format version 1) holds a `part:` for each
/// CALLGRIND_DUMP_STATS_AT(NAME), with `desc: Trigger: Client Request: NAME` and `totals: N`. Other
/// parts, such as that of the program's end, are passed over. The first event must be `Ir`
/// (instructions read). A name that stands twice, or a part without its total, is an error with the
/// line.
Result<std::map<std::string, std::uint64_t>> read_callgrind(std::string_view text);

} // namespace klp
