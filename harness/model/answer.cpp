// SPDX-License-Identifier: Apache-2.0
#include "model/answer.hpp"

namespace klp {

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
    case Verdict::supported:
        return "supported";
    case Verdict::refuted:
        return "refuted";
    case Verdict::inconclusive:
        return "inconclusive";
    case Verdict::not_measured:
        return "not-measured";
    }
    return {};
}

std::string_view to_string(Direction direction) {
    switch (direction) {
    case Direction::better:
        return "better";
    case Direction::worse:
        return "worse";
    case Direction::equal:
        return "equal";
    case Direction::inconclusive:
        return "inconclusive";
    case Direction::not_measured:
        return "not-measured";
    }
    return {};
}

} // namespace klp
