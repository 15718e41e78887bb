// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/manual_page.hpp"
#include "cli/output.hpp"

#include <CLI/CLI.hpp>

namespace klp {

// For the build, which makes klpbench.1 of it: in no group, so --help does not show it.
void add_manual_command(CLI::App& app, Result<int>& exit_code) {
    CLI::App* command = app.add_subcommand("manual", "Write the manual page.")->group("");
    command->footer("Example: klpbench manual >klpbench.1");
    command->callback([&app, &exit_code] {
        const Status written = print_answer(render_manual_page(describe(app), KLPBENCH_VERSION));
        exit_code = written ? Result<int>(0) : tl::unexpected(written.error());
    });
}

} // namespace klp
