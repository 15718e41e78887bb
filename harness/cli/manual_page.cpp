// SPDX-License-Identifier: Apache-2.0
#include "cli/manual_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace klp {
namespace {

struct Entry {
    std::string_view name;
    std::string_view meaning;
};

constexpr std::array files{
    Entry{"results/klpbench.db",
          "Results, an SQLite database; another one with --db. Beside it lie "
          "cache/, which later runs use again, and work/, the builds in "
          "progress."},
    Entry{"configs/experiments/NAME.toml",
          "An experiment: workloads, metrics, axes and replicates. "
          "EXP is the name of one, or the path of any such file."},
    Entry{"configs/axes/NAME.toml", "What the values of an axis mean in flags."},
    Entry{"workloads/", "What is built and run: a folder with a workload.toml each."},
    Entry{"docs/", "The tutorial, how to do this and that, the statistics, and every file format."},
};

constexpr std::array environment{
    Entry{"NO_COLOR", "When it is set and not empty, nothing is printed in colour."},
    Entry{"PATH", "Where the compilers that are measured are looked for."},
};

// Text that is not a request: every character as itself.
std::string escaped(std::string_view text) {
    std::string result;
    bool line_start = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (line_start && (c == '.' || c == '\'')) {
            result += "\\&";
        }
        line_start = c == '\n';
        if (text.substr(i).starts_with("…")) {
            result += "...";
            i += std::string_view("…").size() - 1;
        } else if (c == '\\') {
            result += "\\e";
        } else if (c == '-') {
            result += "\\-";
        } else if (c == '\'') {
            result += "\\(aq";
        } else {
            result += c;
        }
    }
    return result;
}

// An argument of a request.
std::string argument(std::string_view text) {
    std::string result;
    for (const char c : escaped(text)) {
        result += c == '"' ? std::string("\\(dq") : std::string(1, c);
    }
    return '"' + result + '"';
}

std::string entry(const std::string& tag, std::string_view text) {
    return fmt::format(".TP\n{}\n{}\n", tag, escaped(text));
}

std::string bold(std::string_view text) {
    return "\\fB" + escaped(text) + "\\fR";
}

std::string italic(std::string_view text) {
    return "\\fI" + escaped(text) + "\\fR";
}

std::string synopsis(const CommandDescription& command, std::string_view program) {
    std::string line = fmt::format(".B {} {}\n", program, escaped(command.name));
    for (const OptionDescription& positional : command.positionals) {
        line += positional.required ? fmt::format(".I {}\n", escaped(positional.value))
                                    : fmt::format(".RI [ {} ]\n", escaped(positional.value));
    }
    return line + ".RI [ options ]\n";
}

std::string option_entry(const OptionDescription& option) {
    std::vector<std::string> names;
    for (const std::string& name : option.names) {
        names.push_back(bold(name));
    }
    std::string tag = fmt::format("{}", fmt::join(names, ", "));
    if (!option.value.empty()) {
        tag += (tag.empty() ? "" : " ") + italic(option.value);
    }
    std::string text = option.description;
    if (!option.default_value.empty()) {
        text += fmt::format(" (default: {})", option.default_value);
    }
    return entry(tag, text);
}

std::string options(const CommandDescription& command) {
    std::string text;
    for (const auto* list : {&command.positionals, &command.options}) {
        for (const OptionDescription& option : *list) {
            text += option_entry(option);
        }
    }
    return text;
}

std::string example(std::string_view line) {
    return fmt::format(".PP\n.RS\n.nf\n{}\n.fi\n.RE\n", escaped(line));
}

std::string command_section(const CommandDescription& command, std::string_view program) {
    std::string text =
        fmt::format(".SS {}\n{}.PP\n{}\n{}", command.name, synopsis(command, program),
                    escaped(command.description), options(command));
    for (const std::string& note : command.notes) {
        text += ".PP\n" + escaped(note) + "\n";
    }
    for (const std::string& line : command.examples) {
        text += example(line);
    }
    return text;
}

template <typename Table> std::string section(std::string_view title, const Table& entries) {
    std::string text = fmt::format(".SH {}\n", title);
    for (const auto& [name, meaning] : entries) {
        text += entry(bold(name), meaning);
    }
    return text;
}

} // namespace

std::string render_manual_page(const ProgramDescription& described, std::string_view version) {
    const CommandDescription& program = described.program;
    std::string text = fmt::format(
        ".\\\" SPDX-License-Identifier: Apache-2.0\n.\\\" Made by: {0} manual\n"
        ".TH KLPBENCH 1 \"\" {1} \"User Commands\"\n.SH NAME\n{0} \\- what the GCC option "
        "\\-flive\\-patching costs and buys\n.SH SYNOPSIS\n.B {0}\n.I command\n.RI [ arguments ]\n"
        ".SH DESCRIPTION\n{2}\n.PP\nC code (small suites, the Linux kernel) is built in every "
        "combination of the flags that an experiment names, tested, run and measured, and the "
        "results are stored. Standard output is the answer; progress goes to standard error.\n",
        program.name, argument(fmt::format("klpbench {}", version)), escaped(program.description));
    for (const std::string& note : program.notes) {
        text += ".PP\n" + escaped(note) + "\n";
    }
    text += ".SH OPTIONS\n" + options(program) + ".SH COMMANDS\n";
    for (const CommandDescription& command : described.commands) {
        text += command_section(command, program.name);
    }
    text += section("EXIT STATUS", described.exit_codes) + section("FILES", files) +
            section("ENVIRONMENT", environment) + ".SH EXAMPLES\n";
    for (const std::string& line : program.examples) {
        text += example(line);
    }
    for (const CommandDescription& command : described.commands) {
        if (!command.examples.empty()) {
            text += ".PP\n" + escaped(command.description) + "\n";
        }
        for (const std::string& line : command.examples) {
            text += example(line);
        }
    }
    return text + ".SH SEE ALSO\n.BR gcc (1),\n.BR sqlite3 (1)\n";
}

} // namespace klp
