// SPDX-License-Identifier: Apache-2.0
//
// Rows that several tables of the night watch share. All throw SQLite::Exception.
#pragma once

#include "model/metric.hpp"
#include "model/nightly.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <vector>

namespace klp {

/// The id of what is watched; it gets one when it has none.
std::int64_t watched_id(SQLite::Database& database, const Watched& watched, MetricKind kind);

/// What is watched, from `column` on: workload, configuration, metric.
Watched read_watched(SQLite::Statement& row, int column);

void insert_points(SQLite::Database& database, std::int64_t run,
                   const std::vector<WatchedHistory>& histories);

} // namespace klp
