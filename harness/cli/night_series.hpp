// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "cli/installation.hpp"
#include "cli/night_identity.hpp"
#include "cli/watch_night.hpp"
#include "os/process.hpp"
#include "store/night_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// Asks machine and compilers who they are.
Result<NightIdentity> ask_identity(const NightRequest& request, const Installation& installation,
                                   ProcessRunner& runner);

/// The series of the experiment with that of tonight last. It is begun when the latest of this
/// machine has another identity, when there is none, or when `begin` says so.
Result<std::vector<NightSeries>> series_of_tonight(NightStore& store, const std::string& experiment,
                                                   const NightIdentity& identity, bool begin);

/// The latest run of the series, when it began less than 16 hours ago and was not judged.
Result<std::optional<std::int64_t>> unfinished_night(NightStore& store, std::int64_t series);

} // namespace klp
