// SPDX-License-Identifier: Apache-2.0
//
// A small, tolerant scanner of C, for the functions that changed lines belong to. It expands no
// macro and reads all branches of `#if` (but `#if 0`); braces that branches open twice count once.
#pragma once

#include "model/c_source.hpp"

#include <string_view>

namespace klp {

/// Scans a whole file; what is no C gives what resembles it. `text` must outlive the result.
CSource scan_c_source(std::string_view text);

/// Scans some lines of a file. With `inside_comment` they begin in the middle of a comment.
CFragment scan_c_fragment(std::string_view text, bool inside_comment);

} // namespace klp
