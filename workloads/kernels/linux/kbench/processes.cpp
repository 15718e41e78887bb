// SPDX-License-Identifier: Apache-2.0
//
// Processes and signals.
#include "kbench.hpp"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace kbench {
namespace {

/// The shortest system call.
void getppid_call(benchmark::State& state) {
    for (auto _ : state) {
        if (syscall(SYS_getppid) != 0) { // we are process 1
            return wrong(state, "getppid of process 1 is not 0");
        }
    }
}

bool ended_well(benchmark::State& state, pid_t child) {
    int status = 0;
    if (waitpid(child, &status, 0) != child) {
        give_up(state, "waitpid");
        return false;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        wrong(state, "the child did not exit with 0");
        return false;
    }
    return true;
}

/// A child that ends at once, and the wait for it.
void fork_wait(benchmark::State& state) {
    for (auto _ : state) {
        const pid_t child = fork();
        if (child == 0) {
            _exit(0);
        }
        if (child < 0) {
            return give_up(state, "fork");
        }
        if (!ended_well(state, child)) {
            return;
        }
    }
}

/// A child that executes a program of a few instructions, and the wait for it.
void vfork_exec(benchmark::State& state) {
    std::array<char, 6> name{"/init"};
    std::array<char, 5> word{"exit"};
    const std::array<char*, 3> argv{name.data(), word.data(), nullptr};
    const std::array<char*, 1> environment{nullptr};
    for (auto _ : state) {
        // The reason for fork's faster sister is that nothing is copied, which is what is measured.
        const pid_t child = vfork(); // NOLINT(clang-analyzer-security.insecureAPI.vfork)
        if (child == 0) {
            execve(short_program, argv.data(), environment.data());
            _exit(errno);
        }
        if (child < 0) {
            return give_up(state, "vfork");
        }
        if (!ended_well(state, child)) {
            return;
        }
    }
}

volatile std::sig_atomic_t signals = 0;

void count_signal(int) {
    signals = signals + 1;
}

/// A signal to ourselves, its handler and the return from it.
void signal_self(benchmark::State& state) {
    struct sigaction ours {};
    struct sigaction before {};
    ours.sa_handler = count_signal;
    if (sigaction(SIGUSR1, &ours, &before) != 0) {
        return give_up(state, "sigaction");
    }
    const pid_t self = getpid();
    signals = 0;
    std::sig_atomic_t sent = 0;
    for (auto _ : state) {
        if (kill(self, SIGUSR1) != 0) {
            give_up(state, "kill");
            break;
        }
        if (signals != ++sent) {
            wrong(state, "a signal was not delivered at once");
            break;
        }
    }
    sigaction(SIGUSR1, &before, nullptr);
}

constexpr std::array entries{
    Entry{"getppid", getppid_call},
    Entry{"fork_wait", fork_wait},
    Entry{"vfork_exec", vfork_exec},
    Entry{"signal", signal_self},
};

} // namespace

std::span<const Entry> process_benchmarks() {
    return entries;
}

} // namespace kbench
