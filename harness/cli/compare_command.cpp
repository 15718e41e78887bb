// SPDX-License-Identifier: Apache-2.0
#include "analyze/compare.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/run_options.hpp"
#include "report/report.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace klp {
namespace {

struct CompareOptions {
    RunSelection selection;
    std::string a;
    std::string b;
    bool json = false;
};

Result<Configuration> read_configuration(const std::string& text) {
    if (auto configuration = Configuration::parse(text)) {
        return *configuration;
    }
    return usage_error(
        fmt::format("\"{}\" is not a configuration: write AXIS=VALUE,AXIS=VALUE", text));
}

Result<int> show_comparison(const CompareOptions& options) {
    const Result<Configuration> a = read_configuration(options.a);
    const Result<Configuration> b = read_configuration(options.b);
    if (!a || !b) {
        return tl::unexpected(!a ? a.error() : b.error());
    }
    const Result<StoredRun> stored = load_stored_run(options.selection);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    const Result<std::vector<Comparison>> rows = compare(stored->run, *a, stored->run, *b);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    KLP_TRY(print_answer(
        options.json ? render_comparison_json(options.a, options.b, *rows)
                     : render_comparison_text(options.a, options.b, *rows, {wants_color()})));
    return 0;
}

} // namespace

void add_compare_command(CLI::App& app, Result<int>& exit_code) {
    auto options = std::make_shared<CompareOptions>();
    CLI::App* command = app.add_subcommand("compare", "Compare two configurations, B against A.");
    command->add_option("A", options->a, "AXIS=VALUE,…; the other axes: their baselines")
        ->required();
    command->add_option("B", options->b, "as A")->required();
    add_run_selection(*command, options->selection);
    command->add_flag("--json", options->json, "print JSON");
    command->footer("Example: klpbench compare lto=full lto=full,live_patching=inline-only-static");
    command->callback([options, &exit_code] { exit_code = show_comparison(*options); });
}

} // namespace klp
