// SPDX-License-Identifier: Apache-2.0
//
// What happens to the descendants of a program, and to a program that prints or runs without end.
#include "os/clock.hpp"
#include "unit/os/real_process.hpp"

#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <unistd.h>

#include <string>

using namespace klp;
using End = ProcessResult::End;

namespace {

// A command that no other process runs, and that outlasts every test.
std::string sleeper(int seconds) {
    return "sleep " + std::to_string(seconds) + "." + std::to_string(getpid());
}

// The processes that run `command`. The pattern does not match itself.
std::string alive(const std::string& command) {
    ProcessRequest request;
    request.argv = {"pgrep", "-f", "[" + command.substr(0, 1) + "]" + command.substr(1)};
    auto runner = real_runner();
    return runner.run(request).output;
}

} // namespace

TEST_CASE("at its limit a program is ended with all its children, setsid or not") {
    const std::string sleep = sleeper(101);
    // A child, a child in a session of its own, and an orphan that ignores SIGTERM.
    ProcessRequest request =
        shell(sleep + " & setsid " + sleep + " & (setsid sh -c 'trap \"\" TERM; " + sleep +
              " & wait' &); echo started; " + sleep);
    request.limit_s = 0.5;
    auto runner = real_runner();
    const ProcessResult result = runner.run(request);
    CHECK(result.end == End::timed_out);
    CHECK(result.output == "started\n");
    CHECK(result.wall_s >= 0.5);
    CHECK(result.wall_s < 9); // the wrapper ended them; it was not itself killed after its grace
    CHECK(describe_end(result) == "was ended at its time limit with all its children");
    CHECK(alive(sleep).empty());
}

TEST_CASE("a background child neither holds up the end nor outlives it") {
    const std::string sleep = sleeper(102);
    const ProcessResult result = run_shell("setsid " + sleep + " & echo done; exit 3");
    CHECK(result.end == End::exited);
    CHECK(result.status == 3);
    CHECK(result.output == "done\n");
    CHECK(result.wall_s < 30);
    CHECK(alive(sleep).empty());
}

TEST_CASE("a program that closes its outputs is waited for") {
    const ProcessResult result = run_shell("exec >&- 2>&-; sleep 0.3; exit 4");
    CHECK(result.end == End::exited);
    CHECK(result.status == 4);
    CHECK(result.wall_s >= 0.3);
}

TEST_CASE("100 MB of output are read, and a bounded part is kept") {
    ProcessRequest request = shell("echo first; head -c 100000000 /dev/zero | tr '\\0' 'x'; echo; "
                                   "echo last; head -c 100000000 /dev/zero >&2; exit 5");
    request.keep_output = 65536;
    rusage before{};
    getrusage(RUSAGE_SELF, &before);
    auto runner = real_runner();
    const ProcessResult result = runner.run(request);
    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    CHECK(result.end == End::exited);
    CHECK(result.status == 5);
    CHECK(result.output.size() < 65536 + 100);
    CHECK(result.output.starts_with("first\nxxx"));
    CHECK(result.output.ends_with("xxx\nlast\n"));
    CHECK(result.output.find("\n[... 99934476 bytes left out ...]\n") != std::string::npos);
    CHECK(result.error_output.size() < 65536 + 100);
    CHECK(after.ru_maxrss - before.ru_maxrss < 10240); // KiB
}

TEST_CASE("a program that prints without end is ended at its limit") {
    ProcessRequest request = shell("yes & yes & cat /dev/zero >&2");
    request.limit_s = 0.5;
    auto runner = real_runner();
    const ProcessResult result = runner.run(request);
    CHECK(result.end == End::timed_out);
    CHECK(result.wall_s < 9);
    CHECK(result.output.starts_with("y\ny\n"));
}

TEST_CASE("a program that ignores SIGTERM is ended at its limit") {
    ProcessRequest request = shell("trap '' TERM INT; while :; do :; done");
    request.limit_s = 0.3;
    auto runner = real_runner();
    const ProcessResult result = runner.run(request);
    CHECK(result.end == End::timed_out);
    CHECK(result.wall_s < 9);
}

TEST_CASE("a program that stops itself is ended at its limit") {
    ProcessRequest request = shell("kill -STOP $$");
    request.limit_s = 0.3;
    auto runner = real_runner();
    CHECK(runner.run(request).end == End::timed_out);
}
