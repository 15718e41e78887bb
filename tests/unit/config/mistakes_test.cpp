// SPDX-License-Identifier: Apache-2.0
//
// Each row makes one mistake in a correct file and gives the exact line that a user sees.
#include "config/load_axis.hpp"
#include "config/load_experiment.hpp"
#include "config/load_workload.hpp"
#include "small_setup.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace klp;

namespace {

struct Mistake {
    std::string right; ///< what stands in the correct file
    std::string wrong; ///< what stands there instead
    std::string line;  ///< the error, after the name of the file
};

std::string make_mistake(std::string text, const Mistake& mistake) {
    const std::size_t at = text.find(mistake.right);
    REQUIRE(at != std::string::npos);
    return text.replace(at, mistake.right.size(), mistake.wrong);
}

const char* const experiment_text = R"(name = "x"
workloads = ["suites/*"]
metrics = ["size.*"]
replicates = 2
seed = 1
benchmark = { min_time_s = 0.5, counters = ["cycles"] }
analysis = { equivalence_margin = 0.05, primary = ["runtime"] }
[axes]
compiler = { values = ["gcc-12"], optional = ["gcc-12"] }
lto = ["off", "full"]
[[exclude]]
when = { lto = "full" }
workloads = ["lz77"]
reason = "slow"
[design]
layouts = 2
looks = 2
control = true
[nightly]
metrics = ["size.*", "runtime.*"]
threshold = 0.02
confirm_replicates = 14
[[nightly.thresholds]]
metric = "compile.*"
change = 0.03
[[nightly.owners]]
workload = "ae*"
metric = "size.*"
note = "crypto team"
)";

const char* const axis_text = R"(name = "patching"
description = "A level"
baseline = "off"
[[value]]
name = "off"
[[value]]
name = "on"
compile = ["-flive-patching=inline-clone"]
link = ["-flive-patching=inline-clone"]
compilers = ["gcc"]
[value.equivalent]
options_disabled_by = "-flive-patching=inline-clone"
plugin = "p"
)";

const char* const compiler_text = R"(name = "compiler"
baseline = "gcc-12"
[[value]]
name = "gcc-12"
command = "gcc-12"
package = "gcc-12"
)";

const char* const workload_text = R"(name = "aead"
kind = "suite"
sources = ["a.c"]
include = ["."]
compile = ["-O"]
driver = "driver.cpp"
[limits]
compile = 60
)";

} // namespace

TEST_CASE("a mistake in an experiment is one line with its place and what would be right") {
    const auto mistake = GENERATE(values<Mistake>({
        {"seed = 1", "seed = = 1",
         ":5:8: Error while parsing value: could not determine value type"},
        {"replicates", "replicate",
         ":4:1: unknown key \"replicate\"; did you mean \"replicates\"?"},
        {"replicates = 2", "replicates = 0", ":4:14: \"replicates\" is 0; it must be at least 1"},
        {"replicates = 2", "replicates = \"2\"",
         ":4:14: \"replicates\" must be a whole number, not a string"},
        {"replicates = 2", "replicates = 1979-05-27",
         ":4:14: \"replicates\" must be a whole number, not a date or time"},
        {"replicates = 2", "replicates = 2147483648",
         ":4:14: \"replicates\" is 2147483648; it must be at most 2147483647"},
        {"seed = 1", "seed = -1", ":5:8: \"seed\" is -1; it must be at least 0"},
        {"name = \"x\"\n", "", ":1:1: missing key \"name\""},
        {"name = \"x\"", "name = \"y\"",
         ":1:8: the name \"y\" differs from the name of its file, \"x\""},
        {"metrics = [\"size.*\"]\n", "", ":1:1: missing key \"metrics\""},
        {"\"size.*\"", "", ":3:11: \"metrics\" is an empty list"},
        {"\"size.*\"", "\"size.txt\"",
         ":3:12: unknown metric \"size.txt\"; did you mean \"size.text\"?"},
        {"\"size.*\"", "\"size.*\", \"siz*\", \"sice*\"",
         ":3:30: unknown metric \"sice*\"; did you mean \"size.*\"?"},
        {"\"size.*\"", "\"size.*\", 3",
         ":3:22: \"metrics\" must be a list of strings; this is a whole number"},
        {"\"suites/*\"", "\"suites/aed\"",
         ":2:14: unknown workload \"suites/aed\"; did you mean \"suites/aead\"?"},
        {"\"suites/*\"", "\"suits/*\"",
         ":2:14: unknown workload \"suits/*\"; did you mean \"suites/*\"?"},
        {"\"suites/*\"", "\"./aead\"",
         ":2:14: unknown workload \"./aead\"; there is no workload.toml"},
        {"\"suites/*\"", "\"suites/*\", \"suites/lz77\"",
         ":2:26: workload \"lz77\" is given twice"},
        {"layouts = 2", "layouts = 3",
         ":15:1: layouts = 3, but there are only 2 replicates to try them"},
        {"looks = 2", "looks = 3", ":15:1: looks = 3 must divide replicates = 2"},
        {"control = true", "control = 1",
         ":18:11: \"control\" must be a boolean, not a whole number"},
        {"threshold = 0.02", "treshold = 0.02",
         ":21:1: unknown key \"treshold\"; did you mean \"threshold\"?"},
        {"[\"size.*\", \"runtime.*\"]", "[\"sise.*\"]",
         ":20:12: unknown metric \"sise.*\"; did you mean \"size.*\"?"},
        {"threshold = 0.02", "threshold = 2",
         ":21:13: \"threshold\" is 2; it is relative and must be below 1: 0.02 is 2%"},
        {"change = 0.03", "change = 3.5",
         ":25:10: \"change\" is 3.5; it is relative and must be below 1: 0.02 is 2%"},
        {"change = 0.03\n", "", ":23:1: missing key \"change\""},
        {"metric = \"compile.*\"", "metric = \"compiled.*\"",
         ":24:10: unknown metric \"compiled.*\"; did you mean \"compile.*\"?"},
        {"confirm_replicates = 14", "confirm_replicates = 3",
         ":22:22: \"confirm_replicates\" is 3; it must be at least 10"},
        {"workload = \"ae*\"", "workload = \"ea*\"",
         ":27:12: no workload of the experiment is called \"ea*\""},
        {"note = \"crypto team\"\n", "", ":26:1: missing key \"note\""},
        {"note =", "notes =", ":29:1: unknown key \"notes\"; did you mean \"note\"?"},
        {"[\"cycles\"]", "[\"cycles\", \"cycles\"]", ":6:55: counter \"cycles\" is given twice"},
        {"[\"runtime\"]", "[\"runtme\"]",
         ":7:52: unknown metric \"runtme\"; did you mean \"runtime\"?"},
        {"[\"runtime\"]", "[]", ":7:51: \"primary\" is an empty list"},
        {"min_time_s = 0.5", "min_time = 0.5",
         ":6:15: unknown key \"min_time\"; did you mean \"min_time_s\"?"},
        {"min_time_s = 0.5", "min_time_s = inf",
         ":6:28: \"min_time_s\" is inf; it must be above 0 and finite"},
        {"= 0.05", "= 0", ":7:35: \"equivalence_margin\" is 0; it must be above 0 and finite"},
        {"compiler = { values = [\"gcc-12\"], optional = [\"gcc-12\"] }\n", "",
         ":8:1: missing axis \"compiler\""},
        {"optional = [\"gcc-12\"]", "optional = [\"gcc-11\"]",
         ":9:47: unknown value \"gcc-11\" in `values`; did you mean \"gcc-12\"?"},
        {"values = [\"gcc-12\"]", "value = [\"gcc-12\"]",
         ":9:14: unknown key \"value\"; did you mean \"values\"?"},
        {"lto = [", "lt0 = [", ":10:1: unknown axis \"lt0\"; did you mean \"lto\"?"},
        {"lto = [", "\"../lto\" = [",
         ":10:1: the name \"../lto\" must be of letters, digits, _ - . + and begin with a letter, "
         "a "
         "digit or _"},
        {"\"full\"]", "\"ful\"]",
         ":10:15: unknown value \"ful\" of axis \"lto\"; did you mean \"full\"?"},
        {"\"full\"]", "\"zzz\"]",
         ":10:15: unknown value \"zzz\" of axis \"lto\"; known: off, full"},
        {"\"full\"]", "\"off\"]", ":10:15: value \"off\" is given twice"},
        {"[\"off\", \"full\"]", "[]", ":10:7: \"values\" is an empty list"},
        {"[\"off\", \"full\"]", "true",
         ":10:7: axis \"lto\" must be a list of values or a table, not a boolean"},
        {"[\"off\", \"full\"]", "{ values = [\"off\"], file = \"no.toml\" }",
         ":10:34: no such file: \"no.toml\""},
        {"when = { lto", "when = { lot", ":12:10: unknown axis \"lot\"; did you mean \"lto\"?"},
        {"when = { lto = \"full\"", "when = { lto = \"fulll\"",
         ":12:16: unknown value \"fulll\" of axis \"lto\"; did you mean \"full\"?"},
        {"[\"lz77\"]", "[\"lz78\"]", ":13:14: unknown workload \"lz78\"; did you mean \"lz77\"?"},
        {"reason = \"slow\"", "", ":11:1: missing key \"reason\""},
        {"\"slow\"", "\"\"", ":14:10: \"reason\" is empty"},
        {"when = { lto = \"full\" }\nworkloads = [\"lz77\"]\n", "",
         ":11:1: an exclusion needs `when` or `workloads`"},
        {"when = { lto = \"full\" }", "when = [\"lto\"]",
         ":12:8: \"when\" must be a table, not a list"},
    }));
    const SmallSetup setup;
    setup.folder.write("configs/experiments/x.toml", make_mistake(experiment_text, mistake));
    const auto experiment = load_experiment("x", setup.folders);
    REQUIRE_FALSE(experiment);
    CHECK(experiment.error().kind == ErrorKind::usage);
    CHECK(setup.line_of(experiment.error()) == "configs/experiments/x.toml" + mistake.line);
}

TEST_CASE("a mistake in an axis is one line with its place and what would be right") {
    const auto mistake = GENERATE(values<Mistake>({
        {"baseline = \"off\"", "baseline = \"of\"",
         ":3:12: unknown baseline \"of\"; did you mean \"off\"?"},
        {"baseline = \"off\"\n", "", ":1:1: missing key \"baseline\""},
        {"name = \"patching\"", "name = \"pathing\"",
         ":1:8: the name \"pathing\" differs from the name of its file, \"patching\""},
        {"name = \"on\"", "name = \"off\"", ":7:8: value \"off\" is given twice"},
        {"name = \"on\"", "name = \"o=n\"",
         ":7:8: the name \"o=n\" must be of letters, digits, _ - . + and begin with a letter, a "
         "digit or _"},
        {"name = \"on\"\n", "", ":6:1: missing key \"name\""},
        {"compilers", "compiler", ":10:1: unknown key \"compiler\"; did you mean \"compile\"?"},
        {"compilers = [\"gcc\"]", "command = \"gcc\"",
         ":10:1: unknown key \"command\"; did you mean \"compile\"?"},
        {"compilers = [\"gcc\"]", "compilers = []", ":10:13: \"compilers\" is an empty list"},
        {"compile = [\"-flive-patching=inline-clone\"]", "compile = \"-O2\"",
         ":8:11: \"compile\" must be a list, not a string"},
        {"link = [", "link = [\"\", ", ":9:9: \"link\" holds an empty string"},
        {"link = [\"-flive-patching=inline-clone\"]", "link = [\"-O2\", \"-flive-patching\"]",
         ":9:16: \"-flive-patching\" is given at the link only, where GCC ignores it; give it in "
         "`compile` too"},
        {"= \"-flive-patching=inline-clone\"\nplugin", "= \"-flive-patching\"\nplugin",
         ":12:23: unknown flag \"-flive-patching\" (it must be one of the value's `compile`); "
         "known: -flive-patching=inline-clone"},
        {"plugin =", "plug_in =", ":13:1: unknown key \"plug_in\"; did you mean \"plugin\"?"},
    }));
    const SmallSetup setup;
    const auto file =
        setup.folder.write("configs/axes/patching.toml", make_mistake(axis_text, mistake));
    const auto axis = load_axis(file);
    REQUIRE_FALSE(axis);
    CHECK(setup.line_of(axis.error()) == "configs/axes/patching.toml" + mistake.line);
}

TEST_CASE("a compiler needs a command") {
    const SmallSetup setup;
    const auto file =
        setup.folder.write("configs/axes/compiler.toml",
                           make_mistake(compiler_text, {"command = \"gcc-12\"\n", "", ""}));
    const auto axis = load_axis(file);
    REQUIRE_FALSE(axis);
    CHECK(setup.line_of(axis.error()) == "configs/axes/compiler.toml:3:1: missing key \"command\"");
}

TEST_CASE("a mistake in a workload is one line with its place and what would be right") {
    const auto mistake = GENERATE(values<Mistake>({
        {"[\"a.c\"]", "[]", ":3:11: \"sources\" is an empty list"},
        {"\"a.c\"", "\"a.c\", \"b.c\"", ":3:19: no such file: \"b.c\""},
        {"\"a.c\"", "\"a.c\", \"a.c\"", ":3:19: source \"a.c\" is given twice"},
        {"\"a.c\"", "\"../lz77/a.c\"", ":3:12: \"../lz77/a.c\" lies outside the workload's folder"},
        {"name = \"aead\"", "name = \"aed\"",
         ":1:8: the name \"aed\" differs from the name of its folder, \"aead\""},
        {"\"suite\"", "\"suit\"", ":2:8: unknown kind \"suit\"; did you mean \"suite\"?"},
        {"[\".\"]", "[\"inc\"]", ":4:12: no such folder: \"inc\""},
        {"driver.cpp", "main.cpp", ":6:10: no such file: \"main.cpp\""},
        {"compile = 60", "compile = -1", ":8:11: \"compile\" is -1; it must be above 0 and finite"},
        {"compile = 60", "selftest = 1",
         ":8:1: unknown key \"selftest\"; did you mean \"self_test\"?"},
    }));
    const SmallSetup setup;
    setup.folder.write("workloads/suites/aead/workload.toml", make_mistake(workload_text, mistake));
    const auto workload = load_workload(setup.folders.workloads / "suites/aead");
    REQUIRE_FALSE(workload);
    CHECK(workload.error().kind == ErrorKind::usage);
    CHECK(setup.line_of(workload.error()) == "workloads/suites/aead/workload.toml" + mistake.line);
}

TEST_CASE("a mistake in a file that an experiment names is reported in that file") {
    const SmallSetup setup;
    setup.folder.write("configs/experiments/x.toml", experiment_text);
    setup.folder.write("configs/axes/lto.toml", "name = \"lto\"\nbase = \"off\"\n");
    const auto experiment = load_experiment("x", setup.folders);
    REQUIRE_FALSE(experiment);
    CHECK(setup.line_of(experiment.error()) ==
          "configs/axes/lto.toml:2:1: unknown key \"base\"; did you mean \"name\"?");
}

TEST_CASE("the files from which the mistakes are made are right") {
    const SmallSetup setup;
    setup.folder.write("configs/experiments/x.toml", experiment_text);
    setup.folder.write("workloads/suites/aead/workload.toml", workload_text);
    CHECK(load_experiment("x", setup.folders));
    CHECK(load_axis(setup.folder.write("patching.toml", axis_text)));
    CHECK(load_axis(setup.folder.write("compiler.toml", compiler_text)));
}
