// SPDX-License-Identifier: Apache-2.0
//
// What the night watch remembers: series of nights, the points of each night, alarms and who ended
// them. Append-only, as the rest of the database.
#pragma once

#include "base/result.hpp"
#include "model/nightly.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// A night of a series, judged or not.
struct StoredNight {
    std::int64_t run = 0;
    std::string started; ///< of the run
    bool judged = false; ///< its points and alarms are stored
};

/// Everything that a night is found to say, to be stored in one transaction.
struct NightVerdict {
    std::int64_t run = 0;
    std::int64_t series = 0;
    std::string judged;                 ///< when, ISO 8601, UTC
    std::vector<WatchedHistory> points; ///< one point each
    std::vector<NightAlarm> alarms;     ///< their ids are set when they are stored
    std::vector<NightSuspicion> suspicions;
};

/// The part of a Store that the night watch uses. Errors are as those of Store.
class NightStore {
public:
    /// `store` outlives this.
    explicit NightStore(Store& store) : m_store(store) {}

    /// Every series of `experiment`, the oldest first.
    Result<std::vector<NightSeries>> series(const std::string& experiment);

    /// Stores a series; gives its id.
    Result<std::int64_t> begin_series(const NightSeries& series);

    /// The hash of the sources of `workload` as they were in the night `run`, or when the series
    /// began (0); nothing when none are kept.
    Result<std::optional<std::string>> pinned_source(std::int64_t series, std::int64_t run,
                                                     const std::string& workload);
    Status add_pinned_source(std::int64_t series, std::int64_t run, const std::string& workload,
                             const std::string& sha256);

    /// Says that a run is a night of a series, or confirms suspicions of the night `confirms`.
    /// Nothing happens when that is stored already.
    Status add_night(std::int64_t run, std::int64_t series,
                     std::optional<std::int64_t> confirms = std::nullopt);

    /// The nights of a series, confirmations left out, the oldest first.
    Result<std::vector<StoredNight>> nights(std::int64_t series);

    /// The points of all judged nights of a series.
    Result<std::vector<WatchedHistory>> histories(std::int64_t series);

    /// Stores a verdict and sets the ids of its alarms. Failure when the night was judged before.
    Status end_night(NightVerdict& verdict);

    /// The alarms of all series of `experiment`, or of all experiments when it is empty, the oldest
    /// first.
    Result<std::vector<NightAlarm>> alarms(const std::string& experiment);

    /// Ends alarms. Usage error, and nothing is stored, when one does not exist, is no regression
    /// or was ended before.
    Status acknowledge(const std::vector<std::int64_t>& alarms, const std::string& when,
                       const std::string& why);

private:
    Store& m_store;
};

} // namespace klp
