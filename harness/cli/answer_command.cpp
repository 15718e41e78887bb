// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/run_options.hpp"
#include "report/report.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace klp {
namespace {

struct AnswerOptions {
    RunSelection selection;
    bool json = false;
};

Result<int> show_answer(const AnswerOptions& options) {
    const Result<Answer> answer = load_answer(options.selection);
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    KLP_TRY(print_answer(options.json ? render_answer_json(*answer)
                                      : render_answer_text(*answer, {wants_color()})));
    return 0;
}

} // namespace

void add_answer_command(CLI::App& app, Result<int>& exit_code) {
    auto options = std::make_shared<AnswerOptions>();
    CLI::App* command = app.add_subcommand("answer", "Say what -flive-patching costs and buys.");
    add_run_selection(*command, options->selection);
    command->add_flag("--json", options->json, "print JSON, with the evidence");
    command->footer("Without --experiment and --run: what kernels say, where any was run, then "
                    "the\nlatest run of other workloads.\n\nExample: klpbench answer --experiment "
                    "livepatch-under-lto");
    command->callback([options, &exit_code] { exit_code = show_answer(*options); });
}

} // namespace klp
