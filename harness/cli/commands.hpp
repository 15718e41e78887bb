// SPDX-License-Identifier: Apache-2.0
//
// The commands. A new one is a file with an add_… function and a row in commands.cpp.
#pragma once

#include "base/result.hpp"

#include <CLI/App.hpp>

#include <span>
#include <string_view>

namespace klp {

inline constexpr int exit_failure = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_regression = 3;
inline constexpr int exit_interrupted = 130;

int exit_code_of(const Error& error);

struct Command {
    std::string_view name;
    /// Adds the command to the application; when it is given, its exit code or error is stored in
    /// the second argument, which outlives the parse.
    void (*add)(CLI::App&, Result<int>&);
};

std::span<const Command> command_table();

void add_plan_command(CLI::App& app, Result<int>& exit_code);
void add_run_command(CLI::App& app, Result<int>& exit_code);
void add_answer_command(CLI::App& app, Result<int>& exit_code);
void add_report_command(CLI::App& app, Result<int>& exit_code);
void add_compare_command(CLI::App& app, Result<int>& exit_code);
void add_impact_command(CLI::App& app, Result<int>& exit_code);
void add_nightly_command(CLI::App& app, Result<int>& exit_code);
void add_doctor_command(CLI::App& app, Result<int>& exit_code);
void add_completions_command(CLI::App& app, Result<int>& exit_code);
void add_manual_command(CLI::App& app, Result<int>& exit_code);

} // namespace klp
