// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"

#include "cli/manual_page.hpp"
#include "cli/value_kinds.hpp"

#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>

using namespace klp;

namespace {

/// An application with one of everything.
struct SmallApp {
    CLI::App app{"Does things.", "tool"};
    std::string experiment;
    std::string database = "a.db";
    std::vector<std::string> functions;
    std::vector<std::string> events;
    int jobs = 0;
    bool json = false;

    SmallApp() {
        app.footer("Exit codes: 0 well; 2 wrong\nusage; 130 interrupted.\n\nA note.\n\n"
                   "Example: tool do x");
        CLI::App* command = app.add_subcommand("do", "Do 'it': [now] \\ .");
        command->add_option("EXP", experiment, "what")->required();
        command->add_option("--db", database, "where")->capture_default_str();
        command->add_option("--function", functions, "names")->type_name("NAME ...");
        command->add_option("--counters", events, "events")
            ->delimiter(',')
            ->allow_extra_args(false);
        command->add_option("-j,--jobs", jobs, "workers");
        command->add_flag("--json", json, "print JSON");
        command->add_option("--inner", experiment, "hidden")->group("");
        command->footer("First\nnote.\n\nSecond note.\nExample: tool do x >y\nExample: tool do z");
        app.add_subcommand("inner", "Not for people.")->group("");
    }
};

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++n;
    }
    return n;
}

} // namespace

TEST_CASE("a command line is described as CLI11 has it", "[cli]") {
    const SmallApp small;
    const ProgramDescription program = describe(small.app);
    CHECK(program.program.name == "tool");
    CHECK(program.program.notes == std::vector<std::string>{"A note."});
    CHECK(program.program.examples == std::vector<std::string>{"tool do x"});
    using Codes = std::vector<std::pair<std::string, std::string>>;
    CHECK(program.exit_codes == Codes{{"0", "well"}, {"2", "wrong usage"}, {"130", "interrupted"}});

    REQUIRE(program.commands.size() == 1); // not the one in no group
    const CommandDescription& command = program.commands.front();
    CHECK(command.notes == std::vector<std::string>{"First note.", "Second note."});
    CHECK(command.examples == std::vector<std::string>{"tool do x >y", "tool do z"});
    REQUIRE(command.positionals.size() == 1);
    CHECK(command.positionals[0].value == "EXP");
    CHECK(command.positionals[0].required);
    CHECK(key_of(command.positionals[0]) == "EXP");
    REQUIRE(command.options.size() == 6); // --help is the first, --inner is hidden
    CHECK(command.options[0].names == std::vector<std::string>{"--help", "-h"});
    CHECK(command.options[0].value.empty());
    CHECK(command.options[1].default_value == "a.db");
    CHECK(command.options[2].value == "NAME ...");
    CHECK(command.options[2].repeats);
    CHECK_FALSE(command.options[3].repeats); // one word, parted at commas
    CHECK(command.options[4].names == std::vector<std::string>{"--jobs", "-j"});
    CHECK(command.options[4].value == "INT");
    CHECK(command.options[5].value.empty());
}

TEST_CASE("what stands for a value says what a shell offers", "[cli]") {
    const OptionDescription flag{{"--json"}, "", "", "", false, false};
    const OptionDescription positional{{}, "EXP", "", "", true, false};
    const OptionDescription format{{"--format"}, "TEXT", "", "", false, false};
    const OptionDescription unknown{{"--new"}, "TEXT", "", "", false, false};
    CHECK(value_words("run", flag).kind == ValueKind::free);
    CHECK(value_words("run", positional).kind == ValueKind::experiment);
    CHECK(value_words("run", unknown).kind == ValueKind::file);
    CHECK(value_words("impact", format).choices == std::vector<std::string>{"text", "json", "dot"});
    CHECK(value_words("report", format).choices.front() == "text");
    CHECK(value_words("report", format).choices != value_words("impact", format).choices);
}

TEST_CASE("descriptions stay what they are in every shell and in the manual page", "[cli]") {
    const SmallApp small;
    const ProgramDescription program = describe(small.app);
    const std::string zsh = render_zsh_completion(program);
    CHECK(count(zsh, "'do:Do '\\''it'\\''\\: \\[now\\] \\\\ .'\n") == 1);
    CHECK(count(zsh, "'--db[where]:TEXT:_files'") == 1);
    CHECK(count(zsh, "'*--function[names]:NAME ...: '") == 1);
    CHECK(count(zsh, "'(--jobs -j)'{--jobs,-j}'[workers]:INT: '") == 1);
    const std::string fish = render_fish_completion(program);
    CHECK(count(fish, "-a do -d 'Do \\'it\\': [now] \\\\ .'\n") == 1);
    CHECK(count(fish, " -l jobs -s j -x -d 'workers'\n") == 1);
    const std::string bash = render_bash_completion(program);
    CHECK(count(bash, "    \"do --jobs\" | \"do -j\") kind=free ;;\n") == 1);
    CHECK(count(bash, "    \"do --function\") kind=free many=1 ;;\n") == 1);
    CHECK(count(bash, "    \"do 1\") kind=experiment ;;\n") == 1);
    CHECK(count(bash, "    do) echo --help -h --db --function --counters --jobs -j --json ;;\n") ==
          1);
    for (const std::string& text : {zsh, fish, bash}) {
        CHECK(count(text, "--inner") == 0);
        CHECK(count(text, "Not for people") == 0);
    }
    const std::string page = render_manual_page(program, "1.2");
    CHECK(count(page, "\nDo \\(aqit\\(aq: [now] \\e .\n") == 2); // with its section, and examples
    CHECK(count(page, ".TP\n\\fB\\-\\-jobs\\fR, \\fB\\-j\\fR \\fIINT\\fR\nworkers\n") == 1);
    CHECK(count(page, "where (default: a.db)\n") == 1);
    CHECK(count(page, ".SH EXIT STATUS\n.TP\n\\fB0\\fR\nwell\n.TP\n\\fB2\\fR\nwrong usage\n") == 1);
    CHECK(count(page, "\ntool do x >y\n") == 2);
    CHECK(count(page, "Not for people") == 0);
}

TEST_CASE("no line of a text is taken for a request of the manual page", "[cli]") {
    ProgramDescription program;
    program.program.name = "tool";
    program.program.notes = {".SH NOT", "'bs", "a\n.b \\fBc … d"};
    const std::string page = render_manual_page(program, "\"1\"");
    CHECK(count(page, "\n\\&.SH NOT\n") == 1);
    CHECK(count(page, "\n\\&\\(aqbs\n") == 1);
    CHECK(count(page, "a\n\\&.b \\efBc ... d\n") == 1);
    CHECK(count(page, ".TH KLPBENCH 1 \"\" \"klpbench \\(dq1\\(dq\" ") == 1);
}
