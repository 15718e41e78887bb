// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"
#include "store_fixture.hpp"

#include <csignal>
#include <limits>
#include <sys/resource.h>
#include <sys/wait.h>

namespace klp::store_test {
namespace {

int count(const std::filesystem::path& path, const std::string& query) {
    return SQLite::Database(path).execAndGet("SELECT count(*) FROM " + query).getInt();
}

// Adds visits with thousands of rows each until it is killed.
[[noreturn]] void write_for_ever(const std::filesystem::path& path) {
    Result<Store> store = Store::open(path);
    for (int replicate = 0; store && store->add_visit(1,
                                                      [replicate] {
                                                          VisitResult visit =
                                                              small_visit("heap@off", replicate);
                                                          visit.processes.resize(2000);
                                                          return visit;
                                                      }());
         ++replicate) {
    }
    _exit(1);
}

} // namespace

TEST_CASE("resume sets name the stored visits and the cells that failed", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    require_ok(store.add_visit(1, small_visit("heap@off", 2)));
    VisitResult failed = small_visit("ring@off", 0);
    failed.outcome = Outcome::timeout;
    require_ok(store.add_visit(1, failed));

    const std::set<std::pair<std::string, int>> finished{
        {"heap@off", 0}, {"heap@off", 2}, {"ring@off", 0}};
    CHECK(value_of(store.finished_visits(1)) == finished);
    CHECK(value_of(store.failed_cells(1)) == std::set<std::string>{"ring@off"});
    CHECK(value_of(store.finished_visits(2)).empty());
}

TEST_CASE("a visit that is stored already is refused and changes nothing", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = small_store(path);
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    const Status again = store.add_visit(1, small_visit("heap@off", 0));
    REQUIRE_FALSE(again);
    CHECK(to_string(again.error()) ==
          path.string() + ": replicate 0 of heap@off is stored already; let the other klpbench "
                          "that runs this experiment end first");
    CHECK(count(path, "visit") == 1);
    CHECK(count(path, "sample") == 2);
}

TEST_CASE("a visit to a cell that is not in the plan is refused", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    const Status status = store.add_visit(1, small_visit("nothing@off", 0));
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "run 1 has no cell nothing@off; this is a bug in klpbench");
}

TEST_CASE("several visits are stored as a whole or not at all", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = small_store(path);
    std::vector<VisitResult> boots{small_visit("heap@off", 0), small_visit("heap@off", 1),
                                   small_visit("heap@off", 1)};
    REQUIRE_FALSE(store.add_visits(1, boots));
    CHECK(count(path, "visit") == 0);
    CHECK(count(path, "sample") == 0);

    boots.pop_back();
    require_ok(store.add_visits(1, boots));
    require_ok(store.add_visits(1, {}));
    CHECK(count(path, "visit") == 2);
    CHECK(count(path, "sample") == 4);
    CHECK(count(path, "section_size") == 2);
}

TEST_CASE("a cell has the facts of its first replicate", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    std::vector<VisitResult> boots{small_visit("heap@off", 1), small_visit("heap@off", 0)};
    boots[0].facts = {{"initcalls", "of 1"}, {"other", "x"}};
    boots[1].facts = {{"initcalls", hostile + "\n"}};
    require_ok(store.add_visits(1, boots));
    const CellResult cell = value_of(store.load_run(1)).cells.at(0);
    CHECK(cell.facts ==
          std::map<std::string, std::string>{{"initcalls", hostile + "\n"}, {"other", "x"}});

    VisitResult twice = small_visit("heap@on", 0);
    twice.facts = {{"initcalls", "a"}, {"initcalls", "b"}};
    CHECK_FALSE(store.add_visit(1, twice));
    CHECK(value_of(store.finished_visits(1)).size() == 2);
}

TEST_CASE("sections and symbols are kept of replicate 0 only", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = small_store(path);
    require_ok(store.add_visit(1, small_visit("heap@off", 1)));
    CHECK(count(path, "symbol_size") == 0);
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    CHECK(count(path, "section_size") == 2);
    const std::vector<SymbolSize> symbols = value_of(store.symbols(1, "heap@off"));
    REQUIRE(symbols.size() == 3);
    CHECK(symbols[1].symbol == hostile);
    CHECK(symbols[1].kind == "object");
    CHECK(symbols[1].file == hostile);
    CHECK(symbols[2].bytes == 6);
    CHECK(symbols[2].body == -3);
    CHECK(value_of(store.symbols(1, "heap@on")).empty());
}

TEST_CASE("the dumps of replicate 0 come back byte for byte, in their order", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = small_store(path);
    require_ok(store.add_visit(1, small_visit("heap@off", 1)));
    CHECK(count(path, "dump_text") == 0);
    CHECK(value_of(store.dumps(1, "heap@off")).empty());
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    CHECK(count(path, "dump_text") == 1);
    const std::vector<DumpText> dumps = value_of(store.dumps(1, "heap@off"));
    const std::vector<DumpText> stored = small_visit("heap@off", 0).dumps;
    REQUIRE(dumps.size() == stored.size());
    for (std::size_t i = 0; i < dumps.size(); ++i) {
        CHECK(dumps[i].stage == stored[i].stage);
        CHECK(dumps[i].name == stored[i].name);
        CHECK(dumps[i].text == stored[i].text);
        CHECK(dumps[i].apart == stored[i].apart);
    }
    CHECK(value_of(store.load_run(1)).cells.at(0).impact_sizes ==
          std::map<std::uint32_t, std::uint32_t>{{1, 40}, {7, 2}});
}

TEST_CASE("stored dumps that were damaged are an error, not other dumps", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = small_store(path);
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    execute(path, "UPDATE dump_text SET zstd = substr(zstd, 1, 20)");
    const auto dumps = store.dumps(1, "heap@off");
    REQUIRE_FALSE(dumps);
    CHECK(dumps.error().message.starts_with("stored dumps are damaged"));
}

TEST_CASE("a value that is not finite is stored as skipped", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    VisitResult visit = small_visit("heap@off", 0);
    visit.samples = {{"link.cpu_s", std::numeric_limits<double>::quiet_NaN(), ""}};
    require_ok(store.add_visit(1, visit));
    const Series series = value_of(store.load_run(1)).cells.at(0).metrics.at("link.cpu_s");
    CHECK(series.values.empty());
    CHECK(series.skipped == "the measured value is not a finite number");
}

TEST_CASE("a visit that cannot be stored in full is not stored at all", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = small_store(path);
    VisitResult twice = small_visit("heap@off", 0);
    twice.samples.push_back(twice.samples.front());
    CHECK_FALSE(store.add_visit(1, twice));
    CHECK(count(path, "visit") == 0);

    VisitResult large = small_visit("heap@off", 0);
    large.processes.resize(100'000);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit old_limit{};
    getrlimit(RLIMIT_FSIZE, &old_limit);
    const rlimit small_limit{400'000, old_limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small_limit);
    const Status status = store.add_visit(1, large);
    setrlimit(RLIMIT_FSIZE, &old_limit);
    std::signal(SIGXFSZ, old_handler);
    REQUIRE_FALSE(status);
    CHECK(to_string(status.error()) ==
          path.string() + ": the disk is full or failed; check it and run the same command "
                          "again (disk I/O error)");
    CHECK(count(path, "visit") == 0);
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    CHECK(count(path, "visit") == 1);
}

TEST_CASE("kill -9 leaves every visit whole or absent", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    small_store(path);
    const pid_t child = fork();
    if (child == 0) {
        write_for_ever(path);
    }
    Store reader = value_of(Store::open_existing(path));
    for (int tries = 0; tries < 1000 && value_of(reader.finished_visits(1)).size() < 3; ++tries) {
        usleep(5000);
    }
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));

    Store store = value_of(Store::open(path));
    const std::size_t visits = value_of(store.finished_visits(1)).size();
    CHECK(visits >= 3);
    CHECK(count(path, "process") == static_cast<int>(visits) * 2000);
    CHECK(count(path, "command") == static_cast<int>(visits) * 2);
    require_ok(store.add_visit(1, small_visit("heap@off", static_cast<int>(visits))));
}

} // namespace klp::store_test
