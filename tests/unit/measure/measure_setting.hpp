// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure/measure.hpp"
#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace klp {

/// A finished build whose image passes its self-test, and what is measured of it.
struct MeasureSetting {
    TemporaryFolder folder = fresh_folder();
    FakeProcessRunner runner;
    Workload workload;
    Artifacts artifacts;
    std::vector<std::string> metrics;
    std::vector<std::pair<std::string, std::string>> environment;
    CountingSetting counting;
    int replicate = 0;
    VisitResult visit;

    explicit MeasureSetting(std::vector<std::string> wanted) : metrics(std::move(wanted)) {
        workload.name = "tree";
        workload.sources = {"a.c", "b.c"};
        workload.limits.self_test = 20;
        workload.limits.benchmark = 60;
        artifacts = {folder.path(),
                     folder.path() / "tree",
                     folder.path() / "processes.log",
                     folder.path() / "link.map",
                     true,
                     {},
                     {}};
        runner.on({"--self-test"}, exited(0));
    }

    Status measure() {
        visit = VisitResult();
        visit.replicate = replicate;
        return klp::measure({workload, artifacts, metrics, 0.02, 1, environment, counting}, runner,
                            visit);
    }

    /// The value of a metric that was measured.
    [[nodiscard]] double value(const std::string& metric) const {
        return sample(metric)->skipped.empty() ? sample(metric)->value : -1;
    }

    [[nodiscard]] const Sample* sample(const std::string& metric) const {
        const Sample* found = nullptr;
        for (const Sample& one : visit.samples) {
            found = one.metric == metric ? &one : found;
        }
        static const Sample none{"", -2, "no such sample"};
        return found == nullptr ? &none : found;
    }
};

} // namespace klp
