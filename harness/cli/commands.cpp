// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

#include <array>

namespace klp {
namespace {

constexpr std::array commands{
    Command{"plan", add_plan_command},
    Command{"run", add_run_command},
    Command{"answer", add_answer_command},
    Command{"report", add_report_command},
    Command{"compare", add_compare_command},
    Command{"impact", add_impact_command},
    Command{"nightly", add_nightly_command},
    Command{"doctor", add_doctor_command},
    Command{"completions", add_completions_command},
    Command{"manual", add_manual_command},
};

} // namespace

std::span<const Command> command_table() {
    return commands;
}

int exit_code_of(const Error& error) {
    switch (error.kind) {
    case ErrorKind::usage:
        return exit_usage;
    case ErrorKind::interrupted:
        return exit_interrupted;
    case ErrorKind::failure:
        return exit_failure;
    }
    return exit_failure;
}

} // namespace klp
