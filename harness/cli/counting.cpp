// SPDX-License-Identifier: Apache-2.0
#include "cli/counting.hpp"

namespace klp {

Result<CountingSetting> find_counting(const Counting& counting, CounterSource& source,
                                      ProcessRunner& runner) {
    Result<std::vector<PerfEvent>> events = resolve_events(counting.events, source);
    if (!events) {
        return tl::unexpected(events.error());
    }
    CountingSetting setting;
    setting.events = std::move(*events);
    setting.replicates = counting.replicates;
    setting.iterations = counting.iterations;
    if (counting.replicates > 0) {
        setting.callgrind = find_callgrind(runner);
    }
    return setting;
}

} // namespace klp
