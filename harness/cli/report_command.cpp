// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/run_options.hpp"
#include "os/file.hpp"
#include "report/report.hpp"
#include "report/table.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace klp {
namespace {

struct ReportOptions {
    RunSelection selection;
    std::string format = "text";
    std::string output;
    bool json = false;
};

std::string formats_text() {
    Table table({{""}, {""}});
    for (const ReportFormat& format : report_formats()) {
        table.add_row({std::string(format.name), std::string(format.meaning)});
    }
    return "Formats:\n" + table.text(2);
}

Result<int> show_report(const ReportOptions& options) {
    const Result<const ReportFormat*> format =
        find_report_format(options.json ? "json" : options.format);
    if (!format) {
        return tl::unexpected(format.error());
    }
    const Result<StoredRun> stored = load_stored_run(
        options.selection, (*format)->needs_details ? LoadDetails::yes : LoadDetails::no);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    const std::string text = (*format)->render({stored->run, stored->answer, stored->details},
                                               {options.output.empty() && wants_color()});
    KLP_TRY(options.output.empty() ? print_answer(text) : write_file(options.output, text));
    return 0;
}

} // namespace

void add_report_command(CLI::App& app, Result<int>& exit_code) {
    auto options = std::make_shared<ReportOptions>();
    CLI::App* command = app.add_subcommand("report", "Write everything that a stored run knows.");
    add_run_selection(*command, options->selection);
    command->add_option("--format", options->format, "one of those below")->capture_default_str();
    command->add_option("-o,--output", options->output, "file (default: standard output)");
    command->add_flag("--json", options->json, "the same as --format json");
    command->footer(formats_text() + "\nExample: klpbench report --format md -o report.md");
    command->callback([options, &exit_code] { exit_code = show_report(*options); });
}

} // namespace klp
