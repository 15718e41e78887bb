// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/usage_message.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    using namespace klp;
    try {
        CLI::App app("What -flive-patching costs and buys, with and without LTO.", "klpbench");
        app.set_version_flag("--version", std::string("klpbench ") + KLPBENCH_VERSION);
        app.require_subcommand(1);
        app.footer("Exit codes: 0 all is well; 1 something could not be done; 2 wrong usage or a\n"
                   "wrong file; 3 a regression was found; 130 interrupted, and everything\n"
                   "finished is stored.\n\n"
                   "Example: klpbench plan first-look");
        app.failure_message(usage_message);
        Result<int> exit_code = 0;
        for (const Command& command : command_table()) {
            command.add(app, exit_code);
        }
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            // --help and --version end here too, with exit code 0.
            return app.exit(error) == 0 ? 0 : exit_usage;
        }
        if (!exit_code) {
            std::fprintf(stderr, "klpbench: %s\n", to_string(exit_code.error()).c_str());
            return exit_code_of(exit_code.error());
        }
        return *exit_code;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "klpbench: internal error: %s\n", error.what());
        return exit_failure;
    }
}
