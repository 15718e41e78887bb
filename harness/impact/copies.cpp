// SPDX-License-Identifier: Apache-2.0
//
// Bodies are counted from the end of the build to its start. What stands in the image out of line
// is a body; a late line adds one where its host ends in the image; then each early line, the last
// one first, puts a copy of its original into every body that its host has by then: those that were
// made before the line were made without it.
#include "impact/copies.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace klp {
namespace {

using Events = std::span<const CopyEvent>;

/// Where what is inlined late ends up: goes along with the lines and keeps, of each function, what
/// its body out of line holds by then.
class LateHosts {
public:
    LateHosts(Events events, const std::vector<std::uint32_t>& same_as)
        : m_events(events),
          m_same_as(same_as) {
        std::size_t repeated = 0; // lines to come that tell what a copy holds
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (events[i].kind != CopyKind::inlined) {
                continue;
            }
            if (repeated > 0) {
                --repeated;
                continue;
            }
            repeated = take(i);
        }
    }

    /// Whether what was inlined into `host` is in the image.
    [[nodiscard]] bool in_image(std::uint32_t host, const std::vector<bool>& survives) const {
        // A body cannot move in a circle, but a damaged dump can say so.
        for (std::size_t step = 0; step <= m_bodies.size(); ++step) {
            if (survives[host]) {
                return true;
            }
            const auto body = m_bodies.find(host);
            if (body == m_bodies.end() || body->second.moved_to == no_function) {
                return false;
            }
            host = body->second.moved_to;
        }
        return false;
    }

private:
    struct Body {
        std::size_t copies = 0; ///< inlined in it, directly or not
        std::uint32_t moved_to = no_function;
        std::unordered_set<std::uint32_t> callees; ///< inlined in it directly
    };

    // A decision; returns how many lines after it repeat what the copy holds.
    std::size_t take(std::size_t index) {
        const CopyEvent& line = m_events[index];
        Body& host = m_bodies[line.clone]; // references stay when the map grows
        Body& callee = m_bodies[line.original];
        const std::size_t copies = callee.copies;
        const bool copied = listed_again(index, callee);
        host.moved_to = no_function; // it was out of line still
        callee.moved_to = copied ? no_function : line.clone;
        host.callees.insert(m_same_as[line.original]);
        host.copies = std::min(host.copies + 1 + copies, m_events.size());
        return copied ? copies : 0;
    }

    [[nodiscard]] bool listed_again(std::size_t index, const Body& callee) const {
        const Events next = m_events.subspan(index + 1);
        return callee.copies > 0 && next.size() >= callee.copies &&
               callee.callees.contains(m_same_as[next.front().original]) &&
               std::all_of(next.begin(), next.begin() + static_cast<std::ptrdiff_t>(callee.copies),
                           [host = m_events[index].clone](const CopyEvent& event) {
                               return event.kind == CopyKind::inlined && event.clone == host;
                           });
    }

    Events m_events;
    const std::vector<std::uint32_t>& m_same_as;
    std::unordered_map<std::uint32_t, Body> m_bodies;
};

class Counter {
public:
    explicit Counter(const CopyHistory& history)
        : m_survives(history.survives),
          m_same_as(history.same_as),
          m_copies(m_survives.size(), 0),
          m_bodies(m_survives.begin(), m_survives.end()) {}

    void late(Events events) {
        const LateHosts hosts(events, m_same_as);
        for (const CopyEvent& event : events) {
            if (event.kind == CopyKind::inlined && hosts.in_image(event.clone, m_survives)) {
                add_copies(m_copies[event.original], 1);
                add_copies(m_bodies[m_same_as[event.original]], 1);
            }
        }
        for (std::size_t i = events.size(); i-- > 0;) {
            if (events[i].kind == CopyKind::cloned || events[i].kind == CopyKind::split) {
                same_body(events[i].clone, events[i].original);
            }
        }
    }

    void early(Events events) {
        for (std::size_t i = events.size(); i-- > 0;) {
            const CopyEvent& event = events[i];
            if (event.kind == CopyKind::inlined) {
                const std::int64_t bodies = m_bodies[event.clone];
                add_copies(m_copies[event.original], bodies);
                add_copies(m_bodies[event.original], bodies);
            } else if (event.kind == CopyKind::split) {
                m_bodies[event.original] = m_bodies[event.clone];
            } else if (event.kind == CopyKind::cloned) {
                same_body(event.clone, event.original);
            }
        }
    }

    /// What `function` held early, `origin` tells.
    void same_body(std::uint32_t function, std::uint32_t origin) {
        add_copies(m_bodies[origin], m_bodies[function]);
    }

    [[nodiscard]] std::vector<std::int64_t> copies() && { return std::move(m_copies); }

private:
    const std::vector<bool>& m_survives;
    const std::vector<std::uint32_t>& m_same_as;
    std::vector<std::int64_t> m_copies;
    std::vector<std::int64_t> m_bodies; ///< that hold what the function held early
};

struct LateSign {
    std::size_t at = 0;             ///< the first event that is late for certain
    std::size_t behind_removal = 0; ///< the last removal before it; where `at` is, after a clone
};

LateSign first_late_sign(Events events) {
    std::unordered_set<std::uint32_t> hosts;
    std::unordered_set<std::uint32_t> inlined;
    std::uint32_t host = no_function;
    std::size_t behind_removal = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const CopyEvent& event = events[i];
        if (event.kind == CopyKind::removed) {
            behind_removal = i + 1;
        } else if (event.kind == CopyKind::cloned) {
            return {i, i};
        } else if (event.kind == CopyKind::inlined) {
            const bool host_again = event.clone != host && hosts.contains(event.clone);
            if (host_again || inlined.contains(event.clone)) {
                return {i, behind_removal};
            }
            host = event.clone;
            hosts.insert(event.clone);
            inlined.insert(event.original);
        }
    }
    return {events.size(), events.size()};
}

} // namespace

std::size_t late_start(const std::vector<CopyEvent>& events) {
    const LateSign sign = first_late_sign(events);
    // Lines into a function between that removal and the sign are late if an inlining of the
    // function lists them again.
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> doubtful;
    for (std::size_t i = sign.behind_removal; i < sign.at; ++i) {
        if (events[i].kind == CopyKind::inlined) {
            doubtful.emplace(std::pair(events[i].original, events[i].clone), i);
        }
    }
    std::size_t start = sign.at;
    for (std::size_t i = sign.at; !doubtful.empty() && i + 1 < events.size(); ++i) {
        const CopyEvent& next = events[i + 1];
        const auto line = doubtful.find(std::pair(next.original, events[i].original));
        if (events[i].kind == CopyKind::inlined && next.kind == CopyKind::inlined &&
            next.clone == events[i].clone && line != doubtful.end()) {
            start = std::min(start, line->second);
        }
    }
    return start;
}

void add_copies(std::int64_t& sum, std::int64_t more) {
    sum = sum > most_copies - more ? most_copies : sum + more;
}

std::vector<std::int64_t> inline_copies(const CopyHistory& history) {
    Counter counter(history);
    counter.late(history.wpa);
    for (std::uint32_t function = 0; function < history.compiled_as.size(); ++function) {
        if (history.compiled_as[function] != no_function) {
            counter.same_body(function, history.compiled_as[function]);
        }
    }
    for (const CopyHistory::CompileDump& dump : history.compile) {
        const Events events(dump.events);
        const std::size_t late = dump.lto ? events.size() : late_start(dump.events);
        counter.late(events.subspan(late));
        counter.early(events.first(late));
    }
    return std::move(counter).copies();
}

} // namespace klp
