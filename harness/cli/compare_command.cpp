// SPDX-License-Identifier: Apache-2.0
#include "analyze/compare.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/run_options.hpp"
#include "report/report.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

namespace klp {
namespace {

struct CompareOptions {
    RunSelection selection;
    std::string a;
    std::string b;
    bool json = false;
};

/// What is compared, as the command line names it.
struct Side {
    std::optional<std::int64_t> run;            ///< none: the run of --run and --experiment
    std::optional<Configuration> configuration; ///< none: every configuration of the run
};

constexpr std::string_view run_prefix = "run:";

Result<Side> read_side(const std::string& text) {
    Side side;
    std::string configuration = text;
    if (text.starts_with(run_prefix)) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view number =
            std::string_view(text).substr(run_prefix.size(), comma - run_prefix.size());
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), id);
        if (number.empty() || error != std::errc{} || end != number.data() + number.size()) {
            return usage_error(fmt::format(
                "\"{}\" names no run: write run:NUMBER or run:NUMBER,AXIS=VALUE", text));
        }
        side.run = id;
        if (comma == text.size()) {
            return side;
        }
        configuration = text.substr(comma + 1);
    }
    side.configuration = Configuration::parse(configuration);
    if (!side.configuration) {
        return usage_error(
            fmt::format("\"{}\" is not a configuration: write AXIS=VALUE,AXIS=VALUE, "
                        "or run:NUMBER for a stored run",
                        configuration));
    }
    return side;
}

RunSelection selection_of(const RunSelection& selection, const Side& side) {
    RunSelection chosen = selection;
    if (side.run) {
        chosen.id = side.run;
    }
    return chosen;
}

Result<std::vector<Comparison>> compare_sides(const RunResult& a_run, const Side& a,
                                              const RunResult& b_run, const Side& b) {
    if (a.configuration || b.configuration) {
        return compare(a_run, a.configuration.value_or(Configuration()), b_run,
                       b.configuration.value_or(Configuration()));
    }
    if (a_run.run_id == b_run.run_id) {
        return usage_error(fmt::format("run {} is compared with itself: name another run, or a "
                                       "configuration of each, as in run:{},lto=full",
                                       a_run.run_id, a_run.run_id));
    }
    return compare(a_run, b_run);
}

Result<int> show_comparison(const CompareOptions& options) {
    const Result<Side> a = read_side(options.a);
    const Result<Side> b = read_side(options.b);
    if (!a || !b) {
        return tl::unexpected(!a ? a.error() : b.error());
    }
    const Result<RunResult> a_run = load_measured_run(selection_of(options.selection, *a));
    if (!a_run) {
        return tl::unexpected(a_run.error());
    }
    const bool is_one_run = a->run == b->run;
    const Result<RunResult> other = is_one_run
                                        ? Result<RunResult>(RunResult())
                                        : load_measured_run(selection_of(options.selection, *b));
    if (!other) {
        return tl::unexpected(other.error());
    }
    const Result<std::vector<Comparison>> rows =
        compare_sides(*a_run, *a, is_one_run ? *a_run : *other, *b);
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
    CLI::App* command =
        app.add_subcommand("compare", "Compare two configurations or runs, B against A.");
    command->add_option("A", options->a, "AXIS=VALUE,… or run:N or run:N,AXIS=VALUE,…")->required();
    command->add_option("B", options->b, "as A")->required();
    add_run_selection(*command, options->selection);
    command->add_flag("--json", options->json, "print JSON");
    command->footer("Axes not named have their baselines. Two whole stored runs, run:3 "
                    "run:5,\nare compared in every configuration that both have.\n\n"
                    "Example: klpbench compare lto=full "
                    "lto=full,live_patching=inline-only-static");
    command->callback([options, &exit_code] { exit_code = show_comparison(*options); });
}

} // namespace klp
