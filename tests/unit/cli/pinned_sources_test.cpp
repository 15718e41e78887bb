// SPDX-License-Identifier: Apache-2.0
#include "cli/pinned_sources.hpp"

#include "config/load_workload.hpp"
#include "unit/config/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace klp;
namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// A suite beside what suites share, a database, and the beginning of a series in it.
struct Setting {
    ScratchFolder folder;
    Workload workload;
    Store store;
    NightStore nights{store};
    std::int64_t series = 0;

    Setting() : workload(make_workload()), store(*Store::open(database())) {
        NightSeries begun;
        begun.experiment = "x";
        series = *nights.begin_series(begun);
    }

    [[nodiscard]] fs::path database() const { return folder.path() / "r.db"; }
    [[nodiscard]] fs::path kept(const std::string& night) const {
        return folder.path() / "r.db.nightly" / std::to_string(series) / night / "ring" / "ring";
    }
    [[nodiscard]] PinnedSources sources() { return {nights, database(), series}; }

private:
    Workload make_workload() const {
        folder.write("suites/ring/workload.toml", R"(name = "ring"
kind = "suite"
sources = ["a.c", "deep/b.c"]
driver = "driver.cpp"
)");
        folder.write("suites/ring/a.c", "int a;\n");
        folder.write("suites/ring/deep/b.c", "int b;\n");
        folder.write("suites/ring/driver.cpp", "#include \"../support/suite.hpp\"\n");
        folder.write("suites/support/suite.hpp", "// shared\n");
        return *load_workload(folder.path() / "suites/ring");
    }
};

} // namespace

TEST_CASE("sources are kept as they were, and loaded as a pinned workload of the same name") {
    Setting setting;
    PinnedSources sources = setting.sources();
    REQUIRE(sources.save(setting.workload, 0));
    setting.folder.write("suites/ring/deep/b.c", "int c;\n");
    REQUIRE(sources.save(setting.workload, 0)); // once is enough: the first counts
    REQUIRE(sources.save(setting.workload, 7));

    const auto first = sources.load(setting.workload, 0);
    REQUIRE(first);
    CHECK(first->pinned);
    CHECK(first->name == "ring");
    CHECK(first->folder == setting.kept("begin"));
    CHECK(contents(first->folder / "deep/b.c") == "int b;\n");
    CHECK(first->content_hash == setting.workload.content_hash);
    const auto later = sources.load(setting.workload, 7);
    REQUIRE(later);
    CHECK(contents(later->folder / "deep/b.c") == "int c;\n");
    CHECK(later->folder == setting.kept("night-7"));
    // What suites share is tonight's, for both.
    CHECK(contents(first->folder / "../support/suite.hpp") == "// shared\n");
}

TEST_CASE("sources that were changed or are gone end the night with what to do") {
    Setting setting;
    PinnedSources sources = setting.sources();
    REQUIRE(sources.save(setting.workload, 0));
    std::ofstream(setting.kept("begin") / "a.c") << "int other;\n";
    const auto changed = sources.load(setting.workload, 0);
    REQUIRE_FALSE(changed);
    CHECK(changed.error().kind == ErrorKind::failure);
    CHECK(changed.error().message ==
          setting.kept("begin").string() +
              ": the pinned sources of ring are changed since they were kept: restore them from a "
              "backup, or begin a new series with klpbench nightly EXP --new-series");
    fs::remove_all(setting.kept("begin"));
    CHECK(sources.load(setting.workload, 0).error().message.find("are gone since") !=
          std::string::npos);
    CHECK_FALSE(sources.load(setting.workload, 99));
}

TEST_CASE("a copy that a killed klpbench left is made anew") {
    Setting setting;
    PinnedSources sources = setting.sources();
    fs::create_directories(setting.kept("begin"));
    std::ofstream(setting.kept("begin") / "half") << "x";
    REQUIRE(sources.save(setting.workload, 0));
    CHECK_FALSE(fs::exists(setting.kept("begin") / "half"));
    CHECK(sources.load(setting.workload, 0));
}
