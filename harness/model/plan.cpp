// SPDX-License-Identifier: Apache-2.0
#include "model/plan.hpp"

namespace klp {

std::string_view to_string(CellStatus status) {
    switch (status) {
    case CellStatus::planned:
        return "planned";
    case CellStatus::unsupported:
        return "unsupported";
    case CellStatus::excluded:
        return "excluded";
    }
    return {};
}

} // namespace klp
