// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/impact_check.hpp"
#include "cli/impact_graphs.hpp"
#include "cli/impact_patch.hpp"
#include "cli/impact_question.hpp"
#include "cli/output.hpp"
#include "cli/run_options.hpp"
#include "report/impact_report.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <memory>

namespace klp {
namespace {

struct ImpactOptions {
    GraphSelection graphs;
    std::vector<std::string> functions;
    PatchQuestion patch;
    std::string list;
    bool all = false;
    bool check = false;
    bool json = false;
    std::string format = "text";
};

Result<const ImpactFormat*> format_named(const std::string& name) {
    for (const ImpactFormat& format : impact_formats()) {
        if (format.name == name) {
            return &format;
        }
    }
    std::vector<std::string_view> names;
    for (const ImpactFormat& format : impact_formats()) {
        names.push_back(format.name);
    }
    return usage_error(
        fmt::format("no format \"{}\": write one of {}", name, fmt::join(names, ", ")));
}

Status check_options(const ImpactOptions& options) {
    const int asked = (options.functions.empty() ? 0 : 1) + (options.patch.patch.empty() ? 0 : 1) +
                      (options.list.empty() ? 0 : 1) + (options.all ? 1 : 0) +
                      (options.check ? 1 : 0);
    if (asked != 1) {
        return usage_error(
            "ask one question: --function NAME…, --patch FILE, --list FILE, --all or "
            "--check");
    }
    if (options.check && options.graphs.dumps.empty()) {
        return usage_error("--check holds build folders against their images: name them with "
                           "--dumps");
    }
    if (!options.patch.source.empty() && options.patch.patch.empty()) {
        return usage_error("--source is for --patch: where the sources are that were built");
    }
    if (!options.graphs.image.empty() && options.graphs.dumps.size() != 1) {
        return usage_error("--image is the image of one folder: name it with --dumps");
    }
    return {};
}

// Also names the question, and notes what the answer leaves out.
Result<std::vector<AskedFunction>> asked_about(const ImpactOptions& options,
                                               const std::vector<LoadedGraph>& graphs,
                                               ImpactReport& report) {
    if (!options.functions.empty()) {
        report.question = fmt::format("{}", fmt::join(options.functions, " "));
        return named_functions(graphs, options.functions);
    }
    const std::filesystem::path file = options.list.empty() ? options.patch.patch : options.list;
    report.question = file.filename().string();
    auto answer = options.list.empty() ? functions_of_patch(graphs, options.patch)
                                       : functions_of_list(graphs, options.list);
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    report.notes = std::move(answer->notes);
    return std::move(answer->functions);
}

Result<ImpactReport> ask(const ImpactOptions& options, bool each) {
    const auto graphs = load_graphs(options.graphs);
    if (!graphs) {
        return tl::unexpected(graphs.error());
    }
    ImpactReport report;
    report.every_function = options.all;
    if (options.all) {
        report.question = "every function";
        for (const LoadedGraph& loaded : *graphs) {
            report.configurations.push_back(impact_of_all(loaded, each));
        }
        return report;
    }
    const auto asked = asked_about(options, *graphs, report);
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    for (const LoadedGraph& loaded : *graphs) {
        report.configurations.push_back(impact_of(loaded, *asked));
    }
    return report;
}

Result<int> show_check(const ImpactOptions& options, std::string_view format) {
    if (format == "dot") {
        return usage_error("--check has the formats text and json");
    }
    const auto checks = check_graphs(options.graphs.dumps, options.graphs.image);
    if (!checks) {
        return tl::unexpected(checks.error());
    }
    KLP_TRY(print_answer(format == "json" ? render_graph_checks_json(*checks)
                                          : render_graph_checks_text(*checks)));
    return 0;
}

Result<int> show_impact(const ImpactOptions& options) {
    KLP_TRY(check_options(options));
    const auto format = format_named(options.json ? "json" : options.format);
    if (!format) {
        return tl::unexpected(format.error());
    }
    if (options.check) {
        return show_check(options, (*format)->name);
    }
    const auto report = ask(options, (*format)->name != "text");
    if (!report) {
        return tl::unexpected(report.error());
    }
    KLP_TRY(print_answer((*format)->render(*report, {wants_color()})));
    return 0;
}

} // namespace

void add_impact_command(CLI::App& app, Result<int>& exit_code) {
    auto options = std::make_shared<ImpactOptions>();
    CLI::App* command =
        app.add_subcommand("impact", "What a live patch of a function must replace.");
    command->add_option("--function", options->functions, "NAME or FILE:NAME; * ? [] are wildcards")
        ->type_name("NAME ...");
    command->add_option("--patch", options->patch.patch,
                        "a unified diff: the functions that it changes");
    command->add_option("--source", options->patch.source,
                        "of --patch: sources as built; default: where built");
    command->add_option("--list", options->list,
                        "TOML file of replaced functions, each for itself");
    command->add_flag("--all", options->all, "every function: how much each would replace");
    command->add_flag("--check", options->check, "what of the image do the dumps not explain?");
    command
        ->add_option("--configuration", options->graphs.configurations,
                     "of the stored run; default: every one")
        ->type_name("AXIS=VALUE,... ...");
    command->add_option("--workload", options->graphs.workload,
                        "of the stored run, when it has several");
    add_run_selection(*command, options->graphs.run);
    command
        ->add_option("--dumps", options->graphs.dumps,
                     "build folders with *.ipa-clones, in place of a run")
        ->type_name("DIR ...");
    command->add_option("--image", options->graphs.image,
                        "what --dumps was linked to; default: looked for");
    command->add_flag("--strict", options->graphs.strict, "end at a malformed line of a dump");
    command->add_option("--format", options->format, "text, json or dot");
    command->add_flag("--json", options->json, "the same as --format json");
    command->footer(
        "Example: klpbench impact --function hmac_wipe --experiment quick --workload aead");
    command->callback([options, &exit_code] { exit_code = show_impact(*options); });
}

} // namespace klp
