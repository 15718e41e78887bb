// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyze/exact_changes.hpp"
#include "base/result.hpp"
#include "model/results.hpp"
#include "store/store.hpp"

namespace klp {

/// The symbols of the cells of `run`, without those whose image is byte for byte that of the same
/// cell in `other`: nothing in them has changed.
Result<NightImages> load_night_images(Store& store, const RunResult& run, const RunResult& other);

} // namespace klp
