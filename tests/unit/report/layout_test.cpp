// SPDX-License-Identifier: Apache-2.0
#include "report/layout.hpp"
#include "report/markdown_escape.hpp"
#include "report/table.hpp"

#include <catch2/catch.hpp>

namespace klp::report_test {

using Lines = std::vector<std::string>;

TEST_CASE("visible shows what a terminal would act on", "[report]") {
    CHECK(visible("plain, d\xc3\xa9j\xc3\xa0 \xe2\x82\xac \xf0\x9f\x90\xa7") ==
          "plain, d\xc3\xa9j\xc3\xa0 \xe2\x82\xac \xf0\x9f\x90\xa7");
    CHECK(visible("\x1b[31m\n\t\r\x7f") == "\\x1b[31m\\n\\t\\r\\x7f");
    CHECK(visible(std::string(1, '\0')) == "\\x00");
    CHECK(visible("\xc2\x9b|\xe2\x80\xae|\xef\xbb\xbf") == "\\u009b|\\u202e|\\ufeff");
}

TEST_CASE("visible and valid_utf8 accept no byte that is not UTF-8", "[report]") {
    CHECK(visible("\xff") == "\\xff");
    CHECK(visible("\xe2\x82") == "\\xe2\\x82");                   // cut short
    CHECK(visible("\xc0\xaf") == "\\xc0\\xaf");                   // an overlong slash
    CHECK(visible("\xed\xa0\x80") == "\\xed\\xa0\\x80");          // a surrogate
    CHECK(visible("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80"); // beyond U+10FFFF
    CHECK(valid_utf8("a\xff\xe2\x82\xac\n") == "a\xef\xbf\xbd\xe2\x82\xac\n");
}

TEST_CASE("wrap breaks at spaces, then after punctuation, then anywhere", "[report]") {
    CHECK(wrap("one two three", 7) == Lines{"one two", "three"});
    CHECK(wrap("one two three", 8) == Lines{"one two", "three"});
    CHECK(wrap("size.text_bytes", 7) == Lines{"size.", "text_", "bytes"});
    CHECK(wrap("abcdefgh", 3) == Lines{"abc", "def", "gh"});
    CHECK(wrap("", 5) == Lines{""});
    CHECK(wrap("\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac", 2) ==
          Lines{"\xe2\x82\xac\xe2\x82\xac", "\xe2\x82\xac"});
}

TEST_CASE("a quotation keeps its lines, and says how many it leaves out", "[report]") {
    CHECK(quotation("a\n\nb\n", 2, 9) == "  | a\n  | \n  | b\n");
    CHECK(quotation("1\n2\n3", 0, 1) == "| 1\n| (2 more lines; the JSON report has them all)\n");
    CHECK(quotation("", 2, 9).empty());
}

TEST_CASE("a table aligns by code points and wraps words before numbers", "[report]") {
    Table table({{"name"}, {"value", Align::right}});
    table.add_row({"\xe2\x82\xac", "1"});
    table.add_row({"long name", "12"});
    CHECK(table.text(1) == " name       value\n"
                           " ---------  -----\n"
                           " \xe2\x82\xac              1\n"
                           " long name     12\n");

    Table wide({{""}, {"", Align::right}});
    wide.add_row({std::string(60, 'x'), std::string(40, '9')});
    CHECK(wide.text(0) ==
          std::string(38, 'x') + "  " + std::string(40, '9') + "\n" + std::string(22, 'x') + "\n");
}

TEST_CASE("Markdown words mean nothing but themselves", "[report]") {
    CHECK(markdown_words("<b>&|`x`") == "&lt;b&gt;&amp;\\|\\`x\\`");
    CHECK(markdown_words("[a](b) *c* #1 @d ~e~ $f$") ==
          "\\[a\\](b) \\*c\\* \\#1 \\@d \\~e\\~ \\$f\\$");
    CHECK(markdown_words("inline_copies _x_ a\\b\nc") == "inline_copies \\_x\\_ a\\\\b\\\\nc");
    CHECK(markdown_block("</pre>|\n\x1b[0m\n") == "<pre>\n&lt;/pre&gt;&#124;\n\\x1b[0m\n</pre>\n");
}

TEST_CASE("a line is broken between its parts where it has any", "[report]") {
    CHECK(wrap_at("one · two three · four", " · ", 22) == Lines{"one · two three · four"});
    CHECK(wrap_at("one · two three · four", " · ", 17) == Lines{"one · two three ·", "four"});
    CHECK(wrap_at("one · two three · four", " · ", 10) == Lines{"one ·", "two three", "· four"});
    CHECK(wrap_at("much too long for it · x", " · ", 12) ==
          Lines{"much too", "long for it", "· x"});
    CHECK(wrap_at("\x1b · b", " · ", 10) == Lines{"\\x1b · b"});
    CHECK(wrap_at("", " · ", 10) == Lines{""});
}

TEST_CASE("a list is broken before a name of it is torn", "[report]") {
    CHECK(wrap("live_patching=off,inline-only-static", 30) ==
          std::vector<std::string>{"live_patching=off,", "inline-only-static"});
}

} // namespace klp::report_test
