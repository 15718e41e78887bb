// SPDX-License-Identifier: Apache-2.0
//
// The user's stop is remembered for the life of a process, so each case runs in a child.
#include "os/interrupt.hpp"
#include "unit/os/real_process.hpp"

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

using namespace klp;
using End = ProcessResult::End;

namespace {

// Runs `body` in a process group of its own; its exit code.
int in_own_group(const std::function<int()>& body) {
    const pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        _exit(body());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void later(const std::function<void()>& action) {
    std::thread([action] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        action();
    }).detach();
}

} // namespace

TEST_CASE("an interrupt ends the running program and is no end of its own") {
    CHECK(in_own_group([] {
              watch_interrupts();
              later([] { kill(getpid(), SIGTERM); });
              const ProcessResult result = run_shell("sleep 100");
              return result.end == End::interrupted && interrupt_requested() ? 0 : 1;
          }) == 0);
}

TEST_CASE("Ctrl-C reaches the program and its wrapper too, and still is an interrupt") {
    for (int i = 0; i < 10; ++i) {
        CHECK(in_own_group([] {
                  watch_interrupts();
                  later([] { kill(0, SIGINT); }); // as a terminal does: the whole group
                  const ProcessResult result = run_shell("sleep 100");
                  return static_cast<int>(result.end);
              }) == static_cast<int>(End::interrupted));
    }
}

TEST_CASE("after an interrupt nothing runs to its end") {
    CHECK(in_own_group([] {
              watch_interrupts();
              raise(SIGINT);
              return run_shell("sleep 100").end == End::interrupted ? 0 : 1;
          }) == 0);
}

TEST_CASE("a program that ended well before the interrupt was seen is a good result") {
    CHECK(in_own_group([] {
              watch_interrupts();
              const ProcessResult result = run_shell("exit 0");
              raise(SIGINT);
              return result.ok() && describe_end(result) == "exited with status 0" ? 0 : 1;
          }) == 0);
}

TEST_CASE("when klpbench itself is killed no program outlives it") {
    const std::string sleep = "sleep 103." + std::to_string(getpid());
    CHECK(in_own_group([&] {
              later([] { kill(getpid(), SIGKILL); });
              run_shell("setsid " + sleep + " & " + sleep);
              return 0;
          }) == 128 + SIGKILL);
    ProcessResult left;
    for (int i = 0; i < 100; ++i) {
        left = run_shell("pgrep -f '[s]" + sleep.substr(1) + "'");
        if (left.output.empty()) {
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    CHECK(left.output.empty());
}
