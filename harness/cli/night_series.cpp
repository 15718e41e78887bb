// SPDX-License-Identifier: Apache-2.0
#include "cli/night_series.hpp"

#include "cli/run_identity.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "os/interrupt.hpp"
#include "toolchain/facts.hpp"

#include <algorithm>

namespace klp {
namespace {

constexpr double longest_night_s = 16.0 * 3600;

std::vector<std::string> why_begun(const std::vector<NightSeries>& known, const NightSeries* latest,
                                   const NightIdentity& identity) {
    if (known.empty()) {
        return {};
    }
    const NightSeries& before = latest != nullptr ? *latest : known.back();
    std::vector<std::string> changed = identity_changes(before.identity, identity);
    return changed.empty() ? std::vector<std::string>{"asked for by --new-series"} : changed;
}

} // namespace

Result<NightIdentity> ask_identity(const NightRequest& request, const Installation& installation,
                                   ProcessRunner& runner) {
    const std::filesystem::path cache = cache_folder(request.database);
    // The compilers are asked with files; with no place for them each would seem to be another.
    const auto scratch = TemporaryFolder::make(cache, "night-");
    if (!scratch) {
        return tl::unexpected(scratch.error());
    }
    InstalledCompilers facts(runner, installation.plugin_source, cache);
    const RunHeader header = describe_run(request.experiment, Plan(), facts, "", 0);
    if (interrupt_requested()) {
        return interrupted();
    }
    return night_identity(request.experiment, header.environment);
}

Result<std::vector<NightSeries>> series_of_tonight(NightStore& store, const std::string& experiment,
                                                   const NightIdentity& identity, bool begin) {
    Result<std::vector<NightSeries>> known = store.series(experiment);
    if (!known) {
        return known;
    }
    const NightSeries* const latest = latest_of_machine(*known, identity);
    NightSeries tonight;
    if (latest != nullptr && latest->identity == identity && !begin) {
        tonight = *latest;
        std::erase_if(*known, [&tonight](const NightSeries& one) { return one.id == tonight.id; });
    } else {
        tonight.experiment = experiment;
        tonight.started = iso_time(epoch_now());
        tonight.identity = identity;
        tonight.changed = why_begun(*known, latest, identity);
        const Result<std::int64_t> id = store.begin_series(tonight);
        if (!id) {
            return tl::unexpected(id.error());
        }
        tonight.id = *id;
    }
    known->push_back(std::move(tonight));
    return known;
}

Result<std::optional<std::int64_t>> unfinished_night(NightStore& store, std::int64_t series) {
    const Result<std::vector<StoredNight>> nights = store.nights(series);
    if (!nights) {
        return tl::unexpected(nights.error());
    }
    const bool goes_on = !nights->empty() && !nights->back().judged &&
                         nights->back().started >= iso_time(epoch_now() - longest_night_s);
    return goes_on ? std::optional(nights->back().run) : std::nullopt;
}

} // namespace klp
