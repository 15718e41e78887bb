// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>

namespace klp {
namespace {

struct Remedy {
    int code; ///< primary result code of SQLite
    ErrorKind kind;
    const char* message;
};

constexpr std::array remedies{
    Remedy{SQLITE_FULL, ErrorKind::failure,
           "the disk is full; free some space and run the same command again"},
    Remedy{SQLITE_IOERR, ErrorKind::failure,
           "the disk is full or failed; check it and run the same command again"},
    Remedy{SQLITE_BUSY, ErrorKind::failure,
           "another process keeps the database locked; wait until it ends and run the same command "
           "again"},
    Remedy{SQLITE_LOCKED, ErrorKind::failure,
           "another process keeps the database locked; wait until it ends and run the same command "
           "again"},
    Remedy{SQLITE_READONLY, ErrorKind::failure,
           "the database cannot be written; make the file and its folder writable, or name another "
           "with --db"},
    Remedy{SQLITE_CANTOPEN, ErrorKind::failure,
           "the database cannot be opened; make the file and its folder readable and writable, or "
           "name another with --db"},
    Remedy{SQLITE_PERM, ErrorKind::failure,
           "the database cannot be accessed; make the file and its folder readable and writable, "
           "or name another with --db"},
    Remedy{SQLITE_NOTADB, ErrorKind::usage,
           "not a klpbench database; move it away or name another with --db"},
    Remedy{SQLITE_CORRUPT, ErrorKind::usage,
           "the database is damaged; move it away, or name another with --db"},
};

constexpr int primary_code_mask = 0xff;

std::string escaped(char character) {
    if (character == '"' || character == '\\') {
        return {'\\', character};
    }
    const auto byte = static_cast<unsigned char>(character);
    return byte < 0x20 ? fmt::format("\\u{:04x}", byte) : std::string(1, character);
}

} // namespace

Error store_error(const std::filesystem::path& path, const SQLite::Exception& exception) {
    const int code = exception.getErrorCode() & primary_code_mask;
    for (const Remedy& remedy : remedies) {
        if (remedy.code == code) {
            return Error{remedy.kind, fmt::format("{} ({})", remedy.message, exception.what()),
                         path.string(), 0, 0};
        }
    }
    return Error{ErrorKind::failure,
                 fmt::format("SQLite refuses: {}; this is a bug in klpbench", exception.what()),
                 path.string(), 0, 0};
}

std::string list_text(const std::vector<std::string>& list) {
    std::string text = "[";
    for (const std::string& element : list) {
        text += text.size() == 1 ? "\"" : ",\"";
        for (const char character : element) {
            text += escaped(character);
        }
        text += '"';
    }
    return text + "]";
}

std::vector<std::string> read_list(SQLite::Database& database, const std::string& text) {
    std::vector<std::string> list;
    SQLite::Statement statement(database, "SELECT value FROM json_each(?) ORDER BY key");
    statement.bind(1, text);
    while (statement.executeStep()) {
        list.push_back(statement.getColumn(0).getString());
    }
    return list;
}

} // namespace klp
