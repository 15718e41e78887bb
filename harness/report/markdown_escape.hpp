// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace klp {

/// `text` as words of GitHub-flavoured Markdown that mean nothing else: on one line, without HTML,
/// links, emphasis, code spans or table cells of its own. Not for the beginning of a line.
std::string markdown_words(std::string_view text);

/// Verbatim output of a program as a block that keeps its lines.
std::string markdown_block(std::string_view text);

} // namespace klp
