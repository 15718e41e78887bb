// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace klp {

/// From now on SIGINT and SIGTERM ask for an orderly stop instead of ending the process.
void watch_interrupts();

/// True once the user asked to stop.
bool interrupt_requested();

/// Readable once the user asked to stop, for poll(2); -1 before watch_interrupts().
int interrupt_fd();

} // namespace klp
