// SPDX-License-Identifier: Apache-2.0
//
// klpbench-record: stands in front of one process, ends it with all its descendants when asked
// to, and appends what it cost to a log.
//
//   klpbench-record --phase P [--unit U] [--log FILE] -- COMMAND [ARGUMENT...]
//       runs COMMAND as a guard: it adopts orphaned descendants, and on SIGTERM, or when its own
//       parent dies, it kills every descendant before it ends.
//   DIR/lto1 (a symbolic link to klpbench-record, next to DIR/lto1.real)
//       runs the program that DIR/lto1.real points to. The compiler driver finds it by -B DIR and
//       the log by $KLPBENCH_RECORD_LOG: so the phases inside an LTO link are seen.
//
// The line of the log is described in record.cpp.
#include "recorder/record.hpp"

#include <sys/auxv.h>

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

using klp::recorder::Job;

namespace {

constexpr int exit_usage = 2;
constexpr const char* log_variable = "KLPBENCH_RECORD_LOG";

int usage() {
    std::fprintf(stderr, "usage: klpbench-record --phase P [--unit U] [--log FILE] -- COMMAND "
                         "[ARGUMENT...]\n");
    return exit_usage;
}

// -fwpa, or -fwpa=N and -fwpa=jobserver when several LTRANS jobs are to follow.
bool runs_wpa(char** argv) {
    for (; *argv != nullptr; ++argv) {
        if (std::strcmp(*argv, "-fwpa") == 0 || std::strncmp(*argv, "-fwpa=", 6) == 0) {
            return true;
        }
    }
    return false;
}

// Called under another program's name: the real one is where NAME.real points.
int run_as_shim(const char* self, const char* name, char** argv) {
    static char link[4096];
    static char real[4096];
    std::snprintf(link, sizeof link, "%.4000s.real", self);
    const ssize_t size = readlink(link, real, sizeof real - 1);
    if (size <= 0) {
        std::fprintf(stderr, "klpbench-record: %s: %s\n", link, std::strerror(errno));
        return klp::recorder::exit_not_started;
    }
    Job job;
    job.phase = runs_wpa(argv)                   ? "wpa"
                : std::strcmp(name, "as") == 0   ? "ltrans-as"
                : std::strcmp(name, "lto1") == 0 ? "ltrans"
                                                 : name;
    job.log = std::getenv(log_variable);
    job.program = real;
    job.argv = argv;
    return klp::recorder::run(job);
}

int run_as_guard(int argc, char** argv) {
    Job job;
    job.guard = true;
    int i = 1;
    for (; i + 1 < argc && std::strcmp(argv[i], "--") != 0; i += 2) {
        if (std::strcmp(argv[i], "--phase") == 0) {
            job.phase = argv[i + 1];
        } else if (std::strcmp(argv[i], "--unit") == 0) {
            job.unit = argv[i + 1];
        } else if (std::strcmp(argv[i], "--log") == 0) {
            job.log = argv[i + 1];
        } else {
            return usage();
        }
    }
    if (i + 1 >= argc || std::strcmp(argv[i], "--") != 0) {
        return usage();
    }
    job.argv = argv + i + 1;
    job.program = job.argv[0];
    return klp::recorder::run(job);
}

} // namespace

int main(int argc, char** argv) {
    // The auxiliary vector hands addresses over as integers.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    const auto* self = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
    const char* slash = std::strrchr(self, '/');
    const char* name = slash == nullptr ? self : slash + 1;
    if (std::strcmp(name, "klpbench-record") != 0) {
        return run_as_shim(self, name, argv);
    }
    return run_as_guard(argc, argv);
}
