// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"
#include "store/schema.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <system_error>
#include <thread>

namespace klp {
namespace {

tl::unexpected<Error> path_error(ErrorKind kind, const std::filesystem::path& path,
                                 std::string message) {
    return tl::unexpected<Error>(Error{kind, std::move(message), path.string(), 0, 0});
}

std::filesystem::path full_path(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::path result = std::filesystem::absolute(path, error);
    return error ? path : result;
}

Status check_place(const std::filesystem::path& path) {
    std::error_code ignored;
    if (path.empty() || std::filesystem::is_directory(path, ignored)) {
        return path_error(ErrorKind::usage, path,
                          "a folder cannot hold results; name a file with --db");
    }
    return {};
}

Status create_parent(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::create_directories(full_path(path).parent_path(), error);
    if (error) {
        return path_error(ErrorKind::failure, path,
                          fmt::format("cannot create its folder ({}); name another place with --db",
                                      error.message()));
    }
    return {};
}

// Two processes that create one database may both ask for write-ahead logging, and SQLite then
// refuses one of them at once instead of after the busy timeout.
void use_write_ahead_log(SQLite::Database& database, int busy_timeout_ms) {
    using namespace std::chrono;
    const auto deadline = steady_clock::now() + milliseconds(busy_timeout_ms);
    while (true) {
        SQLite::Statement statement(database, "PRAGMA journal_mode = WAL");
        const int result = statement.tryExecuteStep();
        if (result != SQLITE_BUSY || steady_clock::now() >= deadline) {
            if (result != SQLITE_ROW) {
                throw SQLite::Exception(database.getHandle(), result);
            }
            return;
        }
        std::this_thread::sleep_for(milliseconds(10));
    }
}

std::unique_ptr<SQLite::Database> connect(const std::filesystem::path& path, int flags,
                                          int busy_timeout_ms) {
    // The absolute path, so that no name (":memory:") means something else to SQLite.
    auto database =
        std::make_unique<SQLite::Database>(full_path(path).string(), flags, busy_timeout_ms);
    database->exec("PRAGMA foreign_keys = ON");
    database->exec("PRAGMA synchronous = FULL");
    return database;
}

} // namespace

Store::Store(std::filesystem::path path, std::unique_ptr<SQLite::Database> database)
    : m_path(std::move(path)),
      m_database(std::move(database)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& path, int busy_timeout_ms) {
    KLP_TRY(check_place(path));
    KLP_TRY(create_parent(path));
    return guarded(path, [&]() -> Result<Store> {
        auto database =
            connect(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_timeout_ms);
        KLP_TRY(check_schema(*database, path));
        migrate(*database);
        use_write_ahead_log(*database, busy_timeout_ms);
        return Store(path, std::move(database));
    });
}

Result<Store> Store::open_existing(const std::filesystem::path& path, int busy_timeout_ms) {
    KLP_TRY(check_place(path));
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        return usage_error(
            fmt::format("no results at {}; klpbench run writes them", path.string()));
    }
    return guarded(path, [&]() -> Result<Store> {
        auto database = connect(path, SQLite::OPEN_READWRITE, busy_timeout_ms);
        KLP_TRY(check_schema(*database, path));
        if (needs_migration(*database)) {
            migrate(*database);
        }
        return Store(path, std::move(database));
    });
}

} // namespace klp
