// SPDX-License-Identifier: Apache-2.0
//
// Sources of suites as they were in a night, kept beside the database so that a later night can
// build and measure them again: DATABASE.nightly/SERIES/begin/NAME when the series began,
// …/night-RUN/NAME in the night of a run that raised an alarm.
#pragma once

#include "base/result.hpp"
#include "model/workload.hpp"
#include "store/night_store.hpp"

#include <cstdint>
#include <filesystem>

namespace klp {

class PinnedSources {
public:
    /// Those of one series; `store` outlives this.
    PinnedSources(NightStore& store, const std::filesystem::path& database, std::int64_t series);

    /// Copies the folder of a suite as that of the night `run`, or of the beginning (0). Nothing
    /// happens when it is kept already.
    Status save(const Workload& workload, std::int64_t run);

    /// The workload with the sources that were saved, marked as pinned. Failure when they are not
    /// what was saved.
    Result<Workload> load(const Workload& workload, std::int64_t run);

private:
    NightStore& m_store;
    std::filesystem::path m_folder;
    std::int64_t m_series;

    [[nodiscard]] std::filesystem::path place_of(const Workload& workload, std::int64_t run) const;
};

} // namespace klp
