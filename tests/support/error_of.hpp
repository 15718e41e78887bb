// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

namespace klp {

/// The error of a Result or Status; a success gives an error that no test expects.
template <typename R> Error error_of(const R& result) {
    return result ? Error{ErrorKind::usage, "(there is no error)", {}, 0, 0} : result.error();
}

} // namespace klp
