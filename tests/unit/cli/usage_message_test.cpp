// SPDX-License-Identifier: Apache-2.0
#include "cli/usage_message.hpp"

#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>

using namespace klp;

namespace {

/// The message for a command line of an application with the commands plan and run.
std::string message_for(std::string line) {
    CLI::App app("", "klpbench");
    app.require_subcommand(1);
    std::string experiment;
    int jobs = 0;
    app.add_subcommand("plan", "");
    CLI::App* run = app.add_subcommand("run", "");
    run->add_option("EXP", experiment, "")->required();
    run->add_option("--jobs", jobs, "");
    try {
        app.parse(std::move(line));
    } catch (const CLI::ParseError& error) {
        return usage_message(&app, error);
    }
    return "none";
}

} // namespace

TEST_CASE("a command line that is not taken says what would be right", "[cli]") {
    CHECK(message_for("run x") == "none");
    CHECK(message_for("") == "klpbench: name a command: plan, run; see klpbench --help\n");
    CHECK(message_for("zebra") == "klpbench: unknown command \"zebra\"; see klpbench --help\n");
    CHECK(message_for("pln x") ==
          "klpbench: unknown command \"pln\"; did you mean \"plan\"? See klpbench --help\n");
    CHECK(message_for("--hlp") ==
          "klpbench: unknown option \"--hlp\"; did you mean \"--help\"? See klpbench --help\n");
    CHECK(message_for("run") == "klpbench: EXP is required; see klpbench run --help\n");
    CHECK(message_for("run x y") ==
          "klpbench: \"y\" is one word too many; see klpbench run --help\n");
    CHECK(
        message_for("run x --jbos 3") ==
        "klpbench: unknown option \"--jbos\"; did you mean \"--jobs\"? See klpbench run --help\n");
    CHECK(message_for("run x --jobs y") ==
          "klpbench: --jobs = y is not a number; see klpbench run --help\n");
}
