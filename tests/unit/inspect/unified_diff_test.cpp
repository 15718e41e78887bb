// SPDX-License-Identifier: Apache-2.0
#include "inspect/unified_diff.hpp"

#include "support/error_of.hpp"

#include <catch2/catch.hpp>

#include <string>

using klp::error_of;
using klp::Patch;
using klp::PatchedFile;
using klp::PatchedPlace;
using klp::read_unified_diff;

namespace {

PatchedFile only_file(const std::string& diff) {
    const auto patch = read_unified_diff(diff);
    INFO(error_of(patch).message);
    REQUIRE(patch);
    REQUIRE(patch->files.size() == 1);
    return patch->files[0];
}

void check(const PatchedPlace& place, int line, int count, const std::string& removed,
           const std::string& inserted) {
    CHECK(place.line == line);
    CHECK(place.count == count);
    CHECK(place.removed == removed);
    CHECK(place.inserted == inserted);
}

std::string with_hunk(const std::string& hunk) {
    return "--- a/f.c\n+++ b/f.c\n" + hunk;
}

std::string message_of(const std::string& diff) {
    const klp::Error error = error_of(read_unified_diff(diff));
    CHECK(error.kind == klp::ErrorKind::usage);
    return std::to_string(error.line) + ": " + error.message;
}

const std::string mail = "From 0123456789 Mon Sep 17 00:00:00 2001\n"
                         "From: A Developer <a@example.org>\n"
                         "Subject: [PATCH] mm: keep the count\n"
                         "\n"
                         "--- is no file here\n"
                         "---\n"
                         " mm/shmem.c | 5 +++--\n"
                         " 1 file changed, 3 insertions(+), 2 deletions(-)\n"
                         "\n"
                         "diff --git a/mm/shmem.c b/mm/shmem.c\n"
                         "index 11223344..55667788 100644\n"
                         "--- a/mm/shmem.c\n"
                         "+++ b/mm/shmem.c\n"
                         "@@ -10,6 +10,7 @@ static int count(void)\n"
                         " ten\n"
                         "-eleven\n"
                         "-twelve\n"
                         "+ELEVEN\n"
                         " thirteen\n"
                         "+thirteen and a half\n"
                         "+thirteen and two thirds\n"
                         " fourteen\n"
                         " fifteen\n"
                         "@@ -90,2 +91 @@\n"
                         "-ninety\n"
                         " ninety-one\n"
                         "-- \n"
                         "2.39.2\n"
                         "\n";

} // namespace

TEST_CASE("a mail of git format-patch: lines taken out, replaced and put in, by old numbers") {
    const PatchedFile file = only_file(mail);
    CHECK(file.old_name == "mm/shmem.c");
    CHECK(file.new_name == "mm/shmem.c");
    CHECK(file.diff_line == 10);
    REQUIRE(file.places.size() == 3);
    check(file.places[0], 11, 2, "eleven\ntwelve\n", "ELEVEN\n");
    check(file.places[1], 13, 0, "", "thirteen and a half\nthirteen and two thirds\n");
    check(file.places[2], 90, 1, "ninety\n", "");
    CHECK(file.places[1].diff_line == 20);
    REQUIRE(file.old_lines.size() == 8);
    CHECK(file.old_lines[0].line == 10);
    CHECK(file.old_lines[0].text == "ten");
    CHECK(file.old_lines[2].text == "twelve");
    CHECK(file.old_lines[7].line == 91);
}

TEST_CASE("a plain diff of two folders, with timestamps and CRLF") {
    const PatchedFile file = only_file("diff -ur linux.orig/mm/a b.c linux/mm/a b.c\r\n"
                                       "--- linux.orig/mm/a b.c\t2026-01-02 03:04:05.000 +0100\r\n"
                                       "+++ linux/mm/a b.c\t2026-01-02 03:04:06.000 +0100\r\n"
                                       "@@ -1 +1,2 @@\r\n"
                                       "-one\r\n"
                                       "+ONE\r\n"
                                       "+two\r\n"
                                       "\\ No newline at end of file\r\n");
    CHECK(file.old_name == "mm/a b.c");
    CHECK(file.new_name == "mm/a b.c");
    REQUIRE(file.places.size() == 1);
    check(file.places[0], 1, 1, "one\n", "ONE\ntwo\n");
}

TEST_CASE("a line taken out that reads like a header is a line taken out") {
    const PatchedFile file = only_file(with_hunk("@@ -3,3 +3,2 @@\n three\n--- four\n+++ FIVE\n"
                                                 "-six\n\\ No newline at end of file\n"));
    REQUIRE(file.places.size() == 1);
    check(file.places[0], 4, 2, "-- four\nsix\n", "++ FIVE\n");
}

TEST_CASE("an empty range names the line before it") {
    const PatchedFile file = only_file(with_hunk("@@ -5,0 +6,2 @@\n+a\n+b\n@@ -6,0 +9 @@\n+c\n"));
    REQUIRE(file.places.size() == 2);
    check(file.places[0], 5, 0, "", "a\nb\n");
    check(file.places[1], 6, 0, "", "c\n");
    check(only_file("--- f.c\n+++ f.c\n@@ -0,0 +1 @@\n+a\n").places.at(0), 0, 0, "", "a\n");
}

TEST_CASE("a blank that a mailer took off an empty line is still context") {
    const PatchedFile file = only_file(with_hunk("@@ -1,3 +1,3 @@\n one\n\n-three\n+THREE\n"));
    REQUIRE(file.places.size() == 1);
    check(file.places[0], 3, 1, "three\n", "THREE\n");
}

TEST_CASE("names: created, deleted, renamed, copied, quoted, without prefixes") {
    const auto patch = read_unified_diff(
        "diff --git a/new.c b/new.c\nnew file mode 100644\n--- /dev/null\n+++ b/new.c\n"
        "@@ -0,0 +1 @@\n+x\n"
        "diff --git a/old.c b/old.c\ndeleted file mode 100644\n--- a/old.c\n+++ /dev/null\n"
        "@@ -1 +0,0 @@\n-x\n"
        "diff --git a/from.c b/to.c\nsimilarity index 100%\nrename from from.c\nrename to to.c\n"
        "diff --git \"a/\\303\\244\\t.c\" \"b/\\303\\244\\t.c\"\n"
        "--- \"a/\\303\\244\\t.c\"\n+++ \"b/\\303\\244\\t.c\"\n@@ -1 +1 @@\n-x\n+y\n"
        "diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n"
        "diff --git a/x.c b/y.c\ncopy from x.c\ncopy to y.c\n--- a/x.c\n+++ b/y.c\n"
        "@@ -1 +1 @@\n-x\n+y\n"
        "diff --git mm/n.c mm/n.c\n--- mm/n.c\n+++ mm/n.c\n@@ -1 +1 @@\n-x\n+y\n"
        "--- mm/o.c.orig\n+++ mm/o.c\n@@ -1 +1 @@\n-x\n+y\n"
        "diff --git i/mm/p.c w/mm/q.c\n--- i/mm/p.c\n+++ w/mm/q.c\n@@ -1 +1 @@\n-x\n+y\n"
        "diff --git a/empty.c b/empty.c\nnew file mode 100644\nindex 000..e69de29\n");
    INFO(error_of(patch).message);
    REQUIRE(patch);
    std::string names;
    for (const PatchedFile& file : patch->files) {
        names.append(file.old_name).append(" > ").append(file.new_name).append("\n");
    }
    CHECK(names == " > new.c\n"
                   "old.c > \n"
                   "from.c > to.c\n"
                   "\xc3\xa4\t.c > \xc3\xa4\t.c\n"
                   "run.sh > run.sh\n"
                   " > y.c\n"
                   "mm/n.c > mm/n.c\n"
                   "mm/o.c.orig > mm/o.c\n"
                   "mm/p.c > mm/q.c\n"
                   " > empty.c\n");
    CHECK(patch->files[2].places.empty());
    CHECK(patch->files[4].places.empty());
}

TEST_CASE("what is no unified diff of text is refused in one line, with the place") {
    const std::string nothing =
        "0: is no unified diff: there is no `--- FILE` with `+++ FILE` after "
        "it";
    CHECK(message_of("") == nothing);
    CHECK(message_of("int main(void) { return 0; }\n") == nothing);
    CHECK(message_of("\x7f"
                     "ELF\x02\x01\x01") == nothing);
    const std::string binary =
        ": a binary file is changed: only text can be followed to functions; "
        "leave it out of the diff";
    CHECK(message_of("diff --git a/x b/x\nBinary files a/x and b/x differ\n") == "2" + binary);
    CHECK(message_of("diff --git a/x b/x\nindex 1..2\nGIT binary patch\nliteral 3\n") ==
          "3" + binary);
    CHECK(message_of("Files a/x and b/x differ\n") == "1" + binary);
    CHECK(message_of("*** a/f.c\n--- b/f.c\n***************\n") ==
          "1: a context diff: give a unified one (`diff -u`)");
    CHECK(message_of("diff --cc f.c\n--- a/f.c\n+++ b/f.c\n@@@ -1,1 -1,1 +1,2 @@@\n") ==
          "4: a combined diff of a merge: give the diff against one parent");
    CHECK(message_of("@@ -1 +1 @@\n-x\n+y\n") ==
          "1: a hunk of no file: `--- FILE` and `+++ FILE` come before it");
    CHECK(message_of("--- a/f.c\n+++ b/f.c\n") == "1: no hunk follows the names of the file");
}

TEST_CASE("a hunk that lies is refused") {
    const std::string says = "3: the hunk's header says 2 old and 2 new lines, ";
    const std::string header = "@@ -1,2 +1,2 @@\n";
    CHECK(message_of(with_hunk(header + " one\n")) ==
          says + "but it ends before them: the diff is cut off or was edited");
    CHECK(message_of(with_hunk(header + " one\n--- \nx\n")) ==
          says + "but it ends before them: the diff is cut off or was edited");
    CHECK(message_of(with_hunk(header + "-one\n-two\n-three\n")) ==
          says + "but its lines are others");
    CHECK(message_of(with_hunk(header + " one\n-two\n+TWO\n+more\n")) == says + "but more follow");
    const std::string no_header = "3: is no hunk header: `@@ -LINE,COUNT +LINE,COUNT @@` is one";
    CHECK(message_of(with_hunk("@@ -x +1 @@\n")) == no_header);
    CHECK(message_of(with_hunk("@@ -0,2 +1 @@\n")) == no_header);
    CHECK(message_of(with_hunk("@@ -1,99999999999 +1 @@\n")) == no_header);
    CHECK(message_of(with_hunk("@@ -1,0 +1,0 @@\n")) == no_header);
    CHECK(
        message_of(with_hunk("@@ -9 +9 @@\n-x\n+y\n@@ -9 +9 @@\n-x\n+y\n")) ==
        "6: the hunk begins at line 9, where the one before has not ended: hunks come in order of "
        "lines");
}
