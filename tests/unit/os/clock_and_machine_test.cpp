// SPDX-License-Identifier: Apache-2.0
#include "os/clock.hpp"
#include "os/machine.hpp"
#include "support/error_of.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <thread>

using namespace klp;

TEST_CASE("times are written in UTC with whole seconds") {
    CHECK(iso_time(0) == "1970-01-01T00:00:00Z");
    CHECK(iso_time(1795352400.75) == "2026-11-22T13:00:00Z");
    CHECK(iso_time(951782400) == "2000-02-29T00:00:00Z");
}

TEST_CASE("both clocks go forward by seconds") {
    const double monotonic = monotonic_now();
    const double epoch = epoch_now();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK(monotonic_now() - monotonic >= 0.02);
    CHECK(epoch_now() > epoch);
    CHECK(epoch > 1.6e9); // after 2020
}

TEST_CASE("the machine says what it is") {
    const MachineFacts facts = machine_facts();
    CHECK_FALSE(facts.architecture.empty());
    CHECK(facts.kernel.starts_with("Linux "));
    CHECK(facts.memory_bytes > 64 << 20);
    CHECK(facts.os.find('"') == std::string::npos);
    const std::vector<int> cpus = allowed_cpus();
    CHECK_FALSE(cpus.empty());
    CHECK(std::is_sorted(cpus.begin(), cpus.end()));
}

TEST_CASE("the first line of a file") {
    const TemporaryFolder folder = fresh_folder();
    CHECK(first_line(write_to(folder.path() / "a", "one\ntwo\n")) == "one");
    CHECK(first_line(write_to(folder.path() / "b", "one")) == "one");
    CHECK(first_line(write_to(folder.path() / "c", "")) == std::nullopt);
    CHECK(first_line(folder.path() / "none") == std::nullopt);
}

TEST_CASE("free space of a folder, and of none") {
    CHECK(free_bytes("/").value() > 0);
    CHECK(error_of(free_bytes("/no/such/folder")).message ==
          "/no/such/folder: No such file or directory");
}
