// SPDX-License-Identifier: Apache-2.0
#include "inspect/c_source.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

using klp::CItem;
using klp::CItemKind;
using klp::CSource;
using klp::scan_c_fragment;
using klp::scan_c_source;

namespace {

char letter(CItemKind kind) {
    return "ftvdi"[static_cast<int>(kind)];
}

// Each item as `KIND NAME LINE:COLUMN FIRST-LAST`; KIND is the first letter of CItemKind's.
std::string items_of(const std::string& text) {
    const CSource source = scan_c_source(text);
    std::string lines;
    for (const CItem& item : source.items) {
        lines += fmt::format("{} {} {}:{} {}-{}\n", letter(item.kind), item.name, item.line,
                             item.column, item.first_line, item.last_line);
    }
    return lines;
}

std::string declared_by(const std::string& text) {
    const CSource source = scan_c_source(text);
    return fmt::format("{}", fmt::join(source.items.at(0).declares, " "));
}

} // namespace

TEST_CASE("a function: from its return type to its last brace, by the place of its name") {
    CHECK(items_of("int f(int a)\n{\n\treturn a;\n}\n") == "f f 1:5 1-4\n");
    CHECK(items_of("static inline\nint\nf(void) { }\nint g(void) {}\n") ==
          "f f 3:1 1-3\nf g 4:5 4-4\n");
    CHECK(items_of("static __always_inline void __attribute__((noinline, cold))\n"
                   "\tf(int (*compare)(int, int), char *s)\n{ if (s) { while (1) { } } }\n") ==
          "f f 2:2 1-3\n");
    CHECK(items_of("asmlinkage __visible void __init start(void)\n{\n}\n") == "f start 1:34 1-3\n");
    CHECK(items_of("int (*get(int a))(int b) { return 0; }\n") == "f get 1:7 1-1\n");
    CHECK(items_of("struct s *f(struct s *p) { return p; }\n") == "f f 1:11 1-1\n");
    CHECK(items_of("enum e f(void) { return ({ int x = 1; x; }); }\n") == "f f 1:8 1-1\n");
}

TEST_CASE("annotations before and after the parameters are not the function's name") {
    CHECK(items_of("static void *f(struct q *q)\n\t__acquires(lock)\n\t__unknown(q)\n{\n}\n") ==
          "f f 1:14 1-5\n");
    CHECK(items_of("static void f(int a)\n__releases(&lock) __acquires(&lock)\n{\n}\n") ==
          "f f 1:13 1-4\n");
    CHECK(items_of("static __printf(2, 3)\nvoid f(int a, const char *s, ...)\n{\n}\n") ==
          "f f 2:6 1-4\n");
}

TEST_CASE("macros that make functions are found where they are used") {
    CHECK(items_of("SYSCALL_DEFINE3(read, unsigned int, fd, char __user *, buf, size_t, n)\n"
                   "{\n\treturn 0;\n}\n") == "f SYSCALL_DEFINE3 1:1 1-4\n");
    CHECK(items_of("static DEFINE_HANDLER(x)\n{\n}\n") == "f DEFINE_HANDLER 1:8 1-3\n");
    CHECK(items_of("EXPORT_SYMBOL(f)\nBUILD(a)\nBUILD(b)\nint g(void) { }\nBUILD(c)\n") ==
          "i EXPORT_SYMBOL 1:1 1-1\ni BUILD 2:1 2-2\ni BUILD 3:1 3-3\nf g 4:5 4-4\n"
          "i BUILD 5:1 5-5\n");
    CHECK(items_of("TRACE_EVENT(x,\n\tTP_fast_assign({ a = 1; })\n);\nint f(void) { }\n") ==
          "i TRACE_EVENT 1:1 1-3\nf f 4:5 4-4\n");
    CHECK(items_of("EXPORT_SYMBOL(f)\nSYSCALL_DEFINE1(g, int, a)\n{\n}\n") ==
          "i EXPORT_SYMBOL 1:1 1-1\nf SYSCALL_DEFINE1 2:1 2-4\n");
    CHECK(items_of("static DEFINE_MUTEX(lock);\nmodule_init(f);\n") ==
          "i DEFINE_MUTEX 1:8 1-1\ni module_init 2:1 2-2\n");
}

TEST_CASE("types, variables and prototypes are no functions") {
    CHECK(items_of("struct s {\n\tint a;\n} __packed;\n") == "t s 1:8 1-3\n");
    CHECK(items_of("static struct s table[] = {\n\t{ .f = 1, },\n\t[2] = { FN(x) },\n};\n") ==
          "v table 1:17 1-4\n");
    CHECK(items_of("int f(int);\nextern int x;\nstruct s;\ntypedef int f_t(int);\n") ==
          "d f 1:5 1-1\nd x 2:12 2-2\nd s 3:8 3-3\nt f_t 4:13 4-4\n");
    CHECK(items_of("int (*hook)(int) = 0;\nint a, *b, c[2];\n") == "v hook 1:7 1-1\nv a 2:5 2-2\n");
    CHECK(items_of("extern \"C\" {\nint f(void) { }\n}\nint g(void) { }\n") ==
          "f f 2:5 2-2\nf g 4:5 4-4\n");
}

TEST_CASE("what is declared: tags, members, constants, declarators, arguments of macros") {
    CHECK(
        declared_by(
            "struct s { int a : 3, b[2]; int (*op)(int p, int r); struct t { int q; } u; } *v;") ==
        "a b op q s t u v");
    CHECK(declared_by("enum e { ONE = 1, TWO, THREE };") == "ONE THREE TWO e");
    CHECK(declared_by("static int a = f(b), *c, d[N] = { x };") == "a c d");
    CHECK(declared_by("typedef struct { int q; } q_t;") == "q q_t");
    CHECK(declared_by("DEFINE_PER_CPU(int, x);") == "int x");
    CHECK(declared_by("EXPORT_SYMBOL(f);").empty());
}

TEST_CASE("what a body mentions, each once; comments and strings mention nothing") {
    const CSource source = scan_c_source("int f(int a) { /* b */ a = G(a) + x->y; // c\n"
                                         "\tputs(\"d \\\" e\"); return 'f'; }\n");
    CHECK(fmt::format("{}", fmt::join(source.items.at(0).mentions, " ")) ==
          "G a f int puts return x y");
}

TEST_CASE("macros: over continued lines, with parameters, in functions") {
    const CSource source =
        scan_c_source("#define ONE 1\n"
                      "# define MAX(a, b) \\\n\t((a) > (b) ? \\\n\tpick(a) : b)\n"
                      "#define PAIR (x, ONE)\n"
                      "int f(void)\n{\n#define LOCAL g()\n\treturn LOCAL;\n}\n");
    REQUIRE(source.macros.size() == 4);
    std::string lines;
    for (const klp::CMacro& macro : source.macros) {
        lines += fmt::format("{} {} {}-{}: {}\n", macro.name, macro.function_like, macro.first_line,
                             macro.last_line, fmt::join(macro.mentions, " "));
    }
    CHECK(lines == "ONE false 1-1: \nMAX true 2-4: pick\nPAIR false 5-5: ONE x\n"
                   "LOCAL false 8-8: g\n");
    CHECK(source.items.at(0).last_line == 10);
}

TEST_CASE("both branches of #if are read; braces that each opens count once") {
    CHECK(items_of("int f(void) {\n#ifdef A\n\tif (x) {\n#else\n\tif (y) {\n#endif\n\t}\n}\n"
                   "int g(void) { }\n") == "f f 1:5 1-8\nf g 9:5 9-9\n");
    CHECK(
        items_of("#ifdef A\nint f(int a)\n{\n#else\nint f(void)\n{\n#endif\n}\nint g(void) {}\n") ==
        "f f 2:5 2-3\nf f 5:5 5-8\nf g 9:5 9-9\n");
    CHECK(items_of("int f(void)\n{\n#ifdef A\n}\n#else\n\tg();\n}\n#endif\nint h(void) {}\n") ==
          "f f 1:5 1-7\nf h 9:5 9-9\n");
    CHECK(items_of("#if 0\nint f(void) { don't\n#else\nint g(void) {}\n#endif\n") ==
          "f g 4:5 4-4\n");
    CHECK(items_of("#ifdef __ASSEMBLY__\n.macro X y=0\n.endm\n#else\nint g(void) {}\n#endif\n") ==
          "f g 5:5 5-5\n");
    CHECK(items_of("#define END )\nint f(void END\n{\n}\nint g(void) {}\n") ==
          "f f 2:5 2-4\nf g 5:5 5-5\n");
    const CSource source = scan_c_source("#if A\n#elif B\n#if C\n#endif\n#endif\n");
    REQUIRE(source.conditionals.size() == 2);
    CHECK(source.conditionals[0].last == 5);
    CHECK(source.conditionals[1].first == 3);
    CHECK(source.conditional_lines == std::vector<int>{1, 2, 3, 4, 5});
}

TEST_CASE("includes are noted as written") {
    const CSource source =
        scan_c_source("#include <linux/list.h>\n# include \"a b.h\" // x\n#include NAME(x)\n");
    REQUIRE(source.includes.size() == 3);
    CHECK(source.includes[0].name == "linux/list.h");
    CHECK_FALSE(source.includes[0].quoted);
    CHECK(source.includes[1].name == "a b.h");
    CHECK(source.includes[1].quoted);
    CHECK(source.includes[2].name.empty());
    CHECK(source.includes[2].line == 3);
}

TEST_CASE("comments of several lines are noted") {
    const CSource source = scan_c_source("/* one */\n/* two\n * three\n */ int a; /* x\n*/\n");
    REQUIRE(source.comments.size() == 2);
    CHECK(source.comments[0].first == 2);
    CHECK(source.comments[0].last == 4);
    CHECK(source.comments[1].first == 4);
    CHECK(source.comments[1].last == 5);
}

TEST_CASE("the code of some lines is the same when only layout and comments differ") {
    CHECK(scan_c_fragment("a = b; // c\n\n", false).code ==
          scan_c_fragment("a /* x\n */ =\n\tb;\n", false).code);
    CHECK(scan_c_fragment(" * text\n */\nint a;\n", true).code ==
          scan_c_fragment("int a;\n", false).code);
    CHECK(scan_c_fragment("#define A\nb\n", false).code !=
          scan_c_fragment("#define A b\n", false).code);
    CHECK(scan_c_fragment("/* only\n * this */\n", false).code.empty());
    CHECK(scan_c_fragment("ab", false).code != scan_c_fragment("a b", false).code);
}
