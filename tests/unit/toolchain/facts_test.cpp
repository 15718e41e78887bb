// SPDX-License-Identifier: Apache-2.0
#include "toolchain/facts.hpp"

#include "support/error_of.hpp"
#include "toolchain/optimizers.hpp"
#include "unit/toolchain/fake_gcc.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

using namespace klp;
using Flags = std::vector<std::string>;

namespace {

// Lines of `gcc-12 -O2 -Q --help=optimizers`.
constexpr const char* plain_table = "The following options control optimizations:\n"
                                    "  -O<number>                  \t\t\n"
                                    "  -Ofast                      \t\t[disabled]\n"
                                    "  -faggressive-loop-optimizations \t[enabled]\n"
                                    "  -falign-functions           \t\t[enabled]\n"
                                    "  -falign-functions=          \t\t16\n"
                                    "  -fexcess-precision=[fast|standard|16] \t[default]\n"
                                    "  -fipa-cp-clone              \t\t[disabled]\n"
                                    "  -fipa-icf                   \t\t[enabled]\n"
                                    "  -fipa-ra                    \t\t[enabled]\n"
                                    "  -fwhole-program             \t\t[disabled]\n";

std::string with(std::string table, const std::string& option, const std::string& state) {
    const std::size_t at = table.find('[', table.find("  -f" + option + " "));
    return table.replace(at, table.find(']', at) + 1 - at, state);
}

struct Setting {
    FakeGcc gcc;
    InstalledCompilers facts{gcc.runner, gcc.path("klp_plugin.cc"), gcc.folder.path() / "cache"};

    // The compiler's table without and with -flive-patching.
    void set_tables(const std::string& without, const std::string& live) {
        gcc.runner.on({"-Q", "--help=optimizers"}, exited(0, without));
        gcc.runner.on({"-flive-patching", "-Q", "--help=optimizers"}, exited(0, live));
    }
    Result<Flags> options() {
        return facts.options_disabled_by(gcc.value, {"-O2"}, "-flive-patching");
    }
    std::ptrdiff_t requests_with(const std::string& word) {
        return std::count_if(gcc.runner.requests.begin(), gcc.runner.requests.end(),
                             [&word](const ProcessRequest& request) {
                                 return std::count(request.argv.begin(), request.argv.end(), word);
                             });
    }
};

} // namespace

TEST_CASE("the table of optimizers: what is on, what is off, no values") {
    CHECK(read_optimizers(plain_table) ==
          std::map<std::string, bool>{{"-faggressive-loop-optimizations", true},
                                      {"-falign-functions", true},
                                      {"-fipa-cp-clone", false},
                                      {"-fipa-icf", true},
                                      {"-fipa-ra", true},
                                      {"-fwhole-program", false}});
    CHECK(read_optimizers("").empty());
    CHECK(read_optimizers("gcc: error: unrecognized option -f\n-f").empty());
}

TEST_CASE("only what goes from on to off is disabled") {
    CHECK(disabled_options({{"-fa", true}, {"-fb", false}, {"-fc", true}, {"-fd", true}},
                           {{"-fa", false}, {"-fb", true}, {"-fc", true}}) == Flags{"-fno-a"});
}

TEST_CASE("the options that a flag disables come from the compiler's own tables") {
    Setting setting;
    setting.set_tables(plain_table,
                       with(with(plain_table, "ipa-ra", "[disabled]"), "ipa-icf", "[disabled]"));
    CHECK(setting.options().value() == Flags{"-fno-ipa-icf", "-fno-ipa-ra"});
    CHECK(setting.gcc.runner.requests.back().argv ==
          Flags{setting.gcc.path("gcc-99"), "-O2", "-flive-patching", "-Q", "--help=optimizers"});
}

TEST_CASE("a flag that turns nothing off, or a compiler without tables, is an error") {
    Setting setting;
    setting.set_tables(plain_table, plain_table);
    CHECK(error_of(setting.options()).message == "gcc-99: -flive-patching turns no optimizer off");

    Setting refusing;
    refusing.set_tables(plain_table, plain_table);
    refusing.gcc.runner.on({"-flive-patching"}, exited(1, plain_table, "error: what?\n"));
    CHECK(error_of(refusing.options()).message ==
          "gcc-99: -Q --help=optimizers gives no table of optimizers: error: what?");

    Setting silent;
    silent.set_tables("", "");
    CHECK_FALSE(silent.options());
}

TEST_CASE("an accepted probe compiles a unit with the flags and nothing else") {
    Setting setting;
    const Probe probe = setting.facts.probe(setting.gcc.value, {"-O2", "-flto"});
    CHECK(probe.accepted);
    CHECK(probe.compiler == "gcc-99");
    CHECK(probe.flags == Flags{"-O2", "-flto"});
    CHECK(probe.diagnostic.empty());
    const ProcessRequest& request = setting.gcc.runner.requests.back();
    CHECK(request.argv ==
          Flags{setting.gcc.path("gcc-99"), "-O2", "-flto", "-c", "probe.c", "-o", "probe.o"});
    CHECK(request.limit_s > 0);
    CHECK_FALSE(std::filesystem::exists(request.directory)); // removed again
}

TEST_CASE("a refused probe keeps the compiler's words") {
    Setting setting;
    const std::string words =
        "probe.c:1:1: sorry, unimplemented: live patching is not supported with LTO\n"
        "    1 | static int twice(int x) { return 2 * x; }\n      | ^~~~~~";
    setting.gcc.runner.on({"-flto"}, exited(1, "", words + "\n\n"));
    const Probe probe = setting.facts.probe(setting.gcc.value, {"-flto"});
    CHECK_FALSE(probe.accepted);
    CHECK(probe.diagnostic == words);
}

TEST_CASE("every probe is kept for the record") {
    Setting setting;
    setting.gcc.runner.on({"-flto"}, exited(1, "", "sorry"));
    setting.facts.probe(setting.gcc.value, {"-O2"});
    setting.facts.probe(setting.gcc.value, {"-flto"});
    const std::vector<Probe>& probes = setting.facts.probes();
    REQUIRE(probes.size() == 2);
    CHECK(probes[0].flags == Flags{"-O2"});
    CHECK(probes[0].accepted);
    CHECK(probes[1].diagnostic == "sorry");
}

TEST_CASE("a probe without words says how the compiler ended") {
    Setting setting;
    const auto diagnostic = [&setting](const char* flag, const ProcessResult& answer) {
        setting.gcc.runner.on({flag}, answer);
        const Probe probe = setting.facts.probe(setting.gcc.value, {flag});
        CHECK_FALSE(probe.accepted);
        return probe.diagnostic;
    };
    CHECK(diagnostic("-fcrash", ended(ProcessResult::End::signalled, 11)) ==
          "the compiler was killed by signal 11 (Segmentation fault)");
    CHECK(diagnostic("-fhang", lasting(1000)) ==
          "the compiler was ended at its time limit with all its children");
    CHECK(diagnostic("-fmute", exited(1)) == "the compiler exited with status 1");
}

TEST_CASE("a probe of a compiler that is missing names the package") {
    Setting setting;
    setting.gcc.value.compiler->command = "no-such-gcc";
    const Probe probe = setting.facts.probe(setting.gcc.value, {"-O2"});
    CHECK_FALSE(probe.accepted);
    CHECK(probe.diagnostic ==
          "gcc-99: command no-such-gcc not found: apt-get install gcc-99-package");
}

TEST_CASE("a compiler is identified once") {
    Setting setting;
    CHECK(setting.facts.identify(setting.gcc.value).has_value());
    CHECK(setting.facts.identify(setting.gcc.value).has_value());
    CHECK(setting.requests_with("-dumpmachine") == 1);
}
