// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/folders.hpp"

#include "base/result.hpp"
#include "model/experiment.hpp"

#include <string>

namespace klp {

/// Reads an experiment with the axes and workloads it names. `name_or_path` is a path (with `/` or
/// ending in .toml) or the name of a file in configs/experiments/. docs/formats.md has the keys.
/// The first mistake in any of the files is the error, of kind usage, with its place.
Result<Experiment> load_experiment(const std::string& name_or_path, const Folders& folders);

} // namespace klp
