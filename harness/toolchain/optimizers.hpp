// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// Optimizer → whether it is on, from `-Q --help=optimizers`: lines `  -fNAME  [enabled]` and
/// `[disabled]`; options that take a value are left out.
std::map<std::string, bool> read_optimizers(std::string_view text);

/// The `-fno-NAME` options that turn off what is on in `without` and off in `with`, sorted.
std::vector<std::string> disabled_options(const std::map<std::string, bool>& without,
                                          const std::map<std::string, bool>& with);

} // namespace klp
