// SPDX-License-Identifier: Apache-2.0
#include "cli/usage_message.hpp"

#include "base/nearest.hpp"
#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace klp {
namespace {

std::vector<std::string> option_names(const CommandDescription& command) {
    std::vector<std::string> names;
    for (const OptionDescription& option : command.options) {
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return names;
}

std::string unknown(std::string_view what, const std::string& word,
                    const std::vector<std::string>& known) {
    const std::string near = nearest(word, known);
    return fmt::format("unknown {} \"{}\"{}", what, word,
                       near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near));
}

// What is wrong where no command was recognized.
std::string without_command(const CLI::App& app, const CLI::Error& error) {
    const ProgramDescription program = describe(app);
    std::vector<std::string> names;
    for (const CommandDescription& command : program.commands) {
        names.push_back(command.name);
    }
    const std::vector<std::string> rest = app.remaining();
    if (rest.empty()) {
        return dynamic_cast<const CLI::RequiredError*>(&error) == nullptr
                   ? error.what()
                   : fmt::format("name a command: {}", fmt::join(names, ", "));
    }
    return rest.front().starts_with('-')
               ? unknown("option", rest.front(), option_names(program.program))
               : unknown("command", rest.front(), names);
}

std::string of_command(const CLI::App& command, const CLI::Error& error) {
    constexpr std::string_view unconverted = "Could not convert: "; // every typed value is a number
    const std::string_view words = error.what();
    if (words.starts_with(unconverted)) {
        return fmt::format("{} is not a number", words.substr(unconverted.size()));
    }
    const ProgramDescription described = describe(command);
    const std::vector<std::string> rest = command.remaining();
    const auto option = std::find_if(rest.begin(), rest.end(), [](const std::string& word) {
        return word.starts_with('-') && word != "--";
    });
    if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr || rest.empty()) {
        return error.what();
    }
    return option == rest.end() ? fmt::format("\"{}\" is one word too many", rest.front())
                                : unknown("option", *option, option_names(described.program));
}

} // namespace

std::string usage_message(const CLI::App* app, const CLI::Error& error) {
    const std::vector<CLI::App*> given = app->get_subcommands();
    const std::string wrong =
        given.empty() ? without_command(*app, error) : of_command(*given.front(), error);
    return fmt::format("klpbench: {}{} klpbench {}--help\n", wrong,
                       wrong.ends_with('?') ? " See" : "; see",
                       given.empty() ? "" : given.front()->get_name() + " ");
}

} // namespace klp
