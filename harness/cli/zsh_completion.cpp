// SPDX-License-Identifier: Apache-2.0
#include "cli/value_kinds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace klp {
namespace {

constexpr std::string_view script_head = R"zsh(#compdef klpbench
# zsh completion of klpbench, made by: klpbench completions zsh

# _klpbench_words KIND: the words of it that are there now, in $found.
_klpbench_words() {
    found=(${(f)"$(${(Q)program/#\~/$HOME} completions --words $1 2>/dev/null)"})
}

_klpbench_experiments() {
    local -a found
    _klpbench_words experiments
    compadd -a found
    _files -g '*.toml'
}

_klpbench_configurations() {
    local -a found
    _klpbench_words configurations
    compset -P '*,'
    compadd -S '' -a found
}

_klpbench() {
    local context state state_descr line program=$words[1]
    typeset -A opt_args
    local -a commands
)zsh";

constexpr std::string_view script_tail = R"(    esac
}

if [[ $funcstack[1] == _klpbench ]]; then
    _klpbench "$@"
else
    compdef _klpbench klpbench
fi
)";

// Of text between single quotes, with what _arguments and _describe take for their own.
std::string single_quoted(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '\'':
            escaped += "'\\''";
            break;
        case '\\':
        case '[':
        case ']':
        case ':':
            escaped += '\\';
            [[fallthrough]];
        default:
            escaped += c;
        }
    }
    return escaped;
}

std::string action(std::string_view command, const OptionDescription& option) {
    const ValueWords words = value_words(command, option);
    switch (words.kind) {
    case ValueKind::free:
        return " ";
    case ValueKind::file:
        return "_files";
    case ValueKind::folder:
        return "_files -/";
    case ValueKind::experiment:
        return "_klpbench_experiments";
    case ValueKind::configuration:
        return "_klpbench_configurations";
    case ValueKind::choice:
        return fmt::format("({})", fmt::join(words.choices, " "));
    }
    return " ";
}

std::string option_spec(std::string_view command, const OptionDescription& option) {
    std::string value;
    if (!option.value.empty()) {
        value = fmt::format(":{}:{}", single_quoted(option.value), action(command, option));
    }
    // Of several names one is enough, unless the option may stand more than once.
    std::string names = fmt::format("'{}", option.repeats ? "*" : "");
    names += option.names.size() == 1 ? option.names.front()
                                      : fmt::format("({})'{{{}}}'", fmt::join(option.names, " "),
                                                    fmt::join(option.names, ","));
    return fmt::format("{}[{}]{}'", names, single_quoted(option.description), value);
}

std::string arguments(const CommandDescription& command, std::string_view margin) {
    std::string text;
    for (const OptionDescription& option : command.options) {
        text += fmt::format(" \\\n{}{}", margin, option_spec(command.name, option));
    }
    for (std::size_t i = 0; i < command.positionals.size(); ++i) {
        const OptionDescription& positional = command.positionals[i];
        text += fmt::format(" \\\n{}'{}{}:{}:{}'", margin, i + 1, positional.required ? "" : ":",
                            single_quoted(positional.value), action(command.name, positional));
    }
    return text;
}

} // namespace

std::string render_zsh_completion(const ProgramDescription& program) {
    std::string text(script_head);
    text += "    commands=(\n";
    for (const CommandDescription& command : program.commands) {
        text += fmt::format("        '{}:{}'\n", command.name, single_quoted(command.description));
    }
    text += fmt::format("    )\n    _arguments -C{} \\\n        '1:command:->command' \\\n"
                        "        '*::argument:->argument'\n",
                        arguments(program.program, "        "));
    text += "    case $state in\n    command) _describe command commands ;;\n"
            "    argument)\n        case $words[1] in\n";
    for (const CommandDescription& command : program.commands) {
        text += fmt::format("        {}) _arguments{} ;;\n", command.name,
                            arguments(command, "            "));
    }
    text += "        esac\n        ;;\n";
    text += script_tail;
    return text;
}

} // namespace klp
