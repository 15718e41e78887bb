// SPDX-License-Identifier: Apache-2.0
#include "os/interrupt.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>

namespace klp {
namespace {

// A signal handler can reach nothing but globals; these two are written once and only grow up.
volatile std::sig_atomic_t requested = 0;
int event = -1;

void on_signal(int) {
    requested = 1;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(event, &one, sizeof one);
}

} // namespace

void watch_interrupts() {
    event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool interrupt_requested() {
    return requested != 0;
}

int interrupt_fd() {
    return event;
}

} // namespace klp
