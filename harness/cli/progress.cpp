// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include "base/units.hpp"
#include "os/clock.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>

namespace klp {
namespace {

constexpr double redraw_s = 0.1;
constexpr double plain_line_s = 15.0;
constexpr std::size_t bar_width = 10;
constexpr std::size_t line_width = 79;

} // namespace

Progress::Progress(std::size_t done, std::size_t total, bool at_most)
    : m_before(done),
      m_done(done),
      m_total(total),
      m_start(monotonic_now()),
      m_at_most(at_most),
      m_terminal(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
    show(true);
    if (m_terminal) {
        std::fputc('\n', stderr);
    }
}

void Progress::running(const std::string& what) {
    m_what = what;
    show(false);
}

void Progress::finished(std::size_t steps) {
    m_done += steps;
    show(false);
}

void Progress::say(const std::string& line) {
    if (m_terminal) {
        std::fprintf(stderr, "\r%-*s\n", static_cast<int>(line_width), line.c_str());
        show(true);
    } else {
        std::fprintf(stderr, "%s\n", line.c_str());
    }
}

void Progress::show(bool now) {
    const double time = monotonic_now();
    if (!now && time - m_last_shown < (m_terminal ? redraw_s : plain_line_s)) {
        return;
    }
    m_last_shown = time;
    const std::size_t here = m_done - m_before;
    std::string left;
    if (here > 0 && m_done < m_total) {
        const double per_step = (time - m_start) / static_cast<double>(here);
        left = (m_at_most ? "up to " : "") +
               format_duration(per_step * static_cast<double>(m_total - m_done)) + " left";
    }
    const std::size_t percent = m_total == 0 ? 100 : 100 * m_done / m_total;
    // On a terminal the room is for what is running.
    std::string line = fmt::format(
        "{}/{}{}{} ({}%)  {}  {}", m_done, m_total, m_terminal ? "" : " builds and runs",
        m_at_most ? " at most" : "", percent, left, m_done < m_total ? m_what : "done");
    if (m_terminal) {
        const std::size_t filled = bar_width * percent / 100;
        line = "[" + std::string(filled, '#') + std::string(bar_width - filled, ' ') + "] " + line;
        line = line.substr(0, line_width);
        std::fprintf(stderr, "\r%-*s", static_cast<int>(line_width), line.c_str());
    } else {
        std::fprintf(stderr, "%s\n", line.c_str());
    }
    std::fflush(stderr);
}

} // namespace klp
