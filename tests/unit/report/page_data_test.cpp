// SPDX-License-Identifier: Apache-2.0
//
// The page's data and the document around it; what the script makes of them is tested in a browser.
#include "report/html_page.hpp"
#include "report/markup_escape.hpp"
#include "report/page_data.hpp"

#include "golden.hpp"
#include "report_fixture.hpp"

#include <catch2/catch.hpp>

#include <limits>

namespace klp::report_test {
namespace {

RunDetails small_details(const RunResult& run) {
    RunDetails details;
    details.images = {
        {0,
         {{".text", 900}, {".data", 100}},
         {{"put", "function", 60}, {hostile, "function", 40}, {"local", "function", 6}}},
        {2,
         {{".text", 800}},
         {{"put", "function", 70},
          {"local", "function", 5},
          {"local", "function", 4},
          {"table", "object", 64}}}};
    details.pairs = {{run.cells[0].configuration, run.cells[1].configuration, small_comparisons()}};
    details.pairs_left_out = 5;
    return details;
}

Json small_data() {
    const RunResult run = small_run();
    const Answer answer = small_answer();
    const RunDetails details = small_details(run);
    return page_data({run, answer, details});
}

/// Of an HTML document, what stands between its first `open` and the `close` behind it.
std::string between(const std::string& text, const std::string& open, const std::string& close) {
    const std::size_t begin = text.find(open) + open.size();
    return text.substr(begin, text.find(close, begin) - begin);
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("golden: the data of the report page", "[report]") {
    check_golden("page_data.json", json_text(small_data()));
}

TEST_CASE("symbols of one name are summed, and absent ones are no zeros", "[report]") {
    const Json data = small_data();
    const Json& heap = data["images"][0];
    CHECK(heap["cells"] == Json({0, 2}));
    CHECK(heap["sections"] == Json({{".text", {900, 800}, 1}, {".data", {100, nullptr}, 1}}));
    CHECK(heap["functions"][0] == Json({"put", {60, 70}, 1}));
    CHECK(heap["functions"][2] == Json({"local", {6, 9}, 2}));
    CHECK(heap["objects"][0] == Json({"table", {nullptr, 64}, 1}));
}

TEST_CASE("a number that does not exist is null in the page", "[report]") {
    CHECK(short_number(std::numeric_limits<double>::quiet_NaN()) == nullptr);
    CHECK(short_number(std::numeric_limits<double>::infinity()) == nullptr);
    CHECK(short_number(1.0182345678) == 1.01823);
    CHECK(short_number(0) == 0);
    const Json data = small_data();
    const Json& rows = data["pairs"][0]["rows"];
    CHECK(rows[0][4] == nullptr); // clones.isra: 0 in A, no ratio
    CHECK(rows[0][2] == 0);
    CHECK(data["cells"][5]["outcome"] == "build-failed");
    CHECK(data["cells"][5]["values"].empty());
    CHECK(data["left_out"]["pairs"] == 5);
}

TEST_CASE("nothing of a workload becomes markup of the page", "[report]") {
    const Json data{{"symbol", hostile}, {"end", "</script><script>alert(1)</script><!--"}};
    const std::string page = html_page(
        {"</title><b>" + hostile, PageScript::report, data, "</pre></noscript>" + hostile});
    CHECK(count_of(page, "<script") == 2); // the data and the script
    CHECK(count_of(page, "</script") == 2);
    CHECK(count_of(page, "</noscript") == 1);
    CHECK(page.find("<b>") == std::string::npos);
    CHECK(
        between(page, "<title>", "</title>").starts_with("&lt;/title&gt;&lt;b&gt;&lt;script&gt;"));
    const std::string stored = between(page, "id=\"data\">", "</script>");
    CHECK(stored.find('<') == std::string::npos);
    const Json read = Json::parse(stored);
    CHECK(read["end"] == data["end"]);
    CHECK(read["symbol"].get<std::string>().starts_with("<script>alert('x')</script> | `id`"));
}

TEST_CASE("text of the page keeps its lines and shows what has no shape", "[report]") {
    CHECK(markup_lines("a\nb & \"c\" 'd'") == "a\nb &amp; &quot;c&quot; &apos;d&apos;");
    CHECK(markup_lines("\x1b[31m\xe2\x80\xae!") == "\\x1b[31m\\u202e!");
    CHECK(markup_lines("\n\n") == "\n\n");
    CHECK(markup_lines("").empty());
}

TEST_CASE("the page may load nothing but itself", "[report]") {
    const std::string page = html_page({"t", PageScript::nightly, Json::object(), ""});
    CHECK(page.find("content=\"default-src 'none'; script-src 'unsafe-inline'; style-src "
                    "'unsafe-inline'; img-src data:\"") != std::string::npos);
}

} // namespace klp::report_test
