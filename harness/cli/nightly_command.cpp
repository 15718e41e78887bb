// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/installation.hpp"
#include "cli/measuring_options.hpp"
#include "cli/nightly_alarms.hpp"
#include "cli/output.hpp"
#include "cli/watch_night.hpp"
#include "os/file.hpp"
#include "os/interrupt.hpp"
#include "report/nightly_report.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <optional>

namespace klp {
namespace {

struct NightlyOptions {
    MeasuringOptions measuring;
    std::string output; ///< folder; empty: no files
    bool json = false;
    bool new_series = false;
    bool list = false;
    std::vector<std::string> acknowledge; ///< alarms
    std::string why;
};

Status check(const NightlyOptions& options) {
    if (!options.acknowledge.empty() && options.why.empty()) {
        return usage_error("--acknowledge needs a reason: --why TEXT");
    }
    if (options.acknowledge.empty() && !options.why.empty()) {
        return usage_error("--why is the reason of --acknowledge ID, which is missing");
    }
    if (options.measuring.experiment.empty() && options.acknowledge.empty() && !options.list) {
        return usage_error("name the experiment to watch: klpbench nightly EXP");
    }
    return {};
}

Result<NightRequest> read_request(const NightlyOptions& options, const Installation& installation,
                                  ProcessRunner& runner) {
    Result<MeasuringSetting> setting =
        measuring_setting(options.measuring, {}, installation, runner);
    if (!setting) {
        return tl::unexpected(setting.error());
    }
    NightRequest request;
    request.experiment = std::move(setting->experiment);
    request.database = options.measuring.database;
    request.cpus = std::move(setting->cpus);
    request.budget_s = setting->budget_s;
    request.counting = std::move(setting->counting);
    request.new_series = options.new_series;
    return request;
}

Status write_files(const std::filesystem::path& folder, const NightReport& report) {
    KLP_TRY(make_folder(folder));
    KLP_TRY(write_file(folder / "nightly.html", render_nightly_html(report)));
    KLP_TRY(write_file(folder / "nightly.md", render_nightly_markdown(report)));
    return write_file(folder / "nightly.json", render_nightly_json(report));
}

Result<int> watch(const NightlyOptions& options) {
    watch_interrupts();
    const Result<Installation> installation = find_installation();
    if (!installation) {
        return tl::unexpected(installation.error());
    }
    SystemProcessRunner runner(installation->recorder);
    const Result<NightRequest> request = read_request(options, *installation, runner);
    if (!request) {
        return tl::unexpected(request.error());
    }
    const Result<NightOutcome> night = watch_night(*request, *installation, runner);
    if (!night && night.error().kind == ErrorKind::interrupted) {
        Error error = night.error();
        error.message = "interrupted; everything finished is stored, and the same command goes on";
        return tl::unexpected(error);
    }
    if (!night) {
        return tl::unexpected(night.error());
    }
    if (!options.output.empty()) {
        KLP_TRY(write_files(options.output, night->report));
    }
    KLP_TRY(print_answer(options.json ? render_nightly_json(night->report)
                                      : render_nightly_text(night->report, {wants_color()})));
    if (night->report.has_open_regression()) {
        return exit_regression;
    }
    return night->has_failures ? exit_failure : 0;
}

Result<int> nightly(const NightlyOptions& options) {
    KLP_TRY(check(options));
    if (options.acknowledge.empty() && !options.list) {
        return watch(options);
    }
    if (!options.acknowledge.empty()) {
        KLP_TRY(acknowledge_alarms(options.measuring.database, options.acknowledge, options.why));
    }
    if (options.list) {
        KLP_TRY(list_alarms(options.measuring.database));
    }
    return 0;
}

} // namespace

void add_nightly_command(CLI::App& app, Result<int>& exit_code) {
    auto options = std::make_shared<NightlyOptions>();
    CLI::App* command =
        app.add_subcommand("nightly", "Measure tonight and compare with earlier nights.");
    command->add_option("EXP", options->measuring.experiment, "experiment: a name or a path");
    add_measuring_options(*command, options->measuring);
    command->add_option("-o,--output", options->output,
                        "folder for nightly.html, nightly.md, nightly.json");
    command->add_flag("--json", options->json, "print JSON");
    command->add_flag("--new-series", options->new_series,
                      "begin a new series: compare with no earlier night");
    command->add_option("--acknowledge", options->acknowledge, "end these alarms, and run nothing")
        ->type_name("ID,ID")
        ->allow_extra_args(false)
        ->delimiter(',');
    command->add_option("--why", options->why, "why they need no one's attention any more");
    command->add_flag("--list", options->list, "list the alarms, and run nothing");
    command->footer("Exit code 3: a regression is confirmed, tonight or earlier, and no one has\n"
                    "acknowledged it; it comes before exit code 1.\n\n"
                    "Example: klpbench nightly nightly --db results/nightly.db -o results/tonight");
    command->callback([options, &exit_code] { exit_code = nightly(*options); });
}

} // namespace klp
