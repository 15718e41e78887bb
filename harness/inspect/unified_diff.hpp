// SPDX-License-Identifier: Apache-2.0
//
// Reader of unified diffs: `diff -u`, `git diff`, and mails of `git format-patch`.
#pragma once

#include "base/result.hpp"
#include "model/patch.hpp"

#include <string_view>

namespace klp {

/// Text around the diffs (a mail's, `Only in …`) is passed over. A usage error, with the line in
/// the diff: a binary file, a context or combined diff, a hunk that is cut off, overlaps the one
/// before or has other lines than its header says, a hunk without a file, or no diff at all.
Result<Patch> read_unified_diff(std::string_view text);

} // namespace klp
