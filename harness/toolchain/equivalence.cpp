// SPDX-License-Identifier: Apache-2.0
#include "toolchain/equivalence.hpp"

#include "model/command.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

struct Compiled {
    std::string object; ///< the bytes; meaningless when `failed` is not empty
    std::string failed;
};

class Prover {
public:
    Prover(const Workload& workload, ProcessRunner& runner, std::filesystem::path folder,
           std::optional<int> cpu)
        : m_workload(workload),
          m_runner(runner),
          m_folder(std::move(folder)),
          m_cpu(cpu) {}

    /// Both ways write to the same object name: a name in the object must not differ.
    Result<Compiled> compile(const BuildFlags& flags, const std::string& unit) {
        const std::filesystem::path object = m_folder / (flat_name(unit) + ".o");
        ProcessRequest request;
        request.argv = compile_command(flags, m_workload, unit, object);
        request.directory = m_workload.folder;
        request.environment = {{"LC_ALL", "C"}};
        request.limit_s = m_workload.limits.compile;
        request.cpu = m_cpu;
        request.record_phase = "proof";
        // What the other way left must not pass for this one's.
        std::error_code ignored;
        std::filesystem::remove(object, ignored);
        const ProcessResult result = m_runner.run(request);
        if (result.end == ProcessResult::End::interrupted) {
            return interrupted();
        }
        if (result.end == ProcessResult::End::not_started) {
            return failure(fmt::format("compiling {}: {}", unit, result.error_output));
        }
        if (found_disk_full(result)) {
            return failure(fmt::format("compiling {}: no space left in {}: free some and run the "
                                       "same command again",
                                       unit, m_folder.string()));
        }
        if (!result.ok()) {
            return Compiled{{}, "the compiler " + describe_end(result)};
        }
        Result<std::string> bytes = read_file(object);
        if (!bytes) {
            return Compiled{{}, "the compiler wrote no object"};
        }
        return Compiled{std::move(*bytes), {}};
    }

private:
    const Workload& m_workload;
    ProcessRunner& m_runner;
    std::filesystem::path m_folder;
    std::optional<int> m_cpu;
};

std::string why_unequal(const Compiled& native, const Compiled& equivalent) {
    if (!native.failed.empty()) {
        return "natively, " + native.failed;
    }
    if (!equivalent.failed.empty()) {
        return "by the equivalent, " + equivalent.failed;
    }
    return native.object == equivalent.object ? "" : "the objects differ";
}

} // namespace

Result<EquivalenceProof> prove_equivalence(const ProofRequest& request, const Workload& workload,
                                           ProcessRunner& runner,
                                           const std::filesystem::path& scratch,
                                           std::optional<int> cpu) {
    EquivalenceProof proof;
    proof.compiler = request.others.get(compiler_axis);
    proof.axis = request.axis;
    proof.value = request.value;
    proof.workload = workload.name;
    proof.others = request.others.without(compiler_axis).text();
    proof.native_flags = request.native.compile;
    proof.equivalent_flags = request.equivalent.compile;
    const Result<TemporaryFolder> folder = TemporaryFolder::make(scratch, "proof-");
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    Prover prover(workload, runner, folder->path(), cpu);
    for (const std::string& unit : workload.sources) {
        const Result<Compiled> native = prover.compile(request.native, unit);
        const Result<Compiled> equivalent =
            native ? prover.compile(request.equivalent, unit) : native;
        if (!equivalent) {
            return tl::unexpected(equivalent.error());
        }
        ++proof.total;
        const std::string why = why_unequal(*native, *equivalent);
        if (why.empty()) {
            ++proof.equal;
        } else {
            proof.unequal.push_back(fmt::format("{}: {}", unit, why));
        }
    }
    return proof;
}

} // namespace klp
