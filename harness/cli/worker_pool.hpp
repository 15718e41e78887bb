// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace klp {

/// Calls `task(index, cpu)` for every index below `count`, in ascending order of start, on one
/// thread per entry of `cpus`; each task is told its thread's processor. The first error stops
/// the others from starting and is the result; so does an interrupt by the user.
Status for_each_on(const std::vector<int>& cpus, std::size_t count,
                   const std::function<Status(std::size_t, std::optional<int>)>& task);

} // namespace klp
