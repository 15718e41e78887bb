// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kbench {

/// Mounts what the benchmarks need. What the kernel does not have is left out: the benchmark that
/// needs it says so.
void set_up_guest();

/// Ends the machine by a reboot, which the virtual machine is told to take for its end.
[[noreturn]] void end_guest();

} // namespace kbench
