// SPDX-License-Identifier: Apache-2.0
//
// A page that needs nothing but itself: script, style and data stand in the file, and its content
// security policy forbids it to load anything.
#pragma once

#include "report/json_parts.hpp"

#include <string>
#include <string_view>

namespace klp {

enum class PageScript { report, nightly };

struct HtmlPage {
    std::string title;
    PageScript script = PageScript::report;
    const Json& data;       ///< what the script shows; as JSON in the element "data"
    std::string plain_text; ///< what is shown where scripts do not run
};

/// The whole document. Text of workloads and compilers may stand anywhere in title, data and
/// plain text: it never becomes markup.
std::string html_page(const HtmlPage& page);

} // namespace klp
