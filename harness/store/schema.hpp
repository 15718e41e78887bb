// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <SQLiteCpp/Database.h>

#include <filesystem>

namespace klp {

/// The newest schema this program knows, stored as `PRAGMA user_version`.
int schema_version();

/// Usage error when `database` is not one of klpbench, or is one of a newer klpbench. An empty
/// database is accepted. Throws SQLite::Exception.
Status check_schema(SQLite::Database& database, const std::filesystem::path& path);

/// True when migrations remain to be applied. Throws SQLite::Exception.
bool needs_migration(SQLite::Database& database);

/// Applies the migrations that the database lacks in one transaction, which also finds out
/// whether it can be written at all. Throws SQLite::Exception.
void migrate(SQLite::Database& database);

} // namespace klp
