// SPDX-License-Identifier: Apache-2.0
#include "cli/watch_build.hpp"

#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <condition_variable>
#include <mutex>

using namespace klp;

TEST_CASE("the last whole line of a log says what a build has got to") {
    CHECK(last_process("").empty());
    CHECK(last_process("compile\tmm/sla").empty());
    CHECK(last_process("compile\tmm/slab.c\t1\t2\t3\t4\t0\n") ==
          "compile of mm/slab.c, process 1, of");
    CHECK(last_process("compile\ta.c\t1\t2\t3\t4\t0\nltrans\t\t1\t2\t3\t4\t0\ncompile\tcut") ==
          "ltrans, process 2, of");
    CHECK(last_process("\n") == ", process 1, of");
}

TEST_CASE("a watched build is told of until the watch ends") {
    const TemporaryFolder folder = fresh_folder();
    const auto log = write_to(folder.path() / "log", "compile\ta.c\t1\t2\t3\t4\t0\n");
    std::mutex mutex;
    std::condition_variable told;
    std::string last;
    {
        const BuildWatch watch(log, [&](const std::string& what) {
            const std::lock_guard lock(mutex);
            last = what;
            told.notify_one();
        });
        std::unique_lock lock(mutex);
        told.wait(lock, [&last] { return !last.empty(); });
    }
    CHECK(last == "compile of a.c, process 1, of");
}
