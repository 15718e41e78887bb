// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>

namespace klp {
namespace {

constexpr std::string_view example_label = "Example: ";
constexpr std::string_view exit_codes_label = "Exit codes: ";

OptionDescription describe_option(const CLI::Option& option) {
    OptionDescription described;
    for (const std::string& name : option.get_lnames()) {
        described.names.push_back("--" + name);
    }
    for (const std::string& name : option.get_snames()) {
        described.names.push_back("-" + name);
    }
    // A flag is an option that takes no item.
    if (option.get_positional()) {
        described.value = option.get_name(true, false);
    } else if (option.get_items_expected_max() > 0) {
        const std::string type = option.get_type_name();
        described.value = type.empty() ? "VALUE" : type;
    }
    described.description = option.get_description();
    described.default_value = option.get_default_str();
    described.required = option.get_required();
    described.repeats = option.get_items_expected_max() > 1 && option.get_allow_extra_args();
    return described;
}

// Footers are written in lines; a blank one ends a paragraph, and an example has a line of its own.
void read_footer(const std::string& footer, CommandDescription& command) {
    std::istringstream lines(footer);
    std::string paragraph;
    const auto end_paragraph = [&] {
        if (!paragraph.empty()) {
            command.notes.push_back(paragraph);
        }
        paragraph.clear();
    };
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(example_label)) {
            end_paragraph();
            command.examples.push_back(line.substr(example_label.size()));
        } else if (line.empty()) {
            end_paragraph();
        } else {
            paragraph += paragraph.empty() ? line : " " + line;
        }
    }
    end_paragraph();
}

CommandDescription describe_command(const CLI::App& app) {
    CommandDescription command;
    command.name = app.get_name();
    command.description = app.get_description();
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) {
            continue;
        }
        (option->nonpositional() ? command.options : command.positionals)
            .push_back(describe_option(*option));
    }
    read_footer(app.get_footer(), command);
    return command;
}

// "Exit codes: 0 all is well; 1 something …" into number and meaning.
std::vector<std::pair<std::string, std::string>> read_exit_codes(std::string_view note) {
    std::vector<std::pair<std::string, std::string>> codes;
    note.remove_prefix(exit_codes_label.size());
    while (!note.empty()) {
        const std::size_t end = std::min(note.find("; "), note.size());
        std::string_view code = note.substr(0, end);
        note.remove_prefix(std::min(end + 2, note.size()));
        const std::size_t digits = std::min(code.find(' '), code.size());
        std::string_view meaning = code.substr(std::min(digits + 1, code.size()));
        if (meaning.ends_with('.')) {
            meaning.remove_suffix(1);
        }
        codes.emplace_back(code.substr(0, digits), meaning);
    }
    return codes;
}

} // namespace

ProgramDescription describe(const CLI::App& app) {
    ProgramDescription described;
    described.program = describe_command(app);
    std::vector<std::string>& notes = described.program.notes;
    const auto codes = std::find_if(notes.begin(), notes.end(), [](const std::string& note) {
        return note.starts_with(exit_codes_label);
    });
    if (codes != notes.end()) {
        described.exit_codes = read_exit_codes(*codes);
        notes.erase(codes);
    }
    // A command in no group is hidden from --help.
    for (const CLI::App* command :
         app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); })) {
        described.commands.push_back(describe_command(*command));
    }
    return described;
}

std::string_view key_of(const OptionDescription& option) {
    return option.names.empty() ? option.value : option.names.front();
}

} // namespace klp
