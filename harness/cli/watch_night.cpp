// SPDX-License-Identifier: Apache-2.0
#include "cli/watch_night.hpp"

#include "analyze/change_point.hpp"
#include "analyze/exact_changes.hpp"
#include "analyze/night_points.hpp"
#include "cli/confirm_suspicions.hpp"
#include "cli/judged_history.hpp"
#include "cli/night_images.hpp"
#include "cli/night_notes.hpp"
#include "cli/night_series.hpp"
#include "cli/pinned_sources.hpp"
#include "cli/run_experiment.hpp"
#include "os/clock.hpp"
#include "store/night_store.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace klp {
namespace {

class NightWatch {
public:
    NightWatch(const NightRequest& request, const Installation& installation, ProcessRunner& runner,
               Store& store)
        : m_request(request),
          m_installation(installation),
          m_runner(runner),
          m_store(store),
          m_nights(store),
          m_started(monotonic_now()) {}

    Result<NightOutcome> watch() {
        KLP_TRY(enter_series());
        KLP_TRY(load_past());
        KLP_TRY(measure());
        KLP_TRY(load_tonight());
        KLP_TRY(judge());
        KLP_TRY(save_sources());
        m_verdict.judged = iso_time(epoch_now());
        KLP_TRY(m_nights.end_night(m_verdict));
        return NightOutcome{report(), has_failures(m_tonight)};
    }

private:
    const NightRequest& m_request;
    const Installation& m_installation;
    ProcessRunner& m_runner;
    Store& m_store;
    NightStore m_nights;
    double m_started;
    std::vector<NightSeries> m_series; ///< of the experiment, tonight's last
    std::vector<StoredNight> m_past;   ///< nights of the series that were judged
    std::optional<RunResult> m_first;  ///< night of the series
    std::optional<RunResult> m_before; ///< the night before
    std::vector<NightAlarm> m_alarms;  ///< earlier ones, of all series
    RunResult m_tonight;
    NightVerdict m_verdict;
    std::vector<WatchedHistory> m_histories; ///< tonight among them
    std::vector<std::string> m_failures;
    std::vector<std::string> m_notes;

    [[nodiscard]] const NightlySettings& settings() const { return m_request.experiment.nightly; }
    [[nodiscard]] std::int64_t series_id() const { return m_series.back().id; }

    Status enter_series() {
        const Result<NightIdentity> identity = ask_identity(m_request, m_installation, m_runner);
        if (!identity) {
            return tl::unexpected(identity.error());
        }
        Result<std::vector<NightSeries>> series =
            series_of_tonight(m_nights, m_request.experiment.name, *identity, m_request.new_series);
        if (!series) {
            return tl::unexpected(series.error());
        }
        m_series = std::move(*series);
        return {};
    }

    Status load_past() {
        Result<std::vector<StoredNight>> nights = m_nights.nights(series_id());
        Result<std::vector<NightAlarm>> alarms = m_nights.alarms(m_request.experiment.name);
        if (!nights || !alarms) {
            return tl::unexpected(!nights ? nights.error() : alarms.error());
        }
        m_alarms = std::move(*alarms);
        std::copy_if(nights->begin(), nights->end(), std::back_inserter(m_past),
                     [](const StoredNight& night) { return night.judged; });
        if (m_past.empty()) {
            return {};
        }
        KLP_TRY(load(m_past.front().run, m_first));
        return load(m_past.back().run, m_before);
    }

    Status load(std::int64_t id, std::optional<RunResult>& run) {
        Result<RunResult> loaded = m_store.load_run(id);
        if (!loaded) {
            return tl::unexpected(loaded.error());
        }
        run = std::move(*loaded);
        return {};
    }

    Status measure() {
        PinnedSources sources(m_nights, m_request.database, series_id());
        RunRequest run{m_request.experiment, m_request.database, m_request.cpus, true};
        run.budget_s = m_request.budget_s;
        run.counting = m_request.counting;
        // Nothing is decided here: every night has all its replicates.
        run.experiment.design.looks = 1;
        for (const Workload& workload : m_request.experiment.workloads) {
            if (workload.kernel) {
                continue;
            }
            KLP_TRY(sources.save(workload, 0));
            Result<Workload> pinned = sources.load(workload, 0);
            if (!pinned) {
                return tl::unexpected(pinned.error());
            }
            run.experiment.workloads.push_back(std::move(*pinned));
        }
        const Result<std::optional<std::int64_t>> unfinished =
            unfinished_night(m_nights, series_id());
        if (!unfinished) {
            return tl::unexpected(unfinished.error());
        }
        run.goes_on = *unfinished;
        run.purpose = fmt::format("a night of series {}", series_id());
        run.entered = [this](Store& store, std::int64_t id) {
            return NightStore(store).add_night(id, series_id());
        };
        const Result<RunAccount> account = run_experiment(run, m_installation, m_runner);
        if (!account) {
            return tl::unexpected(account.error());
        }
        m_verdict.run = account->run_id;
        m_verdict.series = series_id();
        return account->unfinished ? end_early(*account, run.experiment.replicates) : Status();
    }

    // A night that is cut short is judged by what it has: the next one is a night of its own.
    Status end_early(const RunAccount& account, int replicates) {
        const std::string why = fmt::format("the budget was spent after {} of {} replicates",
                                            account.replicates, replicates);
        m_notes.push_back(why);
        return m_store.finish_run(account.run_id, iso_time(epoch_now()), why);
    }

    Status load_tonight() {
        Result<RunResult> tonight = m_store.load_run(m_verdict.run);
        Result<std::vector<WatchedHistory>> histories = m_nights.histories(series_id());
        if (!tonight || !histories) {
            return tl::unexpected(!tonight ? tonight.error() : histories.error());
        }
        m_tonight = std::move(*tonight);
        m_histories = std::move(*histories);
        add_failures(m_tonight, m_failures);
        add_notes(m_tonight, m_notes);
        m_verdict.points =
            night_points(m_tonight, settings(), m_first ? &*m_first : nullptr, &m_notes);
        drop_unpinned(m_tonight, m_first ? &*m_first : nullptr, m_verdict.points, m_failures);
        append_points(m_verdict.points, m_histories);
        return {};
    }

    Status judge() {
        if (!m_before) {
            m_notes.push_back("first night of the series: nothing to compare with");
            return {};
        }
        const Result<NightImages> before = load_night_images(m_store, *m_before, m_tonight);
        const Result<NightImages> tonight = load_night_images(m_store, m_tonight, *m_before);
        if (!before || !tonight) {
            return tl::unexpected(!before ? before.error() : tonight.error());
        }
        for (std::string& change : outcome_changes(*m_before, m_tonight, settings())) {
            m_notes.push_back(std::move(change));
        }
        m_verdict.alarms = exact_changes(*m_before, *before, m_tonight, *tonight, settings());
        return judge_noisy();
    }

    Status judge_noisy() {
        std::vector<NightAlarm> of_series;
        std::copy_if(m_alarms.begin(), m_alarms.end(), std::back_inserter(of_series),
                     [this](const NightAlarm& alarm) { return alarm.series == series_id(); });
        const std::vector<WatchedHistory> judged = judged_histories(m_histories, of_series);
        std::vector<NightSuspicion> found = suspicions(judged, settings());
        PinnedSources sources(m_nights, m_request.database, series_id());
        const double deadline = m_request.budget_s ? m_started + *m_request.budget_s
                                                   : std::numeric_limits<double>::infinity();
        KLP_TRY(confirm_suspicions({m_request, m_installation, m_runner, m_store, sources,
                                    series_id(), m_verdict.run, deadline, of_series},
                                   found));
        for (NightSuspicion& suspicion : found) {
            suspicion.outcome = outcome_in_words(suspicion, settings());
            if (!is_confirmed(suspicion, settings())) {
                m_verdict.suspicions.push_back(std::move(suspicion));
                continue;
            }
            const auto history =
                std::find_if(judged.begin(), judged.end(), [&](const WatchedHistory& one) {
                    return one.watched == suspicion.watched;
                });
            m_verdict.alarms.push_back(alarm_of(suspicion, *history));
        }
        return {};
    }

    // Once a change is accepted, code is compared with that of tonight.
    Status save_sources() {
        PinnedSources sources(m_nights, m_request.database, series_id());
        for (NightAlarm& alarm : m_verdict.alarms) {
            alarm.series = series_id();
            alarm.run = m_tonight.run_id;
            alarm.started = m_tonight.environment.started;
            alarm.since = alarm.since.empty() ? alarm.started : alarm.since;
            alarm.owner = owners_notes(settings(), alarm.watched);
            const auto& workloads = m_request.experiment.workloads;
            const auto workload =
                std::find_if(workloads.begin(), workloads.end(), [&](const Workload& one) {
                    return one.name == alarm.watched.workload;
                });
            if (alarm.kind == AlarmKind::noisy && workload != workloads.end()) {
                KLP_TRY(sources.save(*workload, alarm.run));
            }
        }
        return {};
    }

    NightReport report() {
        NightReport report;
        report.series = m_series.back();
        report.earlier.assign(m_series.begin(), std::prev(m_series.end()));
        report.run = m_tonight.run_id;
        report.started = m_tonight.environment.started;
        report.nights = static_cast<int>(m_past.size()) + 1;
        report.settings = settings();
        report.raised = std::move(m_verdict.alarms);
        for (const NightAlarm& alarm : m_alarms) {
            if (alarm.is_open()) {
                report.open.push_back(alarm);
            } else if (!alarm.acknowledged.empty()) {
                report.closed.push_back(alarm);
            }
        }
        std::reverse(report.closed.begin(), report.closed.end());
        report.suspicions = std::move(m_verdict.suspicions);
        report.histories = std::move(m_histories);
        report.failures = std::move(m_failures);
        report.notes = std::move(m_notes);
        return report;
    }
};

} // namespace

Result<NightOutcome> watch_night(const NightRequest& request, const Installation& installation,
                                 ProcessRunner& runner) {
    Result<Store> store = Store::open(request.database);
    if (!store) {
        return tl::unexpected(store.error());
    }
    return NightWatch(request, installation, runner, *store).watch();
}

} // namespace klp
