// SPDX-License-Identifier: Apache-2.0
#include "echo.hpp"

#include <sys/wait.h>

#include <csignal>

namespace kbench {
namespace {

[[noreturn]] void echo(int in, int out) {
    char byte = 0;
    while (read(in, &byte, 1) == 1 && write(out, &byte, 1) == 1) {
    }
    _exit(1);
}

} // namespace

EchoProcess::EchoProcess(Descriptor in, Descriptor out, std::span<const int> ours)
    : m_child(fork()) {
    if (m_child == 0) {
        for (const int fd : ours) {
            close(fd);
        }
        echo(in.get(), out.get());
    }
}

EchoProcess::~EchoProcess() {
    if (m_child > 0) {
        kill(m_child, SIGKILL);
        waitpid(m_child, nullptr, 0);
    }
}

void ping_pong(benchmark::State& state, int in, int out) {
    char sent = 0;
    for (auto _ : state) {
        ++sent;
        char got = 0;
        if (write(out, &sent, 1) != 1) {
            return give_up(state, "write");
        }
        if (const ssize_t bytes = read(in, &got, 1); bytes != 1) {
            return bytes == 0 ? wrong(state, "the other side has gone") : give_up(state, "read");
        }
        if (got != sent) {
            return wrong(state, "another byte came back");
        }
    }
}

} // namespace kbench
