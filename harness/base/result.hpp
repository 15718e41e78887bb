// SPDX-License-Identifier: Apache-2.0
//
// Expected failures are values: a function that can fail returns Result<T>. The error is turned
// into one line and an exit code once, in cli.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace klp {

enum class ErrorKind {
    usage,       ///< wrong usage or a wrong file: exit code 2
    failure,     ///< something that was asked for could not be done: exit code 1
    interrupted, ///< the user stopped it: exit code 130
};

struct Error {
    ErrorKind kind = ErrorKind::failure;
    std::string message; ///< one line: what is wrong and what would be right
    std::string file;    ///< empty when the error is in no file
    int line = 0;        ///< 1-based; 0 when unknown
    int column = 0;      ///< 1-based; 0 when unknown
};

/// The error as one line, `FILE:LINE:COLUMN: MESSAGE` with the parts that are known.
std::string to_string(const Error& error);

template <typename T> using Result = tl::expected<T, Error>;

/// For functions that give nothing back but may fail.
using Status = tl::expected<void, Error>;

inline tl::unexpected<Error> failure(std::string message) {
    return tl::unexpected<Error>(Error{ErrorKind::failure, std::move(message), {}, 0, 0});
}

inline tl::unexpected<Error> usage_error(std::string message) {
    return tl::unexpected<Error>(Error{ErrorKind::usage, std::move(message), {}, 0, 0});
}

/// The user stopped the program.
inline tl::unexpected<Error> interrupted() {
    return tl::unexpected<Error>(Error{ErrorKind::interrupted, "interrupted", {}, 0, 0});
}

} // namespace klp

/// Leaves the function with the error of a Status or Result that failed.
#define KLP_TRY(expression)                                                                        \
    do {                                                                                           \
        if (auto klp_status = (expression); !klp_status) {                                         \
            return tl::unexpected<klp::Error>(std::move(klp_status.error()));                      \
        }                                                                                          \
    } while (false)
