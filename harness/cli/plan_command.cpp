// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/installation.hpp"
#include "cli/output.hpp"
#include "config/load_experiment.hpp"
#include "os/file.hpp"
#include "os/interrupt.hpp"
#include "plan/add_controls.hpp"
#include "plan/make_plan.hpp"
#include "report/report.hpp"
#include "toolchain/facts.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace klp {
namespace {

struct PlanOptions {
    std::string experiment;
    std::string database = default_database;
    bool json = false;
};

Result<int> show_plan(const PlanOptions& options) {
    watch_interrupts();
    const Result<Installation> installation = find_installation();
    if (!installation) {
        return tl::unexpected(installation.error());
    }
    const Result<Experiment> experiment =
        load_experiment(options.experiment, installation->folders);
    if (!experiment) {
        return tl::unexpected(experiment.error());
    }
    // The compilers are asked with files; with no place for them each would seem to refuse.
    const auto scratch = TemporaryFolder::make(cache_folder(options.database), "plan-");
    if (!scratch) {
        return tl::unexpected(scratch.error());
    }
    SystemProcessRunner runner(installation->recorder);
    InstalledCompilers facts(runner, installation->plugin_source, cache_folder(options.database));
    Plan plan = make_plan(*experiment, facts);
    if (interrupt_requested()) {
        return interrupted();
    }
    if (!options.json) { // its cells are those of the axes
        add_controls(plan, *experiment);
    }
    KLP_TRY(print_answer(options.json ? render_plan_json(plan, *experiment)
                                      : render_plan_text(plan, *experiment, {wants_color()})));
    return 0;
}

} // namespace

void add_plan_command(CLI::App& app, Result<int>& exit_code) {
    auto options = std::make_shared<PlanOptions>();
    CLI::App* command = app.add_subcommand("plan", "Show the cells of an experiment and run none.");
    command->add_option("EXP", options->experiment, "experiment: a name or a path")->required();
    command->add_option("--db", options->database, "results; the plugin cache lies beside it")
        ->capture_default_str();
    command->add_flag("--json", options->json, "print JSON");
    command->footer("Example: klpbench plan livepatch-under-lto --json");
    command->callback([options, &exit_code] { exit_code = show_plan(*options); });
}

} // namespace klp
