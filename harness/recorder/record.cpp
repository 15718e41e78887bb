// SPDX-License-Identifier: Apache-2.0
//
// A log line: phase TAB unit TAB wall_ns TAB user_us TAB system_us TAB peak_rss_kib TAB status,
// status as the shell writes it. It is written by one write(2) to a file opened for appending, so
// lines of concurrent processes do not mix.
#include "recorder/record.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace klp::recorder {
namespace {

// Kills every descendant. Children of a killed child are adopted by this process (it is a
// subreaper), so killing and reaping direct children until there are none ends them all.
void kill_descendants() {
    char path[64];
    std::snprintf(path, sizeof path, "/proc/self/task/%d/children", static_cast<int>(getpid()));
    for (;;) {
        if (std::FILE* children = std::fopen(path, "re")) {
            int child = 0;
            while (std::fscanf(children, "%d", &child) == 1) {
                kill(child, SIGKILL);
            }
            std::fclose(children);
        }
        if (wait(nullptr) < 0 && errno == ECHILD) {
            return;
        }
    }
}

long long nanoseconds_now() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<long long>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

long long microseconds(const timeval& time) {
    return static_cast<long long>(time.tv_sec) * 1'000'000 + time.tv_usec;
}

// False when the record could not be written: the process must then fail, or its cost would be
// missing from a sum without anyone knowing.
bool append_record(const Job& job, long long wall_ns, const rusage& usage, int status) {
    if (job.log == nullptr || *job.log == '\0') {
        return true;
    }
    char line[4096];
    const int size =
        std::snprintf(line, sizeof line, "%.200s\t%.3000s\t%lld\t%lld\t%lld\t%ld\t%d\n", job.phase,
                      job.unit, wall_ns, microseconds(usage.ru_utime), microseconds(usage.ru_stime),
                      usage.ru_maxrss, status);
    const int log = open(job.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const ssize_t written = log < 0 ? -1 : write(log, line, static_cast<size_t>(size));
    if (written != size) {
        std::fprintf(stderr, "klpbench-record: cannot write %s: %s\n", job.log,
                     std::strerror(written < 0 ? errno : ENOSPC));
    }
    if (log >= 0) {
        close(log);
    }
    return written == size;
}

// Dies of the same signal as the child, so that the parent sees what really happened.
[[noreturn]] void end_by_signal(int signal_number) {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    signal(signal_number, SIG_DFL);
    sigset_t unblocked;
    sigemptyset(&unblocked);
    sigprocmask(SIG_SETMASK, &unblocked, nullptr);
    raise(signal_number);
    _exit(128 + signal_number);
}

// The signals that a waiting process looks at; blocked, so that none is missed between two looks.
sigset_t awaited_signals(bool guard) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    if (guard) {
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
    }
    return signals;
}

// Waits for `child`; adopted orphans that end meanwhile are reaped on the way. When asked to stop,
// kills everything and says SIGKILL.
int wait_for(pid_t child, const sigset_t& signals, rusage& usage) {
    for (;;) {
        int status = 0;
        const pid_t ended = wait4(-1, &status, WNOHANG, &usage);
        if (ended == child) {
            return status;
        }
        if (ended > 0) {
            continue;
        }
        const int received = sigwaitinfo(&signals, nullptr);
        if (received == SIGTERM || received == SIGINT) {
            kill_descendants();
            getrusage(RUSAGE_CHILDREN, &usage);
            return SIGKILL;
        }
    }
}

} // namespace

int run(const Job& job) {
    const pid_t parent = getppid();
    const sigset_t signals = awaited_signals(job.guard);
    sigset_t inherited;
    sigprocmask(SIG_BLOCK, &signals, &inherited);
    if (job.guard) {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != parent) {
            return 128 + SIGTERM;
        }
    }
    const long long start = nanoseconds_now();
    const pid_t child = fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, &inherited, nullptr);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execvp(job.program, job.argv);
        std::fprintf(stderr, "klpbench-record: cannot run %s: %s\n", job.program,
                     std::strerror(errno));
        _exit(exit_not_started);
    }
    if (child < 0) {
        std::fprintf(stderr, "klpbench-record: fork: %s\n", std::strerror(errno));
        return exit_not_started;
    }
    rusage usage{};
    const int status = wait_for(child, signals, usage);
    const long long wall = nanoseconds_now() - start;
    if (job.guard) {
        kill_descendants();
    }
    const int shell_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    const bool recorded = append_record(job, wall, usage, shell_status);
    if (WIFSIGNALED(status)) {
        end_by_signal(WTERMSIG(status));
    }
    return recorded || shell_status != 0 ? shell_status : exit_not_recorded;
}

} // namespace klp::recorder
