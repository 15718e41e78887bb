// SPDX-License-Identifier: Apache-2.0
#include "cli/value_kinds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::string_view script_head =
    R"(# fish completion of klpbench, made by: klpbench completions fish

# The words of a kind that are there now.
function __klpbench_words
    set -l program (string replace -r '^~' $HOME -- (commandline -opc)[1])
    $program completions --words $argv 2>/dev/null
end

# Experiments by name, and files.
function __klpbench_experiments
    __klpbench_words experiments
    __fish_complete_suffix .toml
end

# What stands before the last comma is kept.
function __klpbench_configurations
    set -l before (string replace -r '[^,]*$' '' -- (commandline -ct))
    for word in (__klpbench_words configurations)
        echo $before$word
    end
end

complete -c klpbench -f
)";

std::string single_quoted(std::string_view text) {
    std::string escaped = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped + "'";
}

std::string values(std::string_view command, const OptionDescription& option) {
    const ValueWords words = value_words(command, option);
    switch (words.kind) {
    case ValueKind::free:
        return " -x";
    case ValueKind::file:
        return " -r -F";
    case ValueKind::folder:
        return " -x -a '(__fish_complete_directories)'";
    case ValueKind::experiment:
        return " -x -a '(__klpbench_experiments)'";
    case ValueKind::configuration:
        return " -x -a '(__klpbench_configurations)'";
    case ValueKind::choice:
        return fmt::format(" -x -a '{}'", fmt::join(words.choices, " "));
    }
    return "";
}

std::string option_line(std::string_view condition, std::string_view command,
                        const OptionDescription& option) {
    std::string names;
    for (const std::string& name : option.names) {
        const bool is_long = name.starts_with("--");
        names += fmt::format(" -{} {}", is_long ? 'l' : 's', name.substr(is_long ? 2 : 1));
    }
    return fmt::format("complete -c klpbench -n {}{}{} -d {}\n", condition, names,
                       option.value.empty() ? "" : values(command, option),
                       single_quoted(option.description));
}

} // namespace

std::string render_fish_completion(const ProgramDescription& program) {
    std::string text(script_head);
    for (const OptionDescription& option : program.program.options) {
        text += option_line("__fish_use_subcommand", "", option);
    }
    for (const CommandDescription& command : program.commands) {
        text += fmt::format("complete -c klpbench -n __fish_use_subcommand -a {} -d {}\n",
                            command.name, single_quoted(command.description));
        const std::string condition = fmt::format("'__fish_seen_subcommand_from {}'", command.name);
        for (const OptionDescription& option : command.options) {
            text += option_line(condition, command.name, option);
        }
        // fish does not count positional arguments: those that offer the same are one line.
        std::vector<std::string> offered;
        for (const OptionDescription& positional : command.positionals) {
            std::string line = fmt::format("complete -c klpbench -n {}{}\n", condition,
                                           values(command.name, positional));
            if (std::find(offered.begin(), offered.end(), line) == offered.end()) {
                text += line;
                offered.push_back(std::move(line));
            }
        }
    }
    return text;
}

} // namespace klp
