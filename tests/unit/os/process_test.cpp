// SPDX-License-Identifier: Apache-2.0
//
// How the system's process runner starts programs and what it says of their end.
#include "os/machine.hpp"
#include "support/fresh_folder.hpp"
#include "unit/os/real_process.hpp"

#include <catch2/catch.hpp>

#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

using namespace klp;
using End = ProcessResult::End;

TEST_CASE("a program's exit code and outputs come back") {
    const ProcessResult result = run_shell("echo out; echo err >&2; exit 7");
    CHECK(result.end == End::exited);
    CHECK(result.status == 7);
    CHECK(result.output == "out\n");
    CHECK(result.error_output == "err\n");
    CHECK_FALSE(result.ok());
    CHECK(describe_end(result) == "exited with status 7");

    CHECK(run_shell("exit 0").ok());
    CHECK(run_shell("exit 255").status == 255);
}

TEST_CASE("a program killed by a signal says which") {
    for (const int number : {SIGSEGV, SIGKILL, SIGTERM, SIGABRT}) {
        CAPTURE(number);
        const ProcessResult result = run_shell("kill -" + std::to_string(number) + " $$");
        CHECK(result.end == End::signalled);
        CHECK(result.status == number);
        CHECK_FALSE(result.ok());
    }
    CHECK(describe_end(run_shell("kill -SEGV $$")) ==
          "was killed by signal 11 (Segmentation fault)");
}

TEST_CASE("a program that does not exist fails with the reason") {
    ProcessRequest request;
    request.argv = {"/no/such/compiler", "-c"};
    auto runner = real_runner();
    const ProcessResult result = runner.run(request);
    CHECK(result.end == End::exited);
    CHECK(result.status == 127);
    CHECK(result.error_output ==
          "klpbench-record: cannot run /no/such/compiler: No such file or directory\n");
}

TEST_CASE("without its wrapper nothing is started") {
    SystemProcessRunner runner("/no/such/klpbench-record");
    const ProcessResult result = runner.run(shell("true"));
    CHECK(result.end == End::not_started);
    CHECK(result.error_output == "cannot run /no/such/klpbench-record: No such file or directory");
}

TEST_CASE("arguments reach the program as they are") {
    ProcessRequest request;
    request.argv = {"printf", "[%s]", "", "a b", "$HOME", "*", "--", "\n", "--log"};
    auto runner = real_runner();
    CHECK(runner.run(request).output == "[][a b][$HOME][*][--][\n][--log]");
}

TEST_CASE("the environment is ours with the request's on top") {
    ProcessRequest request = shell("echo \"$LC_ALL,$KLP_TEST_OWN,$KLP_TEST_NEW\"");
    request.environment = {{"LC_ALL", "C"}, {"KLP_TEST_NEW", "a=b c"}};
    setenv("KLP_TEST_OWN", "own", 1);
    auto runner = real_runner();
    CHECK(runner.run(request).output == "C,own,a=b c\n");
    unsetenv("KLP_TEST_OWN");
}

TEST_CASE("a program runs in its working directory") {
    const TemporaryFolder folder = fresh_folder();
    ProcessRequest request = shell("pwd -P");
    request.directory = folder.path();
    auto runner = real_runner();
    CHECK(runner.run(request).output == std::filesystem::canonical(folder.path()).string() + "\n");
}

TEST_CASE("a working directory that is gone is not replaced by another") {
    ProcessRequest request = shell("echo ran anyway");
    request.directory = "/no/such/folder";
    auto runner = real_runner();
    const ProcessResult result = runner.run(request);
    CHECK(result.end == End::not_started);
    CHECK(result.output.empty());
    CHECK(result.error_output == "cannot run in /no/such/folder: No such file or directory");
}

TEST_CASE("a program has no standard input, whatever ours is") {
    CHECK(run_shell("readlink /proc/self/fd/0").output == "/dev/null\n");
}

TEST_CASE("without free descriptors nothing is started") {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const rlimit none{3, limit.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    const ProcessResult result = run_shell("true");
    setrlimit(RLIMIT_NOFILE, &limit);
    CHECK(result.end == End::not_started);
    CHECK(result.error_output == "cannot make a pipe: Too many open files");
}

TEST_CASE("a program stays on the processor it is given") {
    auto runner = real_runner();
    for (const int cpu : allowed_cpus()) {
        CAPTURE(cpu);
        ProcessRequest request = shell("grep Cpus_allowed_list /proc/self/status");
        request.cpu = cpu;
        CHECK(runner.run(request).output == "Cpus_allowed_list:\t" + std::to_string(cpu) + "\n");
    }
}

TEST_CASE("wall time is the program's") {
    const ProcessResult result = run_shell("sleep 0.2");
    CHECK(result.wall_s >= 0.2);
    CHECK(result.wall_s < 30);
}
