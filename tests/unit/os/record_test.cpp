// SPDX-License-Identifier: Apache-2.0
//
// What klpbench-record writes down.
#include "support/fresh_folder.hpp"
#include "unit/os/real_process.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <regex>
#include <thread>
#include <vector>

using namespace klp;

namespace {

namespace fs = std::filesystem;

const fs::path recorder = KLPBENCH_BUILD_DIR "/klpbench-record";

ProcessRequest recorded(const std::string& script, const fs::path& log) {
    ProcessRequest request = shell(script);
    request.record_log = log;
    request.record_phase = "compile";
    request.record_unit = "src/a b.c";
    return request;
}

// FOLDER/NAME is the wrapper in front of a program that only exits with `status`.
void make_shim(const fs::path& folder, const std::string& name, int status) {
    const fs::path real =
        write_to(folder / ("really-" + name), "#!/bin/sh\nexit " + std::to_string(status) + "\n");
    fs::permissions(real, fs::perms::owner_all);
    fs::create_symlink(real, folder / (name + ".real"));
    fs::create_symlink(recorder, folder / name);
}

} // namespace

TEST_CASE("each process leaves one line, however it ends") {
    const TemporaryFolder folder = fresh_folder();
    const fs::path log = folder.path() / "log";
    auto runner = real_runner();
    runner.run(recorded("exit 3", log));
    runner.run(recorded("kill -SEGV $$", log));
    ProcessRequest late = recorded("sleep 100", log);
    late.limit_s = 0.2;
    runner.run(late);

    const std::string figures = "\t[0-9]+\t[0-9]+\t[0-9]+\t[1-9][0-9]*\t";
    const std::string start = "compile\tsrc/a b\\.c" + figures;
    CHECK(std::regex_match(read_file(log).value(),
                           std::regex(start + "3\n" + start + "139\n" + start + "137\n")));
}

TEST_CASE("without a log nothing is written") {
    const TemporaryFolder folder = fresh_folder();
    ProcessRequest request = shell("true");
    request.directory = folder.path();
    auto runner = real_runner();
    CHECK(runner.run(request).ok());
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("CPU time and memory of children that were waited for are the process's") {
    const TemporaryFolder folder = fresh_folder();
    const fs::path log = folder.path() / "log";
    auto runner = real_runner();
    // A child shell that works for a while and one that reads 64 MB in one piece.
    runner.run(recorded("sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; "
                        "dd if=/dev/zero of=/dev/null bs=64M count=1 2>/dev/null",
                        log));
    long long wall_ns = 0;
    long long user_us = 0;
    long long system_us = 0;
    long long peak_kib = 0;
    int status = -1;
    REQUIRE(std::sscanf(read_file(log).value().c_str(),
                        "compile\tsrc/a b.c\t%lld\t%lld\t%lld\t%lld\t%d", &wall_ns, &user_us,
                        &system_us, &peak_kib, &status) == 5);
    CHECK(status == 0);
    CHECK(user_us > 10'000);
    CHECK((user_us + system_us) * 1000 < wall_ns + 20'000'000);
    CHECK(peak_kib > 65536);
    CHECK(peak_kib < 131072);
}

TEST_CASE("lines of concurrent processes do not mix") {
    const TemporaryFolder folder = fresh_folder();
    const fs::path log = folder.path() / "log";
    auto runner = real_runner();
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j) {
                runner.run(recorded("true", log));
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    const std::string text = read_file(log).value();
    const std::regex line("compile\tsrc/a b\\.c(\t[0-9]+){4}\t0\n");
    CHECK(std::distance(std::sregex_iterator(text.begin(), text.end(), line),
                        std::sregex_iterator()) == 40);
    CHECK(std::regex_replace(text, line, "").empty());
}

TEST_CASE("a record that cannot be written is not lost in silence") {
    auto runner = real_runner();
    const ProcessResult full = runner.run(recorded("true", "/dev/full"));
    CHECK_FALSE(full.ok());
    CHECK(full.error_output ==
          "klpbench-record: cannot write /dev/full: No space left on device\n");
    CHECK_FALSE(runner.run(recorded("true", "/no/such/folder/log")).ok());
}

TEST_CASE("under another name the wrapper runs what NAME.real points to, as a phase of LTO") {
    const TemporaryFolder folder = fresh_folder();
    make_shim(folder.path(), "lto1", 0);
    make_shim(folder.path(), "as", 6);
    const std::string bin = folder.path().string();
    const fs::path log = folder.path() / "log";
    ProcessRequest request = shell(bin + "/lto1 -fwpa a.o && " + bin + "/lto1 -fwpa=2 a.o && " +
                                   bin + "/lto1 -fltrans a.o && " + bin + "/as -o x x.s; echo $?");
    request.environment = {{record_log_variable, log.string()}};
    auto runner = real_runner();
    CHECK(runner.run(request).output == "6\n");
    const std::string figures = "\t\t[0-9]+\t[0-9]+\t[0-9]+\t[0-9]+\t";
    CHECK(std::regex_match(read_file(log).value(),
                           std::regex("wpa" + figures + "0\nwpa" + figures + "0\nltrans" + figures +
                                      "0\nltrans-as" + figures + "6\n")));
}

TEST_CASE("wrong usage of the wrapper is exit code 2") {
    for (const char* arguments : {"", "--phase", "--phase x --", "--bogus 1 -- true", "true"}) {
        CAPTURE(arguments);
        CHECK(run_shell(recorder.string() + " " + arguments).status == 2);
    }
}
