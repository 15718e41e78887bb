// SPDX-License-Identifier: Apache-2.0
//
// Boost.Process starts the child; one poll loop reads its output, watches its end (pidfd), its
// limit and the user's interrupt. The child is always the recording wrapper, which owns the rest
// of the process tree.
#include "os/process.hpp"

#include "os/bounded_text.hpp"
#include "os/clock.hpp"
#include "os/interrupt.hpp"

#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/env.hpp>
#include <boost/process/environment.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/posix.hpp>
#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace klp {
namespace {

namespace bp = boost::process;

// How long the wrapper may take to end its descendants before it is killed itself.
constexpr double grace_s = 10.0;

class Pipe {
public:
    Pipe() {
        std::array<int, 2> ends{-1, -1};
        if (pipe2(ends.data(), O_CLOEXEC) == 0) {
            m_read = ends[0];
            m_write = ends[1];
            fcntl(m_read, F_SETFL, O_NONBLOCK);
        }
    }
    ~Pipe() {
        close_write();
        if (m_read >= 0) {
            close(m_read);
        }
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int read_end() const { return m_read; }
    [[nodiscard]] int write_end() const { return m_write; }
    void close_write() {
        if (m_write >= 0) {
            close(m_write);
            m_write = -1;
        }
    }

    // Moves what is there into `text`, at most what a pipe can hold: a program that prints faster
    // than we read must not keep us from its limit. False at the end of the stream.
    bool drain(BoundedText& text) const {
        constexpr int most_chunks = 16;
        std::array<char, 65536> chunk{};
        for (int i = 0; i < most_chunks; ++i) {
            const ssize_t size = read(m_read, chunk.data(), chunk.size());
            if (size > 0) {
                text.append({chunk.data(), static_cast<std::size_t>(size)});
            } else if (size < 0 && errno == EINTR) {
                continue;
            } else {
                return size < 0 && errno == EAGAIN;
            }
        }
        return true;
    }

private:
    int m_read = -1;
    int m_write = -1;
};

struct FileDescriptor {
    int value;
    explicit FileDescriptor(int fd) : value(fd) {}
    ~FileDescriptor() {
        if (value >= 0) {
            close(value);
        }
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
};

std::vector<std::string> wrapped_argv(const std::filesystem::path& recorder,
                                      const ProcessRequest& request) {
    std::vector<std::string> argv{recorder.string(), "--phase", request.record_phase};
    if (!request.record_unit.empty()) {
        argv.insert(argv.end(), {"--unit", request.record_unit});
    }
    if (!request.record_log.empty()) {
        argv.insert(argv.end(), {"--log", request.record_log.string()});
    }
    argv.emplace_back("--");
    argv.insert(argv.end(), request.argv.begin(), request.argv.end());
    return argv;
}

// Runs between fork and exec: only calls that are safe there. In a process group of its own the
// child does not see Ctrl-C, which is ours to turn into an orderly stop: a compiler that dies of it
// before we know would look like one that crashed.
void prepare_child(const ProcessRequest& request, int directory, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent || (directory >= 0 && fchdir(directory) != 0)) {
        _exit(1);
    }
    // What is typed at klpbench is not for the programs it runs.
    const int nothing = open("/dev/null", O_RDONLY);
    if (nothing > STDIN_FILENO) {
        dup2(nothing, STDIN_FILENO);
        close(nothing);
    }
    if (request.cpu) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(static_cast<std::size_t>(*request.cpu), &set);
        sched_setaffinity(0, sizeof set, &set);
    }
}

class Watch {
public:
    Watch(pid_t child, const ProcessRequest& request, Pipe& out, Pipe& err)
        : m_child(child),
          m_request(request),
          m_out(out),
          m_err(err),
          m_pidfd(static_cast<int>(syscall(SYS_pidfd_open, child, 0))),
          m_output(request.keep_output),
          m_error_output(request.keep_output) {}

    // Until the child has ended, by itself or by us.
    void run() {
        const double start = monotonic_now();
        double kill_at = 0;
        for (bool out_open = true, err_open = true;;) {
            const double now = monotonic_now();
            if (kill_at == 0) {
                const bool late = m_request.limit_s > 0 && now - start >= m_request.limit_s;
                if (late || interrupt_requested()) {
                    m_end = late ? ProcessResult::End::timed_out : ProcessResult::End::interrupted;
                    kill(m_child, SIGTERM);
                    kill_at = now + grace_s;
                }
            } else if (now >= kill_at) {
                kill(m_child, SIGKILL);
            }
            const double deadline = kill_at > 0             ? kill_at
                                    : m_request.limit_s > 0 ? start + m_request.limit_s
                                                            : now + 3600;
            std::array<pollfd, 4> fds{{{m_pidfd.value, POLLIN, 0},
                                       {kill_at > 0 ? -1 : interrupt_fd(), POLLIN, 0},
                                       {out_open ? m_out.read_end() : -1, POLLIN, 0},
                                       {err_open ? m_err.read_end() : -1, POLLIN, 0}}};
            const double wait_ms = std::max(1.0, (deadline - now) * 1000 + 1);
            poll(fds.data(), fds.size(), static_cast<int>(std::min(wait_ms, 3.6e6)));
            out_open = out_open && (fds[2].revents == 0 || m_out.drain(m_output));
            err_open = err_open && (fds[3].revents == 0 || m_err.drain(m_error_output));
            if ((fds[0].revents & POLLIN) != 0) {
                m_out.drain(m_output);
                m_err.drain(m_error_output);
                return;
            }
        }
    }

    [[nodiscard]] std::optional<ProcessResult::End> ended_by_us() const { return m_end; }
    [[nodiscard]] std::string output() const { return m_output.text(); }
    [[nodiscard]] std::string error_output() const { return m_error_output.text(); }

private:
    pid_t m_child;
    const ProcessRequest& m_request;
    Pipe& m_out;
    Pipe& m_err;
    FileDescriptor m_pidfd;
    BoundedText m_output;
    BoundedText m_error_output;
    std::optional<ProcessResult::End> m_end;
};

} // namespace

ProcessResult SystemProcessRunner::run(const ProcessRequest& request) {
    ProcessResult result;
    Pipe out;
    Pipe err;
    if (out.write_end() < 0 || err.write_end() < 0) {
        result.error_output = fmt::format("cannot make a pipe: {}", std::strerror(errno));
        return result;
    }
    // Opened here, because Boost's start_dir runs the program elsewhere when it cannot go there.
    const bool elsewhere = !request.directory.empty();
    const FileDescriptor directory(
        elsewhere ? open(request.directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC) : -1);
    if (elsewhere && directory.value < 0) {
        result.error_output =
            fmt::format("cannot run in {}: {}", request.directory.string(), std::strerror(errno));
        return result;
    }
    bp::environment environment = boost::this_process::environment();
    for (const auto& [name, value] : request.environment) {
        environment[name] = value;
    }
    const std::vector<std::string> argv = wrapped_argv(m_recorder, request);
    const pid_t parent = getpid();
    const double start = monotonic_now();
    std::error_code error;
    bp::child child(
        bp::exe = argv.front(), bp::args = std::vector<std::string>(argv.begin() + 1, argv.end()),
        environment, bp::posix::fd.bind(STDOUT_FILENO, out.write_end()),
        bp::posix::fd.bind(STDERR_FILENO, err.write_end()),
        bp::extend::on_exec_setup = [&](auto&) { prepare_child(request, directory.value, parent); },
        error);
    if (error) {
        result.error_output = fmt::format("cannot run {}: {}", argv.front(), error.message());
        return result;
    }
    out.close_write();
    err.close_write();
    Watch watch(child.id(), request, out, err);
    watch.run();
    int status = 0;
    waitpid(child.id(), &status, 0);
    child.detach();

    result.wall_s = monotonic_now() - start;
    result.output = watch.output();
    result.error_output = watch.error_output();
    if (watch.ended_by_us()) {
        result.end = *watch.ended_by_us();
    } else if (interrupt_requested() && status != 0) {
        // A stop that reaches every process of a session ends the program before we do.
        result.end = ProcessResult::End::interrupted;
    } else if (WIFSIGNALED(status)) {
        result.end = ProcessResult::End::signalled;
        result.status = WTERMSIG(status);
    } else {
        result.end = ProcessResult::End::exited;
        result.status = WEXITSTATUS(status);
    }
    return result;
}

std::string describe_end(const ProcessResult& result) {
    switch (result.end) {
    case ProcessResult::End::exited:
        return fmt::format("exited with status {}", result.status);
    case ProcessResult::End::signalled:
        return fmt::format("was killed by signal {} ({})", result.status, strsignal(result.status));
    case ProcessResult::End::timed_out:
        return "was ended at its time limit with all its children";
    case ProcessResult::End::interrupted:
        return "was interrupted";
    case ProcessResult::End::not_started:
        return "could not be started";
    }
    return {};
}

bool found_disk_full(const ProcessResult& result) {
    return !result.ok() && result.error_output.find(std::strerror(ENOSPC)) != std::string::npos;
}

} // namespace klp
