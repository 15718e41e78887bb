// SPDX-License-Identifier: Apache-2.0
#include "base/units.hpp"
#include "cli/commands.hpp"
#include "cli/installation.hpp"
#include "cli/measuring_options.hpp"
#include "cli/output.hpp"
#include "cli/run_experiment.hpp"
#include "cli/stored_run.hpp"
#include "os/interrupt.hpp"
#include "os/machine.hpp"
#include "report/report.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>

namespace klp {
namespace {

struct RunOptions {
    MeasuringOptions measuring;
    bool fresh = false;
    bool keep_builds = false;
    bool json = false;
    std::vector<std::string> counters; ///< in place of the experiment's, when there are any
};

std::string summarize(const RunResult& run, const RunAccount& account) {
    std::map<Outcome, int> counts;
    for (const CellResult& cell : run.cells) {
        ++counts[cell.outcome];
    }
    std::string cells;
    for (const auto& [outcome, count] : counts) {
        cells += fmt::format("{}{} {}", cells.empty() ? "" : ", ", count, to_string(outcome));
    }
    std::string text = fmt::format("{}: run {}, {} cells: {}\n", run.experiment, run.run_id,
                                   run.cells.size(), cells);
    if (account.visits > 0) {
        text += fmt::format("{} builds and runs in {} with {} jobs, {:.1f}% overhead",
                            account.visits, format_duration(account.wall_s), account.jobs,
                            (account.overhead() - 1) * 100);
    } else {
        text += "nothing was left to do";
    }
    if (account.found > 0) {
        text += fmt::format("; {} were stored before", account.found);
    }
    if (!run.stopped.empty()) {
        text += "; " + run.stopped;
    }
    return text + "\nNext: klpbench answer, klpbench report\n";
}

Result<int> run(const RunOptions& options) {
    watch_interrupts();
    const Result<Installation> installation = find_installation();
    if (!installation) {
        return tl::unexpected(installation.error());
    }
    SystemProcessRunner runner(installation->recorder);
    Result<MeasuringSetting> setting =
        measuring_setting(options.measuring, options.counters, *installation, runner);
    if (!setting) {
        return tl::unexpected(setting.error());
    }
    if (allowed_cpus().size() == 1) {
        std::fprintf(stderr, "klpbench: one processor only: klpbench itself, which runs there too, "
                             "disturbs what it measures\n");
    }
    const int replicates = setting->experiment.replicates;
    const Result<RunAccount> account = run_experiment(
        {std::move(setting->experiment), options.measuring.database, setting->cpus, options.fresh,
         options.keep_builds, setting->budget_s, std::move(setting->counting)},
        *installation, runner);
    if (!account && account.error().kind == ErrorKind::interrupted) {
        Error error = account.error();
        error.message = "interrupted; everything finished is stored, and the same command goes on";
        return tl::unexpected(error);
    }
    if (!account) {
        return tl::unexpected(account.error());
    }
    if (account->unfinished) {
        std::fprintf(stderr,
                     "stopped by --budget after %d of %d replicates; the same command goes on\n",
                     account->replicates, replicates);
    }
    const Result<StoredRun> stored =
        load_stored_run({options.measuring.database, {}, account->run_id});
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    const Result<std::string> json = options.json
                                         ? render_report("json", stored->run, stored->answer)
                                         : Result<std::string>(summarize(stored->run, *account));
    if (!json) {
        return tl::unexpected(json.error());
    }
    KLP_TRY(print_answer(*json));
    int failed = 0;
    for (const CellResult& cell : stored->run.cells) {
        if (is_failure(cell.outcome)) {
            ++failed;
            std::fprintf(
                stderr, "klpbench: %s\n",
                fmt::format("{}: {}: {}", cell.id, to_string(cell.outcome), cell.reason).c_str());
        }
    }
    return failed > 0 ? exit_failure : 0;
}

} // namespace

void add_run_command(CLI::App& app, Result<int>& exit_code) {
    auto options = std::make_shared<RunOptions>();
    CLI::App* command = app.add_subcommand("run", "Measure every cell that is not stored yet.");
    command->add_option("EXP", options->measuring.experiment, "experiment: a name or a path")
        ->required();
    add_measuring_options(*command, options->measuring);
    command->add_flag("--fresh", options->fresh, "measure again what is stored already");
    command->add_flag("--keep-builds", options->keep_builds,
                      "keep every build, in work/ beside the database");
    command
        ->add_option("--counters", options->counters, "events to count: libpfm4 names, or default")
        ->type_name("A,B,C")
        ->allow_extra_args(false)
        ->delimiter(',');
    command->add_flag("--json", options->json, "print the results as JSON");
    command->footer("Example: klpbench run quick --budget 5min");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace klp
