// SPDX-License-Identifier: Apache-2.0
//
// The night watch: the same experiment every night, compared with its own history. Nights of one
// series have the same experiment, machine class and toolchain; a change of any starts another.
//
// What is watched is a workload under a configuration in a metric. A noisy metric is seen as the
// ratio, of the same night and the same blocks, to the pinned baseline: the workload as it was when
// the series began, under the baseline configuration. An exact metric is seen as its value.
#pragma once

#include "model/configuration.hpp"
#include "model/metric.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace klp {

/// Which team is to be told of what, and what it wants to be reminded of.
struct NightlyOwner {
    std::string workload = "*"; ///< pattern
    std::string metric = "*";   ///< pattern
    std::string note;           ///< "memory team: see the runbook"
};

/// A smallest change of a noisy metric that is worth an alarm.
struct NightlyThreshold {
    std::string metric;  ///< pattern
    double change = 0.0; ///< relative: 0.02
};

/// The table `[nightly]` of an experiment.
struct NightlySettings {
    std::vector<std::string> metrics;         ///< patterns; empty: the primary ones and all exact
    std::vector<NightlyThreshold> thresholds; ///< the first that matches counts
    double threshold = 0.01;                  ///< of noisy metrics without one of their own
    int confirm_replicates = 12;              ///< blocks of the A/B that confirms
    std::vector<NightlyOwner> owners;
};

/// The smallest change of `metric` that is worth an alarm, relative.
double threshold_of(const NightlySettings& settings, std::string_view metric);

/// A workload under a configuration in a metric.
struct Watched {
    std::string workload;
    Configuration configuration;
    std::string metric;

    bool operator==(const Watched&) const = default;
};

/// The notes of the owners whose patterns match, joined by "; "; empty when there are none.
std::string owners_notes(const NightlySettings& settings, const Watched& watched);

/// What one night says of something watched.
struct NightPoint {
    std::int64_t run = 0;
    std::string started;     ///< of the run, ISO 8601, UTC
    double value = 0;        ///< noisy: ln(ratio to the pinned baseline); exact: in its unit
    double low = 0;          ///< noisy: 95% interval over the night's replicates, as `value`
    double high = 0;         ///< as `low`; infinite ends where units are too few
    int units = 0;           ///< replicates or layouts behind it; 1 when exact
    bool same_image = false; ///< the code that ran is the pinned code, byte for byte
};

/// The nights of one thing watched in one series, the oldest first.
struct WatchedHistory {
    Watched watched;
    MetricKind kind = MetricKind::noisy;
    std::vector<NightPoint> points;
};

/// One series of nights that may be compared.
struct NightSeries {
    std::int64_t id = 0;
    std::string experiment;
    std::string started; ///< of its first night
    /// ("machine", "x86_64, AMD EPYC, 2 CPUs"), ("gcc-12", "gcc-12 (Debian) 12.2.0"), …
    std::vector<std::pair<std::string, std::string>> identity;
    /// What differs from the series before it: "gcc-12: 12.2.0 -> 12.3.0"; empty for the first.
    std::vector<std::string> changed;
};

/// Tonight's code against the pinned code of the same workload and configuration, side by side in
/// the same blocks, on data that the suspicion did not rest on.
struct Confirmation {
    std::int64_t run = 0;
    double estimate = 0; ///< ln(tonight / pinned)
    double low = 0;
    double high = 0;
    double confidence = 0; ///< attained by low … high
    int units = 0;
    std::string failure; ///< why there is none; empty when there is one
};

/// Why a change is believed.
enum class AlarmKind { exact, noisy };

/// A change that was confirmed, or is exact.
struct NightAlarm {
    std::int64_t id = 0;
    std::int64_t series = 0;
    AlarmKind kind = AlarmKind::exact;
    Watched watched;
    bool regression = false; ///< for the worse, in the metric's direction
    std::int64_t run = 0;    ///< the night that raised it
    std::string started;     ///< of that run
    std::string since;       ///< `started` of the first night that shows it
    double before = 0;       ///< exact: the value; noisy: ln(ratio to the pinned baseline)
    double after = 0;        ///< likewise
    std::optional<Confirmation> confirmation; ///< of a noisy one
    std::vector<std::string> what;            ///< functions and clones: "ring_put: text +48 bytes"
    std::string owner;                        ///< the owners' notes that match
    std::string acknowledged;                 ///< ISO 8601, UTC; empty while it is open
    std::string why;                          ///< given when it was acknowledged

    [[nodiscard]] bool is_open() const { return regression && acknowledged.empty(); }
};

/// Something that looked changed and was not believed, or not tested.
struct NightSuspicion {
    Watched watched;
    std::string since; ///< `started` of the first night that looks changed
    double shift = 0;  ///< of ln(ratio to the pinned baseline)
    int blocks = 0; ///< that its confirmation needs; at least NightlySettings::confirm_replicates
    std::optional<Confirmation> confirmation;
    std::string outcome; ///< "not confirmed: …", in words
};

/// What `nightly` says in the morning.
struct NightReport {
    NightSeries series;
    std::vector<NightSeries> earlier; ///< of the experiment, the oldest first
    std::int64_t run = 0;
    std::string started;
    int nights = 0;                 ///< of the series, tonight among them
    NightlySettings settings;       ///< by which it was judged
    std::vector<NightAlarm> raised; ///< tonight: regressions and improvements
    std::vector<NightAlarm> open;   ///< from earlier nights, not acknowledged
    std::vector<NightAlarm> closed; ///< acknowledged, the newest first
    std::vector<NightSuspicion> suspicions;
    std::vector<WatchedHistory> histories;
    std::vector<std::string> failures; ///< cells that are not ok, and what could not be compared
    std::vector<std::string> notes;    ///< "first night of the series: nothing to compare with"

    /// True when exit code 3 is due.
    [[nodiscard]] bool has_open_regression() const;
};

} // namespace klp
