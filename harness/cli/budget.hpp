// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>

namespace klp {

/// "90s", "10min" or "2h" in seconds: a number above 0 and its unit. Usage error otherwise.
Result<double> parse_budget(const std::string& text);

/// How long a run may take. A block that would end too late, going by the mean of those so far, is
/// not begun. The first one always is: nothing is known of it. For one thread at a time.
class Budget {
public:
    /// Seconds from `started`, a time of monotonic_now(); no limit when `seconds` is not set.
    Budget(std::optional<double> seconds, double started)
        : m_seconds(seconds),
          m_started(started) {}

    /// Whether a block may begin at `now`. Once it may not, no other one may.
    bool allows(double now);

    /// A block has ended, after so many seconds.
    void add_block(double seconds);

    /// True when a block was not allowed.
    [[nodiscard]] bool is_spent() const { return m_spent; }

private:
    std::optional<double> m_seconds;
    double m_started;
    double m_blocks_s = 0;
    int m_blocks = 0;
    bool m_spent = false;
};

} // namespace klp
