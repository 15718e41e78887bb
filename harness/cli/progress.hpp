// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace klp {

/// Progress on standard error: one line redrawn when it is a terminal, else a plain line now and
/// then. Calls come from one thread at a time.
class Progress {
public:
    /// `done` of `total` steps are already finished from an earlier session; `at_most`: it may end
    /// before all of them.
    Progress(std::size_t done, std::size_t total, bool at_most);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();

    /// A step begins: `what` is shown as running.
    void running(const std::string& what);

    /// Steps have ended.
    void finished(std::size_t steps = 1);

    /// A line that stays.
    void say(const std::string& line);

private:
    std::size_t m_before;
    std::size_t m_done;
    std::size_t m_total;
    double m_start;
    double m_last_shown = 0;
    bool m_at_most;
    bool m_terminal;
    std::string m_what;

    void show(bool now);
};

} // namespace klp
