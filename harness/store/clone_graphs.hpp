// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/visit.hpp"

#include <cstdint>
#include <filesystem>

namespace SQLite {
class Database;
}

namespace klp {

/// Stores the dumps of a visit, compressed as one, and its impact sizes. Failure: too large for
/// the database.
Status insert_clone_graph(SQLite::Database& database, const std::filesystem::path& path,
                          std::int64_t visit, const VisitResult& result);

} // namespace klp
