// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace klp {

struct ProcessRequest {
    std::vector<std::string> argv;                                ///< never handed to a shell
    std::filesystem::path directory;                              ///< empty: the current one
    std::vector<std::pair<std::string, std::string>> environment; ///< set on top of our own
    double limit_s = 0;                                           ///< wall time; 0: none
    std::optional<int> cpu;                                       ///< the processor to stay on
    std::size_t keep_output = std::size_t{64} << 10;              ///< bytes kept of each stream

    // What the recording wrapper writes down; no record without a log.
    std::filesystem::path record_log;
    std::string record_phase;
    std::string record_unit;
};

struct ProcessResult {
    enum class End {
        exited,      ///< `status` is the exit code
        signalled,   ///< `status` is the signal
        timed_out,   ///< ended at its limit with all its children
        interrupted, ///< ended because the user stopped klpbench
        not_started, ///< `error_output` says why
    };
    End end = End::not_started;
    int status = 0;
    std::string output; ///< standard output; the middle is left out, and said so, past the limit
    std::string error_output;
    double wall_s = 0; ///< as seen from here, the wrapper included

    [[nodiscard]] bool ok() const { return end == End::exited && status == 0; }
};

/// "exited with status 1", "killed by signal 11 (Segmentation fault)", …; for reasons.
std::string describe_end(const ProcessResult& result);

/// True when the program failed and printed that no space is left on the disk. That says nothing of
/// what it was asked to do and must not become an outcome.
bool found_disk_full(const ProcessResult& result);

/// The seam to the world's programs. A fake records requests and owns time.
class ProcessRunner {
public:
    ProcessRunner() = default;
    ProcessRunner(const ProcessRunner&) = delete;
    ProcessRunner& operator=(const ProcessRunner&) = delete;
    virtual ~ProcessRunner() = default;

    /// Runs to the end, or to the limit. Safe to call from several threads at once.
    virtual ProcessResult run(const ProcessRequest& request) = 0;
};

/// Runs every program under the recording wrapper `recorder`, which ends it with all its
/// descendants when the limit is reached, the user interrupts, or klpbench itself dies.
class SystemProcessRunner final : public ProcessRunner {
public:
    explicit SystemProcessRunner(std::filesystem::path recorder)
        : m_recorder(std::move(recorder)) {}
    ProcessResult run(const ProcessRequest& request) override;

private:
    std::filesystem::path m_recorder;
};

/// The environment variable by which the wrapper's phases inside a link find the log.
inline constexpr const char* record_log_variable = "KLPBENCH_RECORD_LOG";

} // namespace klp
