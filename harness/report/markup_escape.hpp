// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace klp {

/// `text` on one line as text of an element or of a quoted attribute, in XML and HTML; control
/// characters, code points that change the direction of writing and bytes that are not UTF-8 as
/// `visible` shows them, for XML 1.0 has no way to hold most of them.
std::string markup_words(std::string_view text);

/// The same with its line feeds kept.
std::string markup_lines(std::string_view text);

} // namespace klp
