// SPDX-License-Identifier: Apache-2.0
//
// What the files of this module share to speak to SQLite: exceptions become errors, and argument
// lists become text.
#pragma once

#include "base/result.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <filesystem>
#include <string>
#include <vector>

namespace klp {

/// What SQLite reported, as one line with what to do about it; `file` is the database.
Error store_error(const std::filesystem::path& path, const SQLite::Exception& exception);

/// Runs `function`, which gives a Result or Status; an exception of SQLite becomes its error.
template <typename Function>
auto guarded(const std::filesystem::path& path, Function&& function) -> decltype(function()) {
    try {
        return function();
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected<Error>(store_error(path, exception));
    }
}

/// Runs a prepared statement with `arguments`; gives the number of rows inserted.
template <typename... Arguments>
int insert(SQLite::Statement& statement, const Arguments&... arguments) {
    statement.reset();
    SQLite::bind(statement, arguments...);
    return statement.exec();
}

/// The rowid of the only row that `query` with `arguments` finds; 0 when there is none.
template <typename... Arguments>
std::int64_t find_id(SQLite::Database& database, const char* query, const Arguments&... arguments) {
    SQLite::Statement statement(database, query);
    SQLite::bind(statement, arguments...);
    return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
}

/// A list of texts as a JSON array, which SQLite's json_each can take apart.
std::string list_text(const std::vector<std::string>& list);

/// The list that list_text wrote.
std::vector<std::string> read_list(SQLite::Database& database, const std::string& text);

} // namespace klp
