// SPDX-License-Identifier: Apache-2.0
//
// bash hands over the line as it split it, at = and : too, which stand in configurations. So the
// script splits the line at blanks itself, and takes off the replies what bash believes to have.
#include "cli/value_kinds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace klp {
namespace {

constexpr std::string_view script_head =
    R"(# bash completion of klpbench, made by: klpbench completions bash

# _klpbench_option COMMAND OPTION: what its value is, in $kind and $words; $many=1 when all the
# words that follow are values.
_klpbench_option() {
    kind= words= many=
    case "$1 $2" in
)";

constexpr std::string_view script_positional = R"(    esac
}

# _klpbench_positional COMMAND NUMBER: the same of a positional argument.
_klpbench_positional() {
    kind= words= many=
    case "$1 $2" in
)";

constexpr std::string_view script_options = R"(    esac
}

# _klpbench_options COMMAND
_klpbench_options() {
    case "$1" in
)";

constexpr std::string_view script_tail = R"(    esac
}

_klpbench() {
    local line=${COMP_LINE:0:COMP_POINT} program=${COMP_WORDS[0]/#\~/$HOME}
    local command= current word before= kind= words= many= pending= number=0 option= breaks= i
    local -a typed
    read -ra typed <<<"$line"
    [[ $line != *[[:space:]] ]] || typed+=("")
    current=${typed[-1]}
    for ((i = 1; i < ${#typed[@]} - 1; ++i)); do
        word=${typed[i]}
        if [[ -z $command ]]; then
            [[ $word == -* ]] || command=$word
        elif [[ $word == -* ]]; then
            _klpbench_option "$command" "$word"
            pending=$kind
        elif [[ -n $pending ]]; then
            [[ -n $many ]] || pending=
        else
            number=$((number + 1))
        fi
    done
    if [[ $current == --*=* ]]; then
        _klpbench_option "$command" "${current%%=*}"
        option=${current%%=*}=
        current=${current#*=}
    elif [[ $current == -* ]]; then
        kind=choice words=$(_klpbench_options "$command")
    elif [[ -z $command ]]; then
        kind=choice words=$(_klpbench_options commands)
    elif [[ -z $pending ]]; then
        _klpbench_positional "$command" $((number + 1))
    fi
    case $kind in
    choice) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
    folder) mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    file) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    experiment)
        words=$("$program" completions --words experiments 2>/dev/null)
        mapfile -t COMPREPLY < <(
            compgen -W "$words" -- "$current"
            compgen -f -X '!*.toml' -- "$current"
            compgen -d -S / -- "$current"
        )
        ;;
    configuration)
        words=$("$program" completions --words configurations 2>/dev/null)
        before=${current%"${current##*,}"}
        mapfile -t COMPREPLY < <(compgen -P "$before" -W "$words" -- "${current##*,}")
        ;;
    *) COMPREPLY=() ;;
    esac
    case $kind in
    file | folder) compopt -o filenames 2>/dev/null ;;
    experiment | configuration) [[ ${#COMPREPLY[@]} != 1 || ${COMPREPLY[0]} != *[=/]* ]] ||
        compopt -o nospace 2>/dev/null ;;
    esac
    [[ $COMP_WORDBREAKS != *=* ]] || breaks+="="
    [[ $COMP_WORDBREAKS != *:* ]] || breaks+=":"
    COMPREPLY=("${COMPREPLY[@]/#/$option}")
    if [[ -n $breaks ]]; then
        current=$option$current
        COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*[$breaks]}"}"}")
    fi
}

complete -F _klpbench klpbench
)";

std::string_view kind_name(ValueKind kind) {
    switch (kind) {
    case ValueKind::free:
        return "free";
    case ValueKind::file:
        return "file";
    case ValueKind::folder:
        return "folder";
    case ValueKind::experiment:
        return "experiment";
    case ValueKind::configuration:
        return "configuration";
    case ValueKind::choice:
        return "choice";
    }
    return "free";
}

std::string assignment(std::string_view command, const OptionDescription& option) {
    const ValueWords words = value_words(command, option);
    std::string text = fmt::format("kind={}", kind_name(words.kind));
    if (!words.choices.empty()) {
        text += fmt::format(" words=\"{}\"", fmt::join(words.choices, " "));
    }
    return text + (option.repeats ? " many=1" : "");
}

std::string option_cases(const CommandDescription& command) {
    std::string text;
    for (const OptionDescription& option : command.options) {
        if (option.value.empty()) {
            continue;
        }
        std::string patterns;
        for (const std::string& name : option.names) {
            patterns +=
                fmt::format("{}\"{} {}\"", patterns.empty() ? "" : " | ", command.name, name);
        }
        text += fmt::format("    {}) {} ;;\n", patterns, assignment(command.name, option));
    }
    return text;
}

std::string names_case(const CommandDescription& command, std::string_view pattern) {
    std::vector<std::string> names;
    for (const OptionDescription& option : command.options) {
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return fmt::format("    {}) echo {} ;;\n", pattern, fmt::join(names, " "));
}

} // namespace

std::string render_bash_completion(const ProgramDescription& program) {
    std::string text(script_head);
    std::string positionals;
    std::string options = names_case(program.program, "\"\"");
    std::vector<std::string> commands;
    for (const CommandDescription& command : program.commands) {
        commands.push_back(command.name);
        text += option_cases(command);
        for (std::size_t i = 0; i < command.positionals.size(); ++i) {
            const OptionDescription& positional = command.positionals[i];
            positionals += fmt::format("    \"{} {}\") {} ;;\n", command.name, i + 1,
                                       assignment(command.name, positional));
        }
        options += names_case(command, command.name);
    }
    options += fmt::format("    commands) echo {} ;;\n", fmt::join(commands, " "));
    text += script_positional;
    text += positionals;
    text += script_options;
    text += options;
    text += script_tail;
    return text;
}

} // namespace klp
