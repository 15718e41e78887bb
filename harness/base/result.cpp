// SPDX-License-Identifier: Apache-2.0
#include "base/result.hpp"

namespace klp {

std::string to_string(const Error& error) {
    std::string text;
    if (!error.file.empty()) {
        text = error.file + ":";
        if (error.line > 0) {
            text += std::to_string(error.line) + ":";
        }
        if (error.line > 0 && error.column > 0) {
            text += std::to_string(error.column) + ":";
        }
        text += " ";
    }
    return text + error.message;
}

} // namespace klp
