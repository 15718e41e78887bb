// SPDX-License-Identifier: Apache-2.0
//
// What a shell may offer for the value of an option or a positional argument.
#pragma once

#include "cli/command_line.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace klp {

enum class ValueKind {
    free,          ///< a number, a name: nothing to offer
    file,          ///< also what an option is taken for that no table knows
    folder,        ///< of any name
    experiment,    ///< a name in configs/experiments, or a file *.toml
    configuration, ///< AXIS=VALUE,AXIS=VALUE
    choice,        ///< one of a few words
};

struct ValueWords {
    ValueKind kind = ValueKind::file;
    std::vector<std::string> choices; ///< of a choice
};

/// `free` for flags.
ValueWords value_words(std::string_view command, const OptionDescription& option);

/// A shell that completions can be written for.
struct Shell {
    std::string_view name;
    std::string (*render)(const ProgramDescription& program);
};

/// Every shell. To add one, write a file and a row.
const std::vector<Shell>& shells();

std::string render_bash_completion(const ProgramDescription& program);
std::string render_fish_completion(const ProgramDescription& program);
std::string render_zsh_completion(const ProgramDescription& program);

} // namespace klp
