// SPDX-License-Identifier: Apache-2.0
#include "inspect/dwarf.hpp"
#include "support/error_of.hpp"
#include "support/fresh_folder.hpp"
#include "unit/os/real_process.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace klp;

namespace {

constexpr const char* header = "static inline int inc(int x) { return x * 3 + 1; }\n";
constexpr const char* unit_a = "#include \"sub/../sub/h.h\"\n"
                               "int other(int);\n"
                               "static int helper(int x) { return inc(x) + other(x); }\n"
                               "int api(int x) { return helper(x) + 2; }\n";
constexpr const char* unit_b = "#include \"sub/h.h\"\n"
                               "static int helper(int x) { return inc(x) * 7; }\n"
                               "__attribute__((noinline))\n"
                               "int other(int x) { return helper(x); }\n"
                               "int aka(int) __attribute__((alias(\"other\")));\n"
                               "int api(int);\n"
                               "int main(int c, char** v) { (void)v; return api(c); }\n";

struct Program {
    TemporaryFolder folder = fresh_folder();

    Program() {
        write("sub/h.h", header);
        write("a.c", unit_a);
        write("b.c", unit_b);
    }

    void write(const std::string& name, const std::string& text) const {
        write_to(folder.path() / name, text);
    }

    /// The bytes of the image that gcc makes of the sources.
    [[nodiscard]] std::string image(std::vector<std::string> flags,
                                    std::vector<std::string> sources = {"a.c", "b.c"}) const {
        ProcessRequest request;
        request.argv = {"gcc", "-O2", "-o", "image"};
        request.argv.insert(request.argv.end(), flags.begin(), flags.end());
        request.argv.insert(request.argv.end(), sources.begin(), sources.end());
        request.directory = folder.path();
        request.limit_s = 60;
        const ProcessResult result = real_runner().run(request);
        INFO(result.error_output);
        REQUIRE(result.ok());
        return read_file(folder.path() / "image").value();
    }

    /// "helper a.c:3:12" of a source in the folder.
    [[nodiscard]] std::string short_name(const SourceFunction& source) const {
        const std::string prefix = folder.path().string() + "/";
        return fmt::format("{} {}:{}:{}", source.name,
                           source.file.starts_with(prefix) ? source.file.substr(prefix.size())
                                                           : source.file,
                           source.line, source.column);
    }

    /// "helper a.c:3:12 in api": of each instance, with all that it lies in.
    [[nodiscard]] std::vector<std::string> instances(const DebugFacts& facts) const {
        std::vector<std::string> names;
        names.reserve(facts.inlined.size());
        for (const InlinedInstance& one : facts.inlined) {
            std::string name = short_name(facts.sources[one.source]);
            for (std::uint32_t at = one.inside; at != no_index; at = facts.inlined[at].inside) {
                name += " in " + facts.sources[facts.inlined[at].source].name;
            }
            names.push_back(name + " in " + facts.functions[one.function].symbol);
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    [[nodiscard]] std::vector<std::string> functions(const DebugFacts& facts) const {
        std::vector<std::string> names;
        names.reserve(facts.functions.size());
        for (const ConcreteFunction& one : facts.functions) {
            names.push_back(one.symbol + " = " + short_name(facts.sources[one.source]));
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    /// "a.c:3 api helper": a line, the function with its code, what it was inlined with.
    [[nodiscard]] std::vector<std::string> lines(const DebugFacts& facts) const {
        std::vector<std::string> names;
        names.reserve(facts.lines.size());
        for (const CodeLine& one : facts.lines) {
            const std::string file = facts.files[one.file];
            std::string name =
                fmt::format("{}:{} {}", file.substr(folder.path().string().size() + 1), one.line,
                            facts.functions[one.function].symbol);
            if (one.inlined != no_index) {
                name += " " + facts.sources[facts.inlined[one.inlined].source].name;
            }
            names.push_back(std::move(name));
        }
        return names;
    }
};

using Strings = std::vector<std::string>;

} // namespace

TEST_CASE("functions, what was inlined into them and their lines, with every kind of debug info") {
    const Program program;
    const auto flag = GENERATE("-g1", "-g", "-g3", "-gdwarf-2", "-gdwarf-3", "-gdwarf-4", "-gz");
    CAPTURE(flag);
    const DebugFacts facts =
        read_debug_info(program.image({"-g", flag, "-fno-ipa-icf", "-fno-inline-small-functions",
                                       "-finline-functions-called-once"}))
            .value();
    CHECK(program.functions(facts) ==
          Strings{"api = api a.c:4:5", "main = main b.c:7:5", "other = other b.c:4:5"});
    CHECK(program.instances(facts) == Strings{"helper a.c:3:12 in api", "helper b.c:2:12 in other",
                                              "inc sub/h.h:1:19 in helper in api",
                                              "inc sub/h.h:1:19 in helper in other"});
    const Strings lines = program.lines(facts);
    for (const char* line : {"a.c:3 api helper", "a.c:4 api", "b.c:2 other helper", "b.c:4 other",
                             "b.c:7 main", "sub/h.h:1 api inc", "sub/h.h:1 other inc"}) {
        CAPTURE(line);
        CHECK(std::count(lines.begin(), lines.end(), line) == 1);
    }
    CHECK(lines.size() == 7);
    CHECK(facts.directories == Strings{program.folder.path().string()});
}

TEST_CASE("under LTO the source of a function lies in another unit than its code") {
    const Program program;
    const DebugFacts facts = read_debug_info(program.image({"-g1", "-flto"})).value();
    CHECK(program.functions(facts) == Strings{"main = main b.c:7:5", "other = other b.c:4:5"});
    CHECK(program.instances(facts) ==
          Strings{"api a.c:4:5 in main", "helper a.c:3:12 in api in main",
                  "helper b.c:2:12 in other", "inc sub/h.h:1:19 in helper in api in main",
                  "inc sub/h.h:1:19 in helper in other"});
    const Strings lines = program.lines(facts);
    CHECK(std::count(lines.begin(), lines.end(), "a.c:4 main api") == 1);
    CHECK(std::count(lines.begin(), lines.end(), "b.c:2 other helper") == 1);
}

TEST_CASE("a clone has the source of its original and the symbol of its own") {
    const Program program;
    program.write("c.c", "int sink(int);\n"
                         "static __attribute__((noinline)) int work(int x, int by) {\n"
                         "    for (int i = 0; i < by; ++i) x = sink(x) * by;\n"
                         "    return x;\n"
                         "}\n"
                         "__attribute__((noinline)) int sink(int x) { return x ^ 1; }\n"
                         "int main(int c, char** v) { (void)v; return work(c, 5); }\n");
    const DebugFacts facts =
        read_debug_info(program.image({"-g1", "-fno-ipa-sra"}, {"c.c"})).value();
    CHECK(program.functions(facts) == Strings{"main = main c.c:7:5", "sink = sink c.c:6:31",
                                              "work.constprop.0 = work c.c:2:38"});
}

TEST_CASE("a function with a cold part is one function, and its lines are its own") {
    const Program program;
    program.write("c.c", "void stop(int) __attribute__((cold, noinline));\n"
                         "void stop(int x) { __builtin_exit(x); }\n"
                         "__attribute__((noinline)) int check(int x) {\n"
                         "    if (x > 7) {\n"
                         "        stop(x);\n"
                         "    }\n"
                         "    return x;\n"
                         "}\n"
                         "int main(int c, char** v) { (void)v; return check(c); }\n");
    const DebugFacts facts = read_debug_info(program.image({"-g1"}, {"c.c"})).value();
    CHECK(program.functions(facts) ==
          Strings{"check = check c.c:3:31", "main = main c.c:9:5", "stop = stop c.c:2:6"});
    const Strings lines = program.lines(facts);
    CHECK(std::count(lines.begin(), lines.end(), "c.c:5 check") == 1);
}

TEST_CASE("what the linker discarded has no function") {
    const Program program;
    program.write("c.c", "static inline int inc(int x) { return x + 1; }\n"
                         "int unused(int x) { return inc(x); }\n"
                         "int main(void) { return 0; }\n");
    for (const char* dwarf : {"-gdwarf-4", "-gdwarf-5"}) {
        CAPTURE(dwarf);
        const DebugFacts facts =
            read_debug_info(
                program.image({"-g1", dwarf, "-ffunction-sections", "-Wl,--gc-sections"}, {"c.c"}))
                .value();
        CHECK(program.functions(facts) == Strings{"main = main c.c:3:5"});
        CHECK(facts.inlined.empty());
        CHECK(program.lines(facts) == Strings{"c.c:3 main"});
    }
}

TEST_CASE("an assembler name is the name") {
    const Program program;
    program.write("c.c", "int shown(int) __asm__(\"hidden\");\n"
                         "__attribute__((noinline)) int shown(int x) { return x + 1; }\n"
                         "int main(int c, char** v) { (void)v; return shown(c); }\n");
    const DebugFacts facts = read_debug_info(program.image({"-g1"}, {"c.c"})).value();
    CHECK(program.functions(facts) == Strings{"hidden = hidden c.c:2:31", "main = main c.c:3:5"});
}

TEST_CASE("an image without debug information has no facts") {
    const Program program;
    for (const char* flag : {"-g0", "-s"}) {
        const DebugFacts facts = read_debug_info(program.image({flag})).value();
        CHECK(facts.empty());
        CHECK((facts.sources.empty() && facts.lines.empty() && facts.directories.empty()));
    }
}

TEST_CASE("without a symbol table there are no symbols") {
    const Program program;
    (void)program.image({"-g1"});
    ProcessRequest strip;
    strip.argv = {"objcopy", "--strip-all", "--keep-section=.debug_*", "image", "bare"};
    strip.directory = program.folder.path();
    strip.limit_s = 60;
    REQUIRE(real_runner().run(strip).ok());
    const DebugFacts facts =
        read_debug_info(read_file(program.folder.path() / "bare").value()).value();
    REQUIRE(facts.functions.size() == 3);
    for (const ConcreteFunction& function : facts.functions) {
        CHECK(function.symbol.empty());
    }
}

TEST_CASE("only a linked image is read") {
    const Program program;
    CHECK(error_of(read_debug_info(program.image({"-g1", "-c"}, {"a.c"}))).message ==
          "a relocatable object; debug information is read from linked images");
    CHECK(error_of(read_debug_info("#!/bin/sh\n")).message ==
          "not an ELF file with section headers");
    CHECK(error_of(read_debug_info("")).message == "not an ELF file with section headers");
}

TEST_CASE("a damaged image never does more harm than an error") {
    const Program program;
    const std::string image = program.image({"-g1", "-nostdlib", "-Wl,-e,main"});
    REQUIRE(read_debug_info(image));
    for (std::size_t size = 0; size < image.size(); size += 7) {
        CHECK_FALSE(read_debug_info(image.substr(0, size))); // the section headers come last
    }
    int errors = 0;
    for (std::size_t at = 0; at < image.size(); ++at) {
        for (const char byte : {'\0', '\xff'}) {
            std::string damaged = image;
            damaged[at] = byte;
            if (const auto facts = read_debug_info(damaged); !facts) {
                ++errors;
                CHECK(facts.error().message.find('\n') == std::string::npos);
            }
        }
    }
    CHECK(errors > 100); // the sanitizers judge the others
}

TEST_CASE("damaged debug information is named") {
    const Program program;
    const std::string image = program.image({"-g1"});
    ProcessRequest request;
    request.argv = {"sh", "-c",
                    "head -c 40 /dev/zero | tr '\\0' '\\377' >bad && "
                    "objcopy --update-section .debug_abbrev=bad image worse"};
    request.directory = program.folder.path();
    request.limit_s = 60;
    REQUIRE(real_runner().run(request).ok());
    const auto facts = read_debug_info(read_file(program.folder.path() / "worse").value());
    CHECK(error_of(facts).message.starts_with("damaged DWARF: "));
}
