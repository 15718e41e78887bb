// SPDX-License-Identifier: Apache-2.0
#include "cli/run_identity.hpp"

#include "base/sha256.hpp"
#include "os/clock.hpp"
#include "os/conditions.hpp"
#include "os/machine.hpp"

namespace klp {
namespace {

Machine describe_machine() {
    const MachineFacts facts = machine_facts();
    Machine machine;
    machine.architecture = facts.architecture;
    machine.cpu = facts.cpu;
    machine.cpus = static_cast<int>(allowed_cpus().size());
    machine.memory_bytes = facts.memory_bytes;
    machine.kernel = facts.kernel;
    machine.os = facts.os;
    return machine;
}

std::string fingerprint_of(const Experiment& experiment, const Plan& plan,
                           const RunHeader& header) {
    Sha256 hash;
    hash.add_field(KLPBENCH_VERSION);
    hash.add_field(header.definition);
    for (const Workload& workload : experiment.workloads) {
        hash.add_field(workload.name);
        hash.add_field(workload.content_hash);
    }
    for (const std::string& event : experiment.counting.events) {
        hash.add_field(event); // the command line may ask for others than the definition
    }
    for (const PlannedCell& cell : plan.cells) {
        hash.add_field(cell.id);
        hash.add_field(to_string(cell.status));
        for (const auto* flags : {&cell.flags.compile, &cell.flags.link}) {
            hash.add_field(std::to_string(flags->size()));
            for (const std::string& flag : *flags) {
                hash.add_field(flag);
            }
        }
    }
    for (const CompilerIdentity& compiler : header.environment.compilers) {
        hash.add_field(compiler.identity);
    }
    const Machine& machine = header.environment.machine;
    hash.add_field(machine.architecture + "\n" + machine.cpu + "\n" + std::to_string(machine.cpus));
    return hash.hex();
}

} // namespace

RunHeader describe_run(const Experiment& experiment, const Plan& plan, CompilerFacts& facts,
                       const std::string& definition, int jobs) {
    RunHeader header;
    header.experiment = experiment.name;
    header.definition = definition;
    header.equivalence_margin = experiment.equivalence_margin;
    header.looks = experiment.design.looks;
    header.primary_metrics = experiment.primary_metrics;
    header.environment.klpbench_version = KLPBENCH_VERSION;
    header.environment.machine = describe_machine();
    header.environment.settings = system_settings();
    header.environment.seed = experiment.seed;
    header.environment.jobs = jobs;
    header.environment.replicates = experiment.replicates;
    header.environment.started = iso_time(epoch_now());
    for (const ExperimentAxis& axis : experiment.axes) {
        header.axes.push_back({axis.axis.name, axis.axis.baseline, axis.values});
        for (const AxisValue& value : axis.axis.values) {
            const bool used =
                std::find(axis.values.begin(), axis.values.end(), value.name) != axis.values.end();
            const auto identity = value.compiler && used
                                      ? facts.identify(value)
                                      : Result<CompilerIdentity>(failure("not a compiler"));
            if (identity) {
                header.environment.compilers.push_back(*identity);
            }
        }
    }
    header.fingerprint = fingerprint_of(experiment, plan, header);
    return header;
}

} // namespace klp
