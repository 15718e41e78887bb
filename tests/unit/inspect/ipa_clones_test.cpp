// SPDX-License-Identifier: Apache-2.0
#include "inspect/ipa_clones.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using klp::CloneEvent;
using klp::ClonesDump;
using klp::read_clones_dump;

namespace {

constexpr std::string_view one_clone =
    "Callgraph clone;part;1;a.c;3;38;part.constprop.0;6;b.c;4;39;constprop";

void check_one_clone(const ClonesDump& dump) {
    CHECK(dump.malformed.empty());
    REQUIRE(dump.clones.size() == 1);
    const CloneEvent& event = dump.clones[0];
    CHECK(event.original.name == "part");
    CHECK(event.original.order == 1);
    CHECK(event.original.file == "a.c");
    CHECK(event.original.line == 3);
    CHECK(event.original.column == 38);
    CHECK(event.clone.name == "part.constprop.0");
    CHECK(event.clone.order == 6);
    CHECK(event.clone.file == "b.c");
    CHECK(event.clone.line == 4);
    CHECK(event.clone.column == 39);
    CHECK(event.reason == "constprop");
}

} // namespace

TEST_CASE("a clone line of 12 fields, and the older one of 14") {
    check_one_clone(read_clones_dump(one_clone));
    check_one_clone(read_clones_dump("Callgraph clone;part;1;a.c;3;38;<-;part.constprop.0;6;b.c;4;"
                                     "39;optimization:;constprop\n"));
}

TEST_CASE("lines may end in CR LF, and the last one in nothing") {
    const std::string line(one_clone);
    check_one_clone(read_clones_dump(line + "\n"));
    check_one_clone(read_clones_dump(line + "\r\n"));
    check_one_clone(read_clones_dump(line + "\n\n"));
    const std::string twice = "Callgraph removal;sq;0;h.h;1;19\r\n" + line;
    CHECK(read_clones_dump(twice).removals.size() == 1);
    CHECK(read_clones_dump(twice).clones.size() == 1);
}

TEST_CASE("a removal is known by the clone lines before it") {
    const std::string clone = std::string(one_clone) + "\n";
    const std::string removal = "Callgraph removal;sq;0;h.h;1;19\n";
    ClonesDump dump;
    read_clones_dump(removal + clone + "broken\n" + clone + removal + removal, dump);
    CHECK(dump.clones_before == std::vector<std::uint32_t>{0, 2, 2});
    read_clones_dump(clone + removal, dump);
    CHECK(dump.clones_before == std::vector<std::uint32_t>{1});
}

TEST_CASE("a dump of GCC 12 at WPA") {
    const ClonesDump dump = read_clones_dump(
        "Callgraph clone;part;1;a.c;3;38;part.constprop.0;6;a.c;3;38;constprop\n"
        "Callgraph clone;leaf;5;b.c;2;5;part.constprop.0;6;a.c;3;38;inlining to\n"
        "Callgraph clone;leaf;5;b.c;2;5;main;2;a.c;4;5;inlining to\n"
        "Callgraph clone;f;5;<built-in>;0;0;f.simdclone.0;7;<built-in>;0;0;(null)\n"
        "Callgraph removal;sq;0;h.h;1;19\n");
    CHECK(dump.malformed.empty());
    REQUIRE(dump.clones.size() == 4);
    CHECK(dump.clones[1].reason == "inlining to");
    CHECK(dump.clones[2].original.file == "b.c");
    CHECK(dump.clones[2].clone.name == "main");
    CHECK(dump.clones[3].reason == "(null)");
    REQUIRE(dump.removals.size() == 1);
    CHECK(dump.removals[0].name == "sq");
    CHECK(dump.removals[0].column == 19);
}

TEST_CASE("a malformed line is noted by its number and skipped") {
    const std::vector<std::string> bad{
        "Callgraph clone;part;1;a.c;3;38;part.constprop.0;6;b.c;4;39",        // 11 fields
        "Callgraph clone;part;1;a.c;3;38;p;6;b.c;4;39;isra;more",             // 13
        "Callgraph clone;part;1;a.c;3;38;->;p;6;b.c;4;39;optimization:;isra", // 14, another sign
        "Callgraph clone;part;1;a.c;3;38;<-;p;6;b.c;4;39;other:;isra",        // another word
        "Callgraph clone;part;1;a.c;3;38;p;6;b.c;4;39;1;2;3;4;5",             // 16
        "Callgraph clone;part;1;a.c;3;38;p;6;b.c;4;39;" + std::string(1000, ';'),
        "Callgraph clone;part;one;a.c;3;38;p;6;b.c;4;39;isra", // no number
        "Callgraph clone;part;1;a.c;3 ;38;p;6;b.c;4;39;isra",  // blank after a number
        "Callgraph clone;part;1;a.c;99999999999999999999;38;p;6;b.c;4;39;isra", // too large
        "Callgraph clone;;1;a.c;3;38;p;6;b.c;4;39;isra",                        // no name
        "Callgraph clone;",
        "Callgraph clone",
        "Callgraph removal;sq;0;h.h;1",     // 5 fields
        "Callgraph removal;sq;0;h.h;1;19;", // 7
        "Callgraph removal;;0;h.h;1;19",
        " Callgraph removal;sq;0;h.h;1;19",
        "garbage",
    };
    for (const std::string& line : bad) {
        CAPTURE(line);
        const std::string text =
            std::string(one_clone) + "\n" + line + "\n" + std::string(one_clone);
        const ClonesDump dump = read_clones_dump(text);
        CHECK(dump.clones.size() == 2);
        CHECK(dump.removals.empty());
        REQUIRE(dump.malformed.size() == 1);
        CHECK(dump.malformed[0].line == 2);
    }
}

TEST_CASE("names and files may hold any byte but the separators") {
    using std::literals::operator""sv; // its length does not end at \0
    const ClonesDump dump =
        read_clones_dump("Callgraph clone;n\xff\0 \xc3\xa9<b>;1;/a b/\"x\".c;3;38;"
                         "m$.y;-6;b.c;4;39;isra\n"sv);
    REQUIRE(dump.clones.size() == 1);
    CHECK(dump.clones[0].original.name == "n\xff\0 \xc3\xa9<b>"sv);
    CHECK(dump.clones[0].original.file == "/a b/\"x\".c");
    CHECK(dump.clones[0].clone.name == "m$.y");
    CHECK(dump.clones[0].clone.order == -6);
}

TEST_CASE("fields and lines may end anywhere in what is looked at at once") {
    // Names of every length up to several blocks move each semicolon and each line's end over
    // every place of a block, and the end of the text with them.
    for (std::size_t length = 1; length < 300; ++length) {
        CAPTURE(length);
        const std::string name(length, 'n');
        const std::string line = "Callgraph clone;" + name + ";1;a.c;20;3;g;4;b.c;50;6;inlining to";
        const std::string text = line + "\nCallgraph removal;" + name + ";7;c.c;80;9\n" + line;
        const ClonesDump dump = read_clones_dump(text);
        CHECK(dump.malformed.empty());
        REQUIRE(dump.clones.size() == 2);
        for (const CloneEvent& event : dump.clones) {
            CHECK(event.original.name == name);
            CHECK(event.original.file == "a.c");
            CHECK(event.original.line == 20);
            CHECK(event.clone.name == "g");
            CHECK(event.clone.column == 6);
            CHECK(event.reason == "inlining to");
        }
        REQUIRE(dump.removals.size() == 1);
        CHECK(dump.removals[0].name == name);
        CHECK(dump.removals[0].line == 80);
    }
}

TEST_CASE("a text that stops in the middle of a line has that line malformed") {
    const std::string line(one_clone);
    for (std::size_t length = 1; length < line.size() - std::string_view("constprop").size();
         ++length) {
        CAPTURE(length);
        const ClonesDump dump = read_clones_dump(line + "\n" + line.substr(0, length));
        CHECK(dump.clones.size() == 1);
        REQUIRE(dump.malformed.size() == 1);
        CHECK(dump.malformed[0].line == 2);
    }
}

TEST_CASE("numbers are whole, of either sign and fit in 32 bits") {
    const auto order_of = [](const std::string& number) {
        const ClonesDump dump = read_clones_dump("Callgraph removal;f;" + number + ";a.c;1;2\n");
        return dump.removals.empty() ? "malformed" : std::to_string(dump.removals[0].order);
    };
    for (const char* number :
         {"0", "7", "42", "123", "5436", "54368", "543680", "5436807", "12345678", "99999999",
          "123456789", "2147483647", "-1", "-2147483648"}) {
        CHECK(order_of(number) == number);
    }
    CHECK(order_of("000000000000000012") == "12");
    for (const char* number : {"", "-", "+1", " 1", "1 ", "0x1", "1.5", "2147483648", "-2147483649",
                               "123:567", "12/45678", "1234567\xb0"}) {
        CAPTURE(number);
        CHECK(order_of(number) == "malformed");
    }
}

TEST_CASE("every reason is kept as it stands") {
    for (const std::string reason :
         {"inlining to", "constprop", "isra", "part", "(null)", "simdclone", "avx2", ""}) {
        const std::string text = "Callgraph clone;f;1;a.c;3;38;f.constprop.0.isra.0;6;a.c;3;38;";
        const std::string line = text + reason;
        const ClonesDump dump = read_clones_dump(line);
        REQUIRE(dump.clones.size() == 1);
        CHECK(dump.clones[0].reason == reason);
        CHECK(dump.clones[0].clone.name == "f.constprop.0.isra.0");
    }
}

TEST_CASE("buffers that are used again hold the new dump only") {
    ClonesDump dump;
    read_clones_dump("Callgraph clone;a;1;a.c;3;38;b;6;b.c;4;39;isra\n"
                     "Callgraph removal;sq;0;h.h;1;19\ngarbage\n",
                     dump);
    CHECK(dump.clones.size() + dump.removals.size() + dump.malformed.size() == 3);
    read_clones_dump("more garbage\n", dump);
    CHECK(dump.clones.empty());
    CHECK(dump.removals.empty());
    REQUIRE(dump.malformed.size() == 1);
    CHECK(dump.malformed[0].line == 1);
    read_clones_dump(one_clone, dump);
    check_one_clone(dump);
}

TEST_CASE("of very many malformed lines the first are kept and all are counted") {
    std::string text;
    for (std::size_t i = 0; i < 2 * klp::most_malformed_kept; ++i) {
        text += "x\n";
    }
    ClonesDump dump = read_clones_dump(text);
    CHECK(dump.malformed.size() == klp::most_malformed_kept);
    CHECK(dump.malformed.back().line == std::int64_t{klp::most_malformed_kept});
    CHECK(dump.malformed_lines == 2 * std::int64_t{klp::most_malformed_kept});
    read_clones_dump("x", dump);
    CHECK(dump.malformed_lines == 1);
}

TEST_CASE("a dump that is read in pieces is the same dump") {
    std::string text;
    std::vector<std::string> names;
    for (int i = 0; i < 10'000; ++i) {
        names.push_back("f" + std::to_string(i));
        text += i % 1000 == 999 ? "garbage" : "Callgraph removal;" + names.back() + ";1;a.c;2;3";
        text += "\n";
    }
    klp::ClonesReader reader(text);
    ClonesDump dump;
    std::size_t at = 0;
    int pieces = 0;
    std::vector<std::int64_t> malformed;
    for (; reader.next(dump); ++pieces) {
        for (const klp::MalformedLine& line : dump.malformed) {
            malformed.push_back(line.line);
        }
        for (const klp::DumpFunction& removed : dump.removals) {
            at += at % 1000 == 999 ? 1 : 0;
            REQUIRE(removed.name == names.at(at));
            ++at;
        }
    }
    CHECK(at == 9999);
    CHECK(pieces > 1);
    CHECK(malformed ==
          std::vector<std::int64_t>{1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000});
    CHECK_FALSE(reader.next(dump));
    CHECK(dump.removals.empty());
    CHECK_FALSE(klp::ClonesReader("").next(dump));
}

TEST_CASE("an empty dump has nothing in it") {
    for (const char* text : {"", "\n", "\n\n\r\n"}) {
        const ClonesDump dump = read_clones_dump(text);
        CHECK((dump.clones.empty() && dump.removals.empty() && dump.malformed.empty()));
    }
}
