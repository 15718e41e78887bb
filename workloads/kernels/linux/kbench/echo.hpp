// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "descriptor.hpp"
#include "kbench.hpp"

#include <sys/types.h>

namespace kbench {

/// A child process that writes every byte it reads back, until it goes.
class EchoProcess {
public:
    /// Takes the child's ends: they are closed here, so that the death of the child is an end of
    /// file and not a wait for ever. `ours` are closed in the child.
    EchoProcess(Descriptor in, Descriptor out, std::span<const int> ours);
    EchoProcess(const EchoProcess&) = delete;
    EchoProcess& operator=(const EchoProcess&) = delete;
    ~EchoProcess();

    [[nodiscard]] bool ok() const { return m_child > 0; }

private:
    pid_t m_child;
};

/// One iteration: one byte to the other side and back.
void ping_pong(benchmark::State& state, int in, int out);

} // namespace kbench
