// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/installation.hpp"
#include "cli/output.hpp"
#include "cli/value_kinds.hpp"
#include "config/files.hpp"
#include "config/load_axis.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace klp {
namespace {

struct CompletionsOptions {
    std::string shell;
    std::string words; ///< asked by a script while someone types
};

Result<std::string> present_words(const std::string& kind) {
    const Result<Installation> installation = find_installation();
    if (!installation) {
        return tl::unexpected(installation.error());
    }
    const std::filesystem::path& configs = installation->folders.configs;
    std::string text;
    if (kind == "experiments") {
        for (const std::string& name : toml_names(configs / "experiments")) {
            text += name + '\n';
        }
        return text;
    }
    if (kind != "configurations") {
        return usage_error(
            fmt::format("no words of kind \"{}\": write experiments or configurations", kind));
    }
    for (const std::string& name : toml_names(configs / "axes")) {
        // A file that is wrong is the business of those who read it for an experiment.
        const Result<Axis> axis = load_axis(configs / "axes" / (name + ".toml"));
        if (!axis) {
            continue;
        }
        for (const AxisValue& value : axis->values) {
            text += fmt::format("{}={}\n", axis->name, value.name);
        }
    }
    return text;
}

Result<std::string> completion_script(const std::string& name, const CLI::App& app) {
    std::string known;
    for (const Shell& shell : shells()) {
        if (shell.name == name) {
            return shell.render(describe(app));
        }
        known += fmt::format("{}{}", known.empty() ? "" : ", ", shell.name);
    }
    return usage_error(name.empty()
                           ? fmt::format("name a shell: {}", known)
                           : fmt::format("no completions for \"{}\": there are {}", name, known));
}

Result<int> show_completions(const CompletionsOptions& options, const CLI::App& app) {
    const Result<std::string> text = options.words.empty() ? completion_script(options.shell, app)
                                                           : present_words(options.words);
    if (!text) {
        return tl::unexpected(text.error());
    }
    KLP_TRY(print_answer(*text));
    return 0;
}

} // namespace

void add_completions_command(CLI::App& app, Result<int>& exit_code) {
    auto options = std::make_shared<CompletionsOptions>();
    CLI::App* command =
        app.add_subcommand("completions", "Write what lets a shell complete words.");
    command->add_option("SHELL", options->shell, "bash, zsh or fish");
    command->add_option("--words", options->words)->group("");
    command->footer("bash: source it, or keep it as klpbench in a folder that bash-completion\n"
                    "reads, such as ~/.local/share/bash-completion/completions. zsh: a file\n"
                    "_klpbench in a folder of $fpath. fish: klpbench.fish in\n"
                    "~/.config/fish/completions.\n\n"
                    "Example: klpbench completions bash >klpbench.bash");
    command->callback([options, &app, &exit_code] { exit_code = show_completions(*options, app); });
}

} // namespace klp
