// SPDX-License-Identifier: Apache-2.0
//
// A unit is compiled again by the compiler wrapper with the arguments that kbuild gave for it, once
// with settings for the native flags and once with settings for the equivalent ones.
#include "build/kernel_proof.hpp"

#include "base/sha256.hpp"
#include "model/kbuild_settings.hpp"
#include "model/unit_log.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace klp {
namespace fs = std::filesystem;
namespace {

/// One way of compiling: a settings file of its own.
Result<fs::path> settings_for(const KernelBuildRequest& built, const BuildFlags& flags,
                              const std::string& name) {
    fs::path file = built.folder / (name + ".settings");
    KLP_TRY(write_kbuild_settings({built.workload, flags, built.tree, built.tools, built.folder, 1},
                                  file));
    const Result<std::string> text = read_file(file);
    Result<KbuildSettings> settings =
        text ? parse_kbuild_settings(*text) : tl::unexpected(text.error());
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    settings->log.clear();
    settings->units.clear();
    settings->codegen_unit.clear();
    settings->clone_dumps = false;
    KLP_TRY(write_file(file, kbuild_settings_text(*settings)));
    return file;
}

std::vector<std::string> with_object(std::vector<std::string> arguments, const fs::path& object) {
    const auto at = std::find(arguments.begin(), arguments.end(), "-o");
    if (at != arguments.end() && at + 1 != arguments.end()) {
        *(at + 1) = object.string();
    }
    return arguments;
}

class KernelProver {
public:
    KernelProver(const KernelBuildRequest& built, fs::path native, fs::path equivalent,
                 fs::path scratch, ProcessRunner& runner)
        : m_built(built),
          m_native(std::move(native)),
          m_equivalent(std::move(equivalent)),
          m_scratch(std::move(scratch)),
          m_runner(runner) {}

    /// Why the two objects of a unit are not the same; empty when they are.
    Result<std::string> compare(const LoggedUnit& unit, std::size_t worker) {
        const Result<std::string> native = compile(unit, m_native, worker);
        Result<std::string> equivalent = native ? compile(unit, m_equivalent, worker) : native;
        if (!equivalent) {
            return equivalent;
        }
        // The flag itself refuses some units; the equivalent must refuse them too.
        if (native->empty() != equivalent->empty()) {
            return std::string(native->empty() ? "only the equivalent compiles it"
                                               : "only the native flag compiles it");
        }
        return std::string(native->empty()          ? "neither compiles it"
                           : *native == *equivalent ? ""
                                                    : "the objects differ");
    }

private:
    /// The object; empty when the compiler fails. Both ways write to the same name.
    Result<std::string> compile(const LoggedUnit& unit, const fs::path& settings,
                                std::size_t worker) {
        const fs::path object = m_scratch / fmt::format("{}.o", worker);
        std::error_code ignored;
        fs::remove(object, ignored);
        ProcessRequest request;
        request.argv = with_object(unit.arguments, object);
        request.argv.insert(request.argv.begin(), m_built.tools.compiler_wrapper.string());
        request.directory = kernel_objects(m_built.folder);
        request.environment = {{kbuild_settings_variable, settings.string()}, {"LC_ALL", "C"}};
        constexpr double limit_s = 600;
        request.limit_s = limit_s;
        request.record_phase = "proof";
        const ProcessResult result = m_runner.run(request);
        if (result.end == ProcessResult::End::interrupted) {
            return interrupted();
        }
        if (result.end == ProcessResult::End::not_started || found_disk_full(result)) {
            return failure(fmt::format("compiling {} for a proof: {}", unit.unit,
                                       result.end == ProcessResult::End::not_started
                                           ? result.error_output
                                           : "no space left in " + m_scratch.string()));
        }
        return result.ok() ? read_file(object) : std::string();
    }

    const KernelBuildRequest& m_built;
    fs::path m_native;
    fs::path m_equivalent;
    fs::path m_scratch;
    ProcessRunner& m_runner;
};

Status compare_all(KernelProver& prover, const std::vector<const LoggedUnit*>& units, int jobs,
                   EquivalenceProof& proof) {
    std::mutex mutex;
    std::atomic<std::size_t> next{0};
    Status failed;
    const auto work = [&](std::size_t worker) {
        for (std::size_t i = next++; i < units.size(); i = next++) {
            const Result<std::string> why = prover.compare(*units[i], worker);
            const std::lock_guard lock(mutex);
            if (!failed || !why) {
                failed = failed && !why ? Status(tl::unexpected(why.error())) : failed;
                return;
            }
            ++proof.total;
            if (why->empty()) {
                ++proof.equal;
            } else {
                proof.unequal.push_back(fmt::format("{}: {}", units[i]->unit, *why));
            }
        }
    };
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(jobs));
    for (int i = 0; i < jobs; ++i) {
        threads.emplace_back(work, static_cast<std::size_t>(i));
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    std::sort(proof.unequal.begin(), proof.unequal.end());
    return failed;
}

} // namespace

std::vector<std::string> draw_units(std::vector<std::string> units, int count, std::uint64_t seed) {
    std::sort(units.begin(), units.end());
    units.erase(std::unique(units.begin(), units.end()), units.end());
    const auto rank = [seed](const std::string& unit) {
        return sha256_hex(fmt::format("{}\n{}", seed, unit));
    };
    std::map<std::string, std::string> by_rank;
    for (std::string& unit : units) {
        by_rank.emplace(rank(unit), std::move(unit));
    }
    std::vector<std::string> drawn;
    for (auto& [key, unit] : by_rank) {
        if (std::ssize(drawn) == count) {
            break;
        }
        drawn.push_back(std::move(unit));
    }
    return drawn;
}

Result<EquivalenceProof> prove_kernel_equivalence(const ProofRequest& request,
                                                  const KernelBuildRequest& built,
                                                  std::uint64_t seed, ProcessRunner& runner) {
    const Result<fs::path> native = settings_for(built, request.native, "native");
    const Result<fs::path> equivalent =
        native ? settings_for(built, request.equivalent, "equivalent") : native;
    const Result<std::string> log =
        equivalent ? read_file(kernel_units(built.folder)) : tl::unexpected(equivalent.error());
    const Result<TemporaryFolder> scratch =
        log ? TemporaryFolder::make(built.folder, "proof-") : tl::unexpected(log.error());
    if (!scratch) {
        return tl::unexpected(scratch.error());
    }
    const std::vector<LoggedUnit> all = read_unit_log(*log);
    std::map<std::string, const LoggedUnit*> by_name;
    std::vector<std::string> names;
    for (const LoggedUnit& unit : all) {
        by_name.emplace(unit.unit, &unit);
        names.push_back(unit.unit);
    }
    std::vector<const LoggedUnit*> units;
    for (const std::string& name :
         draw_units(std::move(names), built.workload.kernel->proof_units, seed)) {
        units.push_back(by_name.at(name));
    }
    EquivalenceProof proof;
    proof.compiler = request.others.get(compiler_axis);
    proof.axis = request.axis;
    proof.value = request.value;
    proof.workload = built.workload.name;
    proof.others = request.others.without(compiler_axis).text();
    proof.native_flags = request.native.compile;
    proof.equivalent_flags = request.equivalent.compile;
    KernelProver prover(built, *native, *equivalent, scratch->path(), runner);
    KLP_TRY(compare_all(prover, units, built.jobs, proof));
    return proof;
}

} // namespace klp
