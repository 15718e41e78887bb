// SPDX-License-Identifier: Apache-2.0
#include "guest.hpp"

#include "kbench.hpp"

#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

namespace kbench {

void set_up_guest() {
    struct Mount {
        const char* type;
        const char* place;
    };
    for (const Mount& one : {Mount{"proc", "/proc"}, Mount{"sysfs", "/sys"},
                             Mount{"devtmpfs", "/dev"}, Mount{"tmpfs", scratch}}) {
        mkdir(one.place, 0755);
        mount(one.type, one.place, one.type, 0, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN); // a peer that has gone is an error of a call
}

void end_guest() {
    sync();
    reboot(RB_AUTOBOOT);
    _exit(1); // not reached as process 1; if it is, the kernel panics, which is seen
}

} // namespace kbench
