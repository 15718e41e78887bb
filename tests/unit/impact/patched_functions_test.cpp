// SPDX-License-Identifier: Apache-2.0
#include "impact/patched_functions.hpp"

#include "inspect/unified_diff.hpp"
#include "support/error_of.hpp"
#include "written_tree.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

using klp::PatchedBuild;
using klp::PatchedFunctions;
using klp::SourceFunction;
using klp::WrittenTree;

namespace {

// Line numbers, as tens and units stand at the left of each text.
const std::string list_h = "#ifndef LIST_H\n"                          // 1
                           "#define LIST_H\n"                          // 2
                           "#define STEP(n) ((n) + 1)\n"               // 3
                           "#define TWICE(n) STEP(STEP(n))\n"          // 4
                           "struct list { int head; };\n"              // 5
                           "int length(struct list *l);\n"             // 6
                           "static inline int first(struct list *l)\n" // 7
                           "{\n"                                       // 8
                           "\treturn l->head;\n"                       // 9
                           "}\n"                                       // 10
                           "#endif\n";                                 // 11
const std::string list_c = "#include <lib/list.h>\n"                   // 1
                           "/* The count\n"                            // 2
                           " * of all */\n"                            // 3
                           "static int total = 1;\n"                   // 4
                           "struct own { int mark; };\n"               // 5
                           "static struct own owned;\n"                // 6
                           "int length(struct list *l)\n"              // 7
                           "{\n"                                       // 8
                           "\treturn TWICE(l->head);\n"                // 9
                           "}\n"                                       // 10
                           "\n"                                        // 11
                           "static void\n"                             // 12
                           "count(void)\n"                             // 13
                           "{\n"                                       // 14
                           "\ttotal++;\n"                              // 15
                           "}\n"                                       // 16
                           "SYSCALL_DEFINE1(read, int, fd)\n"          // 17
                           "{\n"                                       // 18
                           "\treturn owned.mark;\n"                    // 19
                           "}\n";                                      // 20
const std::string user_c = "#include \"outer.h\"\n"                    // 1
                           "int use(void) { return length(0); }\n"     // 2
                           "int step(void) { return STEP(1); }\n";     // 3
const std::string other_c = "#define STEP(n) (n)\n"
                            "int other(void) { return STEP(2); }\n";

WrittenTree tree() {
    return WrittenTree(WrittenTree::Texts{{"/src/include/lib/list.h", list_h},
                                          {"/src/lib/list.c", list_c},
                                          {"/src/lib/outer.h", "#include <lib/list.h>\n"},
                                          {"/src/lib/user.c", user_c},
                                          {"/src/lib/other.c", other_c}});
}

PatchedBuild build() {
    return {{{"first", "/src/include/lib/list.h", 7, 19},
             {"length", "/src/lib/list.c", 7, 5},
             {"count", "/src/lib/list.c", 13, 1},
             {"__do_sys_read", "/src/lib/list.c", 17, 1},
             {"__x64_sys_read", "/src/lib/list.c", 17, 1},
             {"use", "/src/lib/user.c", 2, 5},
             {"step", "/src/lib/user.c", 3, 5},
             {"other", "/src/lib/other.c", 2, 5}},
            {}};
}

klp::Patch patch_of(const std::string& file, const std::string& hunks) {
    const auto patch = klp::read_unified_diff("--- a/" + file + "\n+++ b/" + file + "\n" + hunks);
    INFO(error_of(patch).message);
    REQUIRE(patch);
    return *patch;
}

// A line a function: `NAME: WHY; WHY`, in front `~` when it only includes what changed and
// `?` when the build is not known to have it; then `-
// FILE:LINE: WHAT` for each place that touches none, and `! NOTE`.
std::string words(const PatchedFunctions& found) {
    std::string text;
    for (const klp::PatchedFunction& row : found.functions) {
        text +=
            fmt::format("{}{}{}: {}\n", row.only_includes ? "~" : "", row.known_to_build ? "" : "?",
                        row.function.name, fmt::join(row.why, "; "));
    }
    for (const klp::UntouchedPlace& place : found.untouched) {
        text += fmt::format("- {}:{}: {}\n", place.file, place.line, place.what);
    }
    for (const std::string& note : found.notes) {
        text += fmt::format("! {}\n", note);
    }
    return text;
}

std::string found_by(const std::string& file, const std::string& hunks) {
    WrittenTree sources = tree();
    const auto found = patched_functions(patch_of(file, hunks), build(), sources);
    return found ? words(*found) : "error: " + found.error().message;
}

} // namespace

TEST_CASE("a line of a function changes that function, from its return type to its last brace") {
    CHECK(found_by("lib/list.c", "@@ -9 +9 @@\n-\treturn TWICE(l->head);\n+\treturn 0;\n") ==
          "length: changed at /src/lib/list.c:9\n");
    CHECK(found_by("lib/list.c", "@@ -12 +12 @@\n-static void\n+void\n") ==
          "count: changed at /src/lib/list.c:12\n");
    CHECK(found_by("lib/list.c", "@@ -15,0 +16 @@\n+\ttotal--;\n") ==
          "count: changed at /src/lib/list.c:15\n");
    CHECK(found_by("include/lib/list.h", "@@ -9 +9 @@\n-\treturn l->head;\n+\treturn 1;\n") ==
          "first: changed at /src/include/lib/list.h:9\n");
    CHECK(found_by("lib/list.c", "@@ -9,4 +9 @@\n-\treturn TWICE(l->head);\n-}\n-\n-static void\n"
                                 "+\treturn 0;\n") ==
          "count: changed at /src/lib/list.c:9\nlength: changed at /src/lib/list.c:9\n");
}

TEST_CASE("a body that a macro begins changes every function made there") {
    CHECK(found_by("lib/list.c", "@@ -19 +19 @@\n-\treturn owned.mark;\n+\treturn 3;\n") ==
          "__do_sys_read: changed at /src/lib/list.c:19\n"
          "__x64_sys_read: changed at /src/lib/list.c:19\n");
}

TEST_CASE("comments, layout, #include lines and new functions touch nothing, and are listed") {
    CHECK(found_by("lib/list.c", "@@ -3 +3,2 @@\n- * of all */\n+ * of\n+ * everything */\n") ==
          "- /src/lib/list.c:3: only comments or layout change\n");
    CHECK(found_by("lib/list.c", "@@ -15 +15,2 @@\n-\ttotal++;\n+\t/* more */\n+\ttotal ++ ;\n") ==
          "- /src/lib/list.c:15: only comments or layout change\n");
    CHECK(found_by("lib/list.c", "@@ -1,0 +2 @@\n+#include <lib/more.h>\n") ==
          "- /src/lib/list.c:1: an #include line: what it brings is not followed\n");
    CHECK(found_by("lib/list.c", "@@ -11,0 +12,2 @@\n+int fresh(void) { return total; }\n+\n") ==
          "- /src/lib/list.c:11: adds fresh\n");
    CHECK(found_by("include/lib/list.h", "@@ -6,0 +7 @@\n+int fresh(struct list *l);\n") ==
          "- /src/include/lib/list.h:6: no function of this build uses what it changes\n");
}

TEST_CASE("a macro changes who uses it, through other macros, where its header is included") {
    const std::string changed =
        "@@ -3 +3 @@\n-#define STEP(n) ((n) + 1)\n+#define STEP(n) ((n) + 2)\n";
    CHECK(found_by("include/lib/list.h", changed) ==
          "length: uses macro TWICE, and through it macro STEP, changed at "
          "/src/include/lib/list.h:3\n"
          "step: uses macro STEP, changed at /src/include/lib/list.h:3\n");
    CHECK(found_by("lib/other.c", "@@ -1 +1 @@\n-#define STEP(n) (n)\n+#define STEP(n) 0\n") ==
          "other: uses macro STEP, changed at /src/lib/other.c:1\n");
}

TEST_CASE("what a unit declares changes the functions of that unit that mention it") {
    CHECK(found_by("lib/list.c", "@@ -4 +4 @@\n-static int total = 1;\n+static int total = 2;\n") ==
          "count: uses total, changed at /src/lib/list.c:4\n");
    // The variable `owned` has the layout of its type.
    const std::string by_type =
        found_by("lib/list.c", "@@ -5 +5 @@\n-struct own { int mark; };\n+struct own { long mark; "
                               "};\n");
    CHECK(by_type == "__do_sys_read: uses mark of own, changed at /src/lib/list.c:5\n"
                     "__x64_sys_read: uses mark of own, changed at /src/lib/list.c:5\n");
}

TEST_CASE("a name of a unit changes no header that the unit includes") {
    WrittenTree sources(
        WrittenTree::Texts{{"/s/u.c", "#define M 1\n#include \"h.h\"\nint u(void) { return M; }\n"},
                           {"/s/h.h", "static inline int h(void) { return M; }\n"}});
    const PatchedBuild small{{{"u", "/s/u.c", 3, 5}, {"h", "/s/h.h", 1, 19}}, {}};
    const auto found = patched_functions(
        patch_of("s/u.c", "@@ -1 +1 @@\n-#define M 1\n+#define M 2\n"), small, sources);
    REQUIRE(found);
    CHECK(words(*found) == "u: uses macro M, changed at /s/u.c:1\n");
}

TEST_CASE("what has the layout of a changed type changes with it") {
    WrittenTree sources(WrittenTree::Texts{
        {"/s/u.c", "struct own { int mark; };\nstatic struct own owned;\n"
                   "int u(void) { return sizeof(owned); }\nint v(void) { return 0; }\n"}});
    const PatchedBuild small{{{"u", "/s/u.c", 3, 5}, {"v", "/s/u.c", 4, 5}}, {}};
    const auto found = patched_functions(
        patch_of("s/u.c", "@@ -1 +1 @@\n-struct own { int mark; };\n+struct own { long mark; };\n"),
        small, sources);
    REQUIRE(found);
    CHECK(words(*found) == "u: uses owned, and through it own, changed at /s/u.c:1\n");
}

TEST_CASE("an #if that ends elsewhere changes all of its file, a whole one only what it adds") {
    const std::string at = "follows the text of its file, changed at /src/lib/list.c:11\n";
    CHECK(found_by("lib/list.c", "@@ -11,0 +12 @@\n+#ifdef DEBUG\n") ==
          "~__do_sys_read: " + at + "~__x64_sys_read: " + at + "~count: " + at + "~length: " + at);
    CHECK(found_by("lib/list.c", "@@ -11,0 +12,2 @@\n+#ifdef DEBUG\n+#define FRESH 1\n") ==
          "~__do_sys_read: " + at + "~__x64_sys_read: " + at + "~count: " + at + "~length: " + at);
    CHECK(found_by("lib/list.c",
                   "@@ -11,0 +12,3 @@\n+#ifdef DEBUG\n+int fresh(void) { return 0; }\n+#endif\n") ==
          "- /src/lib/list.c:11: adds fresh\n");
}

TEST_CASE("a type in a header changes every function of the files that include it") {
    const std::string includes = ": includes /src/include/lib/list.h, changed at line 5\n";
    CHECK(found_by("include/lib/list.h",
                   "@@ -5 +5 @@\n-struct list { int head; };\n+struct list { long head; };\n") ==
          "~__do_sys_read" + includes + "~__x64_sys_read" + includes + "~count" + includes +
              "first: uses list, changed at /src/include/lib/list.h:5; follows the text of its "
              "file, changed at /src/include/lib/list.h:5\n"
              "length: uses list, changed at /src/include/lib/list.h:5; includes "
              "/src/include/lib/list.h, changed at line 5\n" +
              "~step" + includes + "~use" + includes);
}

TEST_CASE("a prototype in a header changes who mentions the function") {
    CHECK(found_by("include/lib/list.h",
                   "@@ -6 +6 @@\n-int length(struct list *l);\n+long length(struct list *l);\n") ==
          "length: uses length, changed at /src/include/lib/list.h:6\n"
          "use: uses length, changed at /src/include/lib/list.h:6\n");
}

TEST_CASE("the tree is read only when more than functions change") {
    WrittenTree sources = tree();
    const auto in_function = patch_of("lib/list.c", "@@ -15 +15 @@\n-\ttotal++;\n+\ttotal--;\n");
    REQUIRE(patched_functions(in_function, build(), sources));
    CHECK(sources.listings == 0);
    const auto in_macro = patch_of("lib/other.c", "@@ -1 +1 @@\n-#define STEP(n) (n)\n+#define "
                                                  "STEP(n) 0\n");
    REQUIRE(patched_functions(in_macro, build(), sources));
    CHECK(sources.listings == 1);
}

TEST_CASE("without the source, debug information or else positions say which function it is") {
    WrittenTree nothing(WrittenTree::Texts{});
    const auto patch =
        patch_of("lib/list.c", "@@ -9 +9 @@\n-\treturn TWICE(l->head);\n+\treturn 0;\n");
    const auto by_position = patched_functions(patch, build(), nothing);
    REQUIRE(by_position);
    CHECK(words(*by_position) == "length: changed at /src/lib/list.c:9, by position only: between "
                                 "its line and the next function's\n");
    PatchedBuild with_lines = build();
    with_lines.lines = {{"/src/lib/list.c", 10, {"length", "/src/lib/list.c", 7, 5}},
                        {"/src/lib/list.c", 15, {"count", "/src/lib/list.c", 13, 1}}};
    const auto by_lines = patched_functions(patch, with_lines, nothing);
    REQUIRE(by_lines);
    CHECK(words(*by_lines) == "length: changed at /src/lib/list.c:9\n");
    const auto macro = patched_functions(patch_of("lib/list.c", "@@ -1,0 +2 @@\n+#define NEW 1\n"),
                                         build(), nothing);
    REQUIRE(macro);
    CHECK(words(*macro) == "- /src/lib/list.c:1: changes macro NEW: without the sources its users "
                           "are not known\n");
}

TEST_CASE("a function that no dump names is found in its source, unless the build is known not to "
          "have it") {
    const auto patch = patch_of("lib/list.c", "@@ -15 +15 @@\n-\ttotal++;\n+\ttotal--;\n");
    const auto found = [&patch](const PatchedBuild& without_count) {
        WrittenTree sources = tree();
        const auto result = patched_functions(patch, without_count, sources);
        REQUIRE(result);
        return *result;
    };
    PatchedBuild without_count{{{"length", "/src/lib/list.c", 7, 5}}, {}};
    CHECK(words(found(without_count)) == "?count: changed at /src/lib/list.c:15\n");
    CHECK(found(without_count).functions[0].function ==
          SourceFunction{"count", "/src/lib/list.c", 13, 1});
    without_count.functions.push_back({"count", "", 0, 0}); // a symbol of the image
    CHECK(words(found(without_count)) == "count: changed at /src/lib/list.c:15\n");
    without_count.functions.back().name = "other";
    CHECK(words(found(without_count)) ==
          "- /src/lib/list.c:15: in count, which this build has not\n");
    without_count.functions.pop_back();
    without_count.lines = {{"/src/lib/list.c", 9, {"length", "/src/lib/list.c", 7, 5}}};
    CHECK(words(found(without_count)) ==
          "- /src/lib/list.c:15: in count, which this build has not\n");
}

TEST_CASE("debug information finds a function that the scanner does not") {
    WrittenTree sources(WrittenTree::Texts{{"/src/odd.c", "MAKE(\n  f,\n  body)\n"}});
    const PatchedBuild odd{{}, {{"/src/odd.c", 3, {"f", "/src/odd.c", 1, 1}}}};
    const auto found =
        patched_functions(patch_of("odd.c", "@@ -3 +3 @@\n-  body)\n+  other)\n"), odd, sources);
    REQUIRE(found);
    CHECK(words(*found) == "f: changed at /src/odd.c:3\n");
}

TEST_CASE("bad input: one line that names the file") {
    CHECK(found_by("mm/shmem.c", "@@ -1 +1 @@\n-x\n+y\n") ==
          "error: the patch changes nothing that was built (mm/shmem.c: no part of this build)");
    CHECK(found_by("lib/list.c", "@@ -9 +9 @@\n-\treturn 7;\n+\treturn 8;\n") ==
          "error: /src/lib/list.c:9 reads `\treturn TWICE(l->head);` in the source that was built, "
          "and `\treturn 7;` in the diff: make it against that source");
    CHECK(
        found_by("lib/list.c", "@@ -99 +99 @@\n-\treturn 7;\n+\treturn 8;\n") ==
        "error: /src/lib/list.c:99 reads `` in the source that was built, and `\treturn 7;` in the "
        "diff: make it against that source");
}

TEST_CASE("files that appear or go are said, beside what changes") {
    const auto patch = klp::read_unified_diff(
        "--- /dev/null\n+++ b/lib/new.c\n@@ -0,0 +1 @@\n+int x;\n"
        "--- a/lib/other.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-#define STEP(n) (n)\n"
        "--- a/lib/list.c\n+++ b/lib/list.c\n@@ -15 +15 @@\n-\ttotal++;\n+\ttotal--;\n"
        "--- a/doc.txt\n+++ b/doc.txt\n@@ -1 +1 @@\n-x\n+y\n");
    REQUIRE(patch);
    WrittenTree sources = tree();
    const auto found = patched_functions(*patch, build(), sources);
    REQUIRE(found);
    CHECK(words(*found) == "count: changed at /src/lib/list.c:15\n"
                           "- lib/new.c:0: a new file, which the build does not have\n"
                           "- lib/other.c:0: the file is deleted, and its functions with it\n"
                           "- doc.txt:0: no part of this build\n");
}

TEST_CASE("of several files the one that the diff fits, or that is nearest to the root") {
    const std::string body = "int f(void) { return 0; }\n";
    const std::string hunk =
        "@@ -1 +1 @@\n-int f(void) { return 0; }\n+int f(void) { return 1; }\n";
    const PatchedBuild both{
        {{"f", "/s/arch/x86/kernel/signal.c", 1, 5}, {"f", "/s/kernel/signal.c", 1, 5}}, {}};
    WrittenTree equal(
        WrittenTree::Texts{{"/s/arch/x86/kernel/signal.c", body}, {"/s/kernel/signal.c", body}});
    const auto nearest = patched_functions(patch_of("kernel/signal.c", hunk), both, equal);
    REQUIRE(nearest);
    CHECK(words(*nearest) == "f: changed at /s/kernel/signal.c:1\n");
    WrittenTree one(WrittenTree::Texts{{"/s/arch/x86/kernel/signal.c", body},
                                       {"/s/kernel/signal.c", "int g;\n"}});
    const auto fitting = patched_functions(patch_of("kernel/signal.c", hunk), both, one);
    REQUIRE(fitting);
    CHECK(words(*fitting) == "f: changed at /s/arch/x86/kernel/signal.c:1\n");
    WrittenTree twins(WrittenTree::Texts{{"/s/a/signal.c", body}, {"/s/b/signal.c", body}});
    const PatchedBuild apart{{{"f", "/s/a/signal.c", 1, 5}, {"f", "/s/b/signal.c", 1, 5}}, {}};
    CHECK(error_of(patched_functions(patch_of("signal.c", hunk), apart, twins)).message ==
          "signal.c may be any of /s/a/signal.c, /s/b/signal.c: give more of its path");
}
