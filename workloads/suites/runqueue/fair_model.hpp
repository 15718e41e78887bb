// SPDX-License-Identifier: Apache-2.0
//
// The fair class's rules over a vector: whoever is furthest behind is found by looking at all.
#pragma once

#include "machine.hpp"

extern "C" {
#include "runqueue.h"
}

#include <algorithm>
#include <cmath>
#include <vector>

namespace checks {

// The class's rules over a vector, with signed virtual time that never wraps.
class FairModel {
public:
    explicit FairModel(std::size_t tasks) : m_tasks(tasks) {}

    void set_nice(std::size_t n, int nice) {
        charge();
        m_tasks[n].nice = nice;
    }

    void wake(std::size_t n, std::uint64_t now) {
        advance(now);
        Task& task = m_tasks[n];
        task.queued = true;
        if (task.known) {
            task.vruntime = std::max(task.vruntime, m_min - 3 * static_cast<std::int64_t>(ms));
        } else {
            task.vruntime = m_min + virtual_time(slice(n), n);
            task.known = true;
        }
        task.order = ++m_order;
        if (m_running >= 0) {
            const auto running = static_cast<std::size_t>(m_running);
            if (m_tasks[running].vruntime - task.vruntime > virtual_time(ms, n)) {
                m_resched = true;
            }
        } else {
            m_resched = true;
        }
    }

    void sleep(std::size_t n) {
        charge();
        m_tasks[n].queued = false;
        if (m_running == static_cast<int>(n)) {
            m_running = -1;
            m_resched = true;
        }
        follow();
    }

    int schedule(std::uint64_t now) {
        advance(now);
        if (m_running >= 0) {
            m_tasks[static_cast<std::size_t>(m_running)].order = ++m_order;
        }
        m_running = first(-1);
        m_resched = false;
        if (m_running >= 0) {
            Task& task = m_tasks[static_cast<std::size_t>(m_running)];
            task.picked = task.ran;
        }
        return m_running;
    }

    bool tick(std::uint64_t now) {
        advance(now);
        const int next = first(m_running);
        if (m_running >= 0 && next >= 0) {
            const auto n = static_cast<std::size_t>(m_running);
            const std::uint64_t due = slice(n);
            const std::int64_t ahead =
                m_tasks[n].vruntime - m_tasks[static_cast<std::size_t>(next)].vruntime;
            if (m_tasks[n].ran - m_tasks[n].picked >= due ||
                ahead > static_cast<std::int64_t>(due)) {
                m_resched = true;
            }
        }
        return m_resched;
    }

    [[nodiscard]] bool resched() const { return m_resched; }
    [[nodiscard]] std::int64_t vruntime(std::size_t n) const { return m_tasks[n].vruntime; }
    [[nodiscard]] std::int64_t min_vruntime() const { return m_min; }

private:
    struct Task {
        int nice = 0;
        std::int64_t vruntime = 0;
        std::uint64_t order = 0;
        std::uint64_t ran = 0;
        std::uint64_t picked = 0;
        bool queued = false;
        bool known = false;
    };

    static std::uint64_t weight(int nice) {
        return static_cast<std::uint64_t>(std::llround(1024 * std::pow(1.25, -nice)));
    }

    static std::uint64_t scaled(std::uint64_t value, std::uint64_t divisor) {
        const std::uint64_t inverse = (std::uint64_t{1} << 32) / divisor;
        return static_cast<std::uint64_t>((static_cast<unsigned __int128>(value) * inverse) >> 32);
    }

    [[nodiscard]] std::int64_t virtual_time(std::uint64_t delta, std::size_t n) const {
        return static_cast<std::int64_t>(scaled(delta * 1024, weight(m_tasks[n].nice)));
    }

    [[nodiscard]] std::uint64_t slice(std::size_t n) const {
        std::uint64_t sum = 0;
        std::uint64_t runnable = 0;
        for (const Task& task : m_tasks) {
            sum += task.queued ? weight(task.nice) : 0;
            runnable += task.queued ? 1 : 0;
        }
        const std::uint64_t period = std::max(6 * ms, runnable * 750000);
        return std::max<std::uint64_t>(750000, scaled(period * weight(m_tasks[n].nice), sum));
    }

    // The queued task furthest behind, and of equals the one that came first; -1 when none.
    [[nodiscard]] int first(int except) const {
        int best = -1;
        for (int i = 0; i < static_cast<int>(m_tasks.size()); ++i) {
            const Task& task = m_tasks[static_cast<std::size_t>(i)];
            if (!task.queued || i == except) {
                continue;
            }
            const Task* leader = best < 0 ? nullptr : &m_tasks[static_cast<std::size_t>(best)];
            if (leader == nullptr || task.vruntime < leader->vruntime ||
                (task.vruntime == leader->vruntime && task.order < leader->order)) {
                best = i;
            }
        }
        return best;
    }

    void follow() {
        const int behind = first(-1);
        if (behind >= 0) {
            m_min = std::max(m_min, m_tasks[static_cast<std::size_t>(behind)].vruntime);
        }
    }

    void charge() {
        if (m_running >= 0 && m_now > m_charged) {
            Task& task = m_tasks[static_cast<std::size_t>(m_running)];
            task.ran += m_now - m_charged;
            task.vruntime += virtual_time(m_now - m_charged, static_cast<std::size_t>(m_running));
            follow();
        }
        m_charged = m_now;
    }

    void advance(std::uint64_t now) {
        m_now = now;
        charge();
    }

    std::vector<Task> m_tasks;
    std::uint64_t m_now = 0;
    std::uint64_t m_charged = 0;
    std::uint64_t m_order = 0;
    std::int64_t m_min = 0;
    int m_running = -1;
    bool m_resched = false;
};

} // namespace checks
