// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace klp {

/// A contrast as `analyze` names it, said once: of "lto=full,live_patching=inline-clone vs
/// lto=full,live_patching=off" it is "live_patching=inline-clone vs off, at lto=full"; of a
/// difference, "(A vs B) minus (C vs D)", "live_patching=inline-clone vs off, with lto=full minus
/// without". What has another form stays as it is.
std::string contrast_words(std::string_view contrast);

} // namespace klp
