// SPDX-License-Identifier: Apache-2.0
//
// What the program takes on its command line, read from CLI11's own tables: the manual page and the
// completions of the shells are made from it, so that neither can say another thing than --help.
#pragma once

#include <CLI/App.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// An option, a flag or a positional argument.
struct OptionDescription {
    std::vector<std::string> names; ///< with their dashes, long ones first; empty: positional
    std::string value;              ///< what stands for its value, "PATH"; empty: a flag
    std::string description;
    std::string default_value; ///< empty: none to show
    bool required = false;
    bool repeats = false; ///< every word that follows, up to the next option, is a value of it
};

struct CommandDescription {
    std::string name;
    std::string description;
    std::vector<std::string> notes;    ///< paragraphs of the footer, without the examples
    std::vector<std::string> examples; ///< command lines
    std::vector<OptionDescription> options;
    std::vector<OptionDescription> positionals;
};

/// The program itself, with the commands that --help shows, in that order. `notes` of the program
/// are without its exit codes.
struct ProgramDescription {
    CommandDescription program;
    std::vector<CommandDescription> commands;
    std::vector<std::pair<std::string, std::string>> exit_codes; ///< number, meaning
};

ProgramDescription describe(const CLI::App& app);

/// `--db` as a key of tables: the first name of an option, or what stands for a positional.
std::string_view key_of(const OptionDescription& option);

} // namespace klp
