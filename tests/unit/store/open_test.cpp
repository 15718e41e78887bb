// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"
#include "store/schema.hpp"
#include "store_fixture.hpp"

#include <sqlite3.h>

#include <fstream>
#include <latch>
#include <thread>

namespace klp::store_test {
namespace {

std::string open_error(const std::filesystem::path& path) {
    const Result<Store> store = Store::open(path, 10);
    return store ? "opened" : to_string(store.error());
}

} // namespace

TEST_CASE("open creates folders and a database with the durable settings", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "a/b/results.db";
    const Store store = value_of(Store::open(path));
    SQLite::Database database(path);
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == schema_version());
    CHECK(database.execAndGet("PRAGMA journal_mode").getString() == "wal");
}

TEST_CASE("an empty file of schema 0 is migrated, and a migrated one is left alone", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    execute(path, "VACUUM");
    CHECK(SQLite::Database(path).execAndGet("PRAGMA user_version").getInt() == 0);
    small_store(path);
    const Store again = value_of(Store::open(path));
    CHECK(value_of(value_of(Store::open_existing(path)).latest_run("")) == 1);
}

TEST_CASE("a database of schema 1 keeps its rows, and its workloads were suites", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    require_ok(small_store(path).add_visit(1, small_visit("heap@off", 0)));
    // What the later migrations added is taken away again.
    execute(path, "DROP TABLE fact; ALTER TABLE cell DROP COLUMN workload_kind; "
                  "DROP TABLE block; DROP TABLE run_setting; "
                  "ALTER TABLE run DROP COLUMN looks; "
                  "ALTER TABLE run DROP COLUMN primary_metrics; "
                  "ALTER TABLE run_end DROP COLUMN stopped; "
                  "ALTER TABLE cell DROP COLUMN control; ALTER TABLE visit DROP COLUMN layout; "
                  "DROP TABLE dump; DROP TABLE dump_text; DROP TABLE impact_size; "
                  "DROP TABLE acknowledgement; DROP TABLE alarm; DROP TABLE suspicion; "
                  "DROP TABLE confirmation; DROP TABLE night_point; DROP TABLE watched; "
                  "DROP TABLE night_end; DROP TABLE night; DROP TABLE pinned_source; "
                  "DROP TABLE series_identity; DROP TABLE series; "
                  "ALTER TABLE symbol_size DROP COLUMN file; "
                  "ALTER TABLE symbol_size DROP COLUMN body; "
                  "PRAGMA user_version = 1");

    Store store = value_of(Store::open_existing(path));
    CHECK(SQLite::Database(path).execAndGet("PRAGMA user_version").getInt() == 5);
    const RunResult run = value_of(store.load_run(1));
    CHECK(run.looks == 1);
    CHECK(run.primary_metrics == std::vector<std::string>{"runtime", "compile.cpu_s", "size.text"});
    REQUIRE_FALSE(run.cells.empty());
    CHECK(run.cells[0].layouts.empty());
    CHECK(run.cells[0].workload_kind == "suite");
    CHECK(run.cells[0].facts.empty());
    CHECK(run.cells[0].metrics.at("size.text").values.size() == 1);
    VisitResult visit = small_visit("heap@off", 1);
    visit.facts = {{"initcalls", "a"}};
    require_ok(store.add_visit(1, visit));
    CHECK(value_of(store.load_run(1)).cells[0].facts.at("initcalls") == "a");
}

TEST_CASE("a database of a newer klpbench is refused", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    small_store(path);
    execute(path, "PRAGMA user_version = 99");
    CHECK(open_error(path) == path.string() +
                                  ": written by a newer klpbench (schema 99, this program knows 5);"
                                  " use that klpbench, or name another database with --db");
    CHECK(Store::open_existing(path).error().kind == ErrorKind::usage);
}

TEST_CASE("what is no klpbench database is refused and left as it was", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path text = folder / "notes.txt";
    std::ofstream(text) << std::string(4096, 'x');
    CHECK(open_error(text) == text.string() + ": not a klpbench database; move it away or name "
                                              "another with --db (file is not a database)");
    CHECK(std::filesystem::file_size(text) == 4096);

    const std::filesystem::path foreign = folder / "other.db";
    execute(foreign, "CREATE TABLE music (title)");
    CHECK(open_error(foreign) == foreign.string() + ": a SQLite database, but not one of klpbench; "
                                                    "name another with --db");
    CHECK(open_error(folder / "") ==
          (folder / "").string() + ": a folder cannot hold results; name a file with --db");
}

TEST_CASE("a damaged database is an error, not a crash", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    small_store(path);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    file << std::string(std::filesystem::file_size(path) - 4096, '\xa5');
    file.close();
    CHECK(open_error(path) == path.string() +
                                  ": the database is damaged; move it away, or name another with "
                                  "--db (database disk image is malformed)");
}

TEST_CASE("places where no database can be made say what to do", "[store]") {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "x";
    const std::string below = (folder / "file/results.db").string();
    CHECK(open_error(below) ==
          below + ": cannot create its folder (Not a directory); name another place with --db");
    CHECK(open_error("/proc/results.db") ==
          "/proc/results.db: the database cannot be opened; make the file and its folder readable "
          "and writable, or name another with --db (unable to open database file)");
}

TEST_CASE("readers of a missing file learn which command writes it", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    const Result<Store> store = Store::open_existing(path);
    REQUIRE_FALSE(store);
    CHECK(store.error().kind == ErrorKind::usage);
    CHECK(to_string(store.error()) ==
          "no results at " + path.string() + "; klpbench run writes them");
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a database locked by another process is an error after the busy timeout", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    small_store(path);
    Store store = value_of(Store::open(path, 10));
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    const SQLite::Transaction lock(other, SQLite::TransactionBehavior::IMMEDIATE);
    const Status status = store.add_visit(1, small_visit("heap@off", 0));
    REQUIRE_FALSE(status);
    CHECK(to_string(status.error()) ==
          path.string() + ": another process keeps the database locked; wait until it ends and run "
                          "the same command again (database is locked)");
}

TEST_CASE("several processes may create one database at once", "[store]") {
    const TemporaryFolder folder;
    for (const char* const name : {"1.db", "2.db", "3.db", "4.db", "5.db", "6.db"}) {
        const std::filesystem::path path = folder / name;
        std::vector<std::string> errors(8);
        std::latch start(8);
        std::vector<std::jthread> threads;
        threads.reserve(errors.size());
        for (std::string& error : errors) {
            threads.emplace_back([&error, &path, &start] {
                start.arrive_and_wait();
                const Result<Store> store = Store::open(path);
                error = store ? "" : to_string(store.error());
            });
        }
        threads.clear();
        CHECK(errors == std::vector<std::string>(8));
    }
}

TEST_CASE("each kind of SQLite error becomes one line with a remedy", "[store]") {
    const Error full = store_error("r.db", SQLite::Exception("full", SQLITE_FULL));
    CHECK(to_string(full) ==
          "r.db: the disk is full; free some space and run the same command again (full)");
    CHECK(full.kind == ErrorKind::failure);
    CHECK(store_error("r.db", SQLite::Exception("x", SQLITE_IOERR_WRITE)).message ==
          "the disk is full or failed; check it and run the same command again (x)");
    CHECK(store_error("r.db", SQLite::Exception("x", SQLITE_READONLY_DIRECTORY)).message ==
          "the database cannot be written; make the file and its folder writable, or name another "
          "with --db (x)");
    CHECK(store_error("r.db", SQLite::Exception("x", SQLITE_NOTADB)).kind == ErrorKind::usage);
}

} // namespace klp::store_test
