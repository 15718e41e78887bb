// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/nightly.hpp"
#include "report/json_parts.hpp"

namespace klp {

/// The whole report; docs/formats.md, "Night as JSON", describes it.
Json nightly_json(const NightReport& report);

} // namespace klp
