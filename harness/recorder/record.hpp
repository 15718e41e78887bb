// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace klp::recorder {

inline constexpr int exit_not_recorded = 126;
inline constexpr int exit_not_started = 127;

/// One process to run and to write down.
struct Job {
    const char* phase = "";
    const char* unit = "";
    const char* log = nullptr;     ///< null or empty: nothing is written
    char** argv = nullptr;         ///< the command and its arguments, ended by null
    const char* program = nullptr; ///< what is executed
    bool guard = false;            ///< adopts orphaned descendants and ends them all, see main.cpp
};

/// Runs the job to its end and appends a line to its log. Returns its status as the shell writes
/// it; when the child died of a signal, this process dies of the same one.
int run(const Job& job);

} // namespace klp::recorder
