// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace klp {

/// One spelling for each source file: `file` as the compiler was given it, seen from `directory`,
/// the folder that it ran in, without `.`, `x/..` and doubled separators. A dump of
/// -fdump-ipa-clones has `file` alone, debug information has both, so that this is what makes their
/// names comparable. Nothing is looked up: symbolic links stay. An empty `file` stays empty.
std::string source_path(std::string_view directory, std::string_view file);

} // namespace klp
