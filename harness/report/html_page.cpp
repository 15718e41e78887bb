// SPDX-License-Identifier: Apache-2.0
#include "report/html_page.hpp"

#include "report/markup_escape.hpp"

#include <fmt/format.h>

extern "C" {
extern const char klp_page_report_script_begin;
extern const char klp_page_report_script_end;
extern const char klp_page_nightly_script_begin;
extern const char klp_page_nightly_script_end;
extern const char klp_page_style_begin;
extern const char klp_page_style_end;
}

namespace klp {
namespace {

std::string_view embedded(const char& begin, const char& end) {
    return {&begin, static_cast<std::size_t>(&end - &begin)};
}

std::string_view script_of(PageScript script) {
    switch (script) {
    case PageScript::report:
        return embedded(klp_page_report_script_begin, klp_page_report_script_end);
    case PageScript::nightly:
        break;
    }
    return embedded(klp_page_nightly_script_begin, klp_page_nightly_script_end);
}

// Inside <script> only "</script" and "<!--" mean something to the HTML parser; in JSON `<` stands
// in strings only, where it may be written as an escape.
std::string data_text(const Json& data) {
    const std::string json = data.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string text;
    text.reserve(json.size());
    for (const char c : json) {
        if (c == '<') {
            text += "\\u003c";
        } else {
            text += c;
        }
    }
    return text;
}

} // namespace

std::string html_page(const HtmlPage& page) {
    std::string text =
        fmt::format("<!DOCTYPE html>\n"
                    "<html lang=\"en\">\n"
                    "<head>\n"
                    "<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<title>{}</title>\n"
                    "<style>",
                    markup_words(page.title));
    text += embedded(klp_page_style_begin, klp_page_style_end);
    text += "</style>\n</head>\n<body>\n<main id=\"page\"></main>\n<noscript><pre>";
    text += markup_lines(page.plain_text);
    text += "</pre></noscript>\n<script type=\"application/json\" id=\"data\">";
    text += data_text(page.data);
    text += "</script>\n<script>";
    text += script_of(page.script);
    text += "</script>\n</body>\n</html>\n";
    return text;
}

} // namespace klp
