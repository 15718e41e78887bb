// SPDX-License-Identifier: Apache-2.0
//
// Pipes, and the switch from one thread or process to another and back. There is one processor:
// every answer needs two context switches.
#include "echo.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>

#include <array>
#include <atomic>
#include <thread>

namespace kbench {
namespace {

/// A byte into a pipe and out of it again, by one thread.
void pipe_write_read(benchmark::State& state) {
    const Pipe ends = Pipe::make();
    if (!ends.read.ok()) {
        return give_up(state, "pipe");
    }
    char byte = 0;
    for (auto _ : state) {
        if (write(ends.write.get(), &byte, 1) != 1) {
            return give_up(state, "write");
        }
        if (read(ends.read.get(), &byte, 1) != 1) {
            return give_up(state, "read");
        }
    }
}

/// A byte to another process and back.
void pipe_pingpong(benchmark::State& state) {
    Pipe there = Pipe::make();
    Pipe back = Pipe::make();
    if (!there.read.ok() || !back.read.ok()) {
        return give_up(state, "pipe");
    }
    const std::array ours{there.write.get(), back.read.get()};
    const EchoProcess peer(std::move(there.read), std::move(back.write), ours);
    if (!peer.ok()) {
        return give_up(state, "fork");
    }
    ping_pong(state, back.read.get(), there.write.get());
}

/// A byte to another thread of this process and back: a switch that leaves the address space.
void switch_pipe(benchmark::State& state) {
    Pipe there = Pipe::make();
    Pipe back = Pipe::make();
    if (!there.read.ok() || !back.read.ok()) {
        return give_up(state, "pipe");
    }
    std::thread peer([&there, &back] {
        char byte = 0;
        while (read(there.read.get(), &byte, 1) == 1 && write(back.write.get(), &byte, 1) == 1) {
        }
        back.write.reset();
    });
    ping_pong(state, back.read.get(), there.write.get());
    there.write.reset();
    peer.join();
}

enum Turn : int { main_thread, other_thread, nobody };

long futex(std::atomic<int>& word, int operation, int value) {
    return syscall(SYS_futex, &word, operation | FUTEX_PRIVATE_FLAG, value, nullptr, nullptr, 0);
}

/// The name of the call that failed; null when it is our turn again, or nobody's.
const char* hand_over(std::atomic<int>& turn, Turn to, Turn us) {
    turn.store(to);
    if (futex(turn, FUTEX_WAKE, 1) < 0) {
        return "futex(FUTEX_WAKE)";
    }
    while (turn.load() == to && to != us) {
        if (futex(turn, FUTEX_WAIT, to) != 0 && errno != EAGAIN && errno != EINTR) {
            return "futex(FUTEX_WAIT)";
        }
    }
    return nullptr;
}

/// A futex handed to another thread and back.
void switch_futex(benchmark::State& state) {
    std::atomic<int> turn = main_thread;
    if (futex(turn, FUTEX_WAKE, 1) < 0) {
        return give_up(state, "futex(FUTEX_WAKE)");
    }
    std::thread peer([&turn] {
        while (turn.load() == main_thread && futex(turn, FUTEX_WAIT, main_thread) <= 0) {
        }
        while (turn.load() == other_thread &&
               hand_over(turn, main_thread, other_thread) == nullptr) {
        }
    });
    for (auto _ : state) {
        if (const char* failed = hand_over(turn, other_thread, main_thread)) {
            give_up(state, failed);
            break;
        }
    }
    turn.store(nobody);
    futex(turn, FUTEX_WAKE, 1);
    peer.join();
}

constexpr std::array entries{
    Entry{"pipe_write_read", pipe_write_read},
    Entry{"pipe_pingpong", pipe_pingpong},
    Entry{"switch_pipe", switch_pipe},
    Entry{"switch_futex", switch_futex},
};

} // namespace

std::span<const Entry> switch_benchmarks() {
    return entries;
}

} // namespace kbench
