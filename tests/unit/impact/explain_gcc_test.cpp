// SPDX-License-Identifier: Apache-2.0
//
// What GCC's own debug information shows to be inlined is held against GCC's own dumps.
#include "impact/explain.hpp"
#include "inspect/dwarf.hpp"
#include "inspect/ipa_clones.hpp"
#include "model/source_path.hpp"
#include "unit/kbuild/assembled.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace klp;

namespace {

constexpr const char* unit_a = "#include \"sub/h.h\"\n"
                               "int other(int);\n"
                               "static int helper(int x) { return inc(x) + other(x); }\n"
                               "int api(int x) { return helper(x) + 2; }\n";
constexpr const char* unit_b = "#include \"./sub/../sub/h.h\"\n"
                               "static int helper(int x) { return inc(x) * 7; }\n"
                               "__attribute__((noinline)) int other(int x) { return helper(x); }\n"
                               "static __attribute__((noinline)) int loop(int x, int by) {\n"
                               "    for (int i = 0; i < by; ++i) x = other(x) * inc(by);\n"
                               "    return x;\n"
                               "}\n"
                               "int api(int);\n"
                               "int main(int c, char** v) { (void)v; return api(loop(c, 5)); }\n";

/// A program, its debug information and what its dumps say, by the identity of functions.
struct Build {
    TemporaryFolder folder = fresh_folder();
    DebugFacts facts;
    std::map<SourceFunction, std::set<SourceFunction>> went_into;

    explicit Build(const std::vector<std::string>& flags, const std::string& left_out = "none") {
        write_to(folder.path() / "sub/h.h", "static inline int inc(int x) { return x * 3 + 1; }\n");
        write_to(folder.path() / "a.c", unit_a);
        write_to(folder.path() / "b.c", unit_b);
        std::vector<std::string> argv{"gcc", "-O2",   "-g1", "-fdump-ipa-clones",
                                      "-o",  "image", "a.c", "b.c"};
        argv.insert(argv.end(), flags.begin(), flags.end());
        must_run(folder.path(), argv);
        facts = read_debug_info(read_file(folder.path() / "image").value()).value();
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const std::string name = entry.path().filename().string();
            if (name.ends_with(".ipa-clones") && name.find(left_out) == std::string::npos) {
                read_dump(read_file(entry.path()).value());
            }
        }
    }

    [[nodiscard]] std::vector<std::string> unexplained() const {
        const InlineExplanation explanation =
            explain_inlines(facts, [this](const HeldInline& held) {
                std::set<SourceFunction> reached;
                reach(*held.inlined, reached);
                return reached.contains(*held.holder_source);
            });
        CHECK(explanation.checked >= 4);
        std::vector<std::string> names;
        names.reserve(explanation.unexplained.size());
        for (const HeldInline& held : explanation.unexplained) {
            names.push_back(held.inlined->name + " in " + held.holder->symbol);
        }
        return names;
    }

private:
    // A clone stands for its original, as it does in debug information.
    [[nodiscard]] SourceFunction identity(const DumpFunction& function) const {
        return {std::string(function.name.substr(0, function.name.find('.'))),
                source_path(facts.directories.at(0), function.file), function.line,
                function.column};
    }

    void read_dump(const std::string& text) {
        for (const CloneEvent& event : read_clones_dump(text).clones) {
            went_into[identity(event.original)].insert(identity(event.clone));
        }
    }

    void reach(const SourceFunction& from, std::set<SourceFunction>& reached) const {
        const auto edges = went_into.find(from);
        if (edges == went_into.end()) {
            return;
        }
        for (const SourceFunction& to : edges->second) {
            if (reached.insert(to).second) {
                reach(to, reached);
            }
        }
    }
};

using Strings = std::vector<std::string>;

} // namespace

TEST_CASE("GCC's dumps explain all that its debug information shows to be inlined") {
    CHECK(Build({}).unexplained().empty());
    CHECK(Build({"-flto"}).unexplained().empty());
    CHECK(Build({"-flto", "-flto-partition=1to1"}).unexplained().empty());
}

TEST_CASE("what a dump would have told is missed without it") {
    CHECK(Build({"-flto"}, ".wpa.").unexplained() ==
          Strings{"api in main", "helper in main", "inc in main"});
}
