// SPDX-License-Identifier: Apache-2.0
//
// What a metric family sees and does. A family is one file and one row in measure.cpp.
#pragma once

#include "measure/measure.hpp"

#include <string>
#include <utility>
#include <vector>

namespace klp {

/// Appends a measured value.
void add_sample(VisitResult& visit, std::string metric, double value);

/// Appends the reason why a metric has no value.
void skip_sample(VisitResult& visit, std::string metric, std::string reason);

/// Runs one step of a workload's image and keeps its account in `visit`. An end that says nothing
/// of the image is an error: the user interrupted it, it could not be started, the disk is full.
/// `environment` is set beside that of the request.
Result<ProcessResult> run_image(const MeasureRequest& request, ProcessRunner& runner,
                                VisitResult& visit, std::vector<std::string> arguments,
                                double limit_s, const std::string& phase,
                                std::vector<std::pair<std::string, std::string>> environment = {});

/// As run_image, of any command in the folder of the build; `environment` is all that it gets
/// beside ours.
Result<ProcessResult> run_step(const MeasureRequest& request, ProcessRunner& runner,
                               VisitResult& visit, std::vector<std::string> argv,
                               std::vector<std::pair<std::string, std::string>> environment,
                               double limit_s, const std::string& phase);

/// Why a metric that needs symbols has no value: zero would be wrong.
inline constexpr const char* no_symbols = "the image has no symbol table";

Status measure_processes(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit);
Status measure_image(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit);
Status measure_clones(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit);
Status measure_section_gc(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit);
Status measure_kernel(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit);
Status measure_runtime(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit);
Status measure_instructions(const MeasureRequest& request, ProcessRunner& runner,
                            VisitResult& visit);

} // namespace klp
