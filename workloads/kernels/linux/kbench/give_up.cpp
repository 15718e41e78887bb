// SPDX-License-Identifier: Apache-2.0
#include "kbench.hpp"

#include <cstring>
#include <string>

namespace kbench {
namespace {

bool means_absent(int error) {
    return error == ENOSYS || error == EAFNOSUPPORT || error == EPROTONOSUPPORT ||
           error == EOPNOTSUPP || error == ESOCKTNOSUPPORT;
}

} // namespace

void give_up(benchmark::State& state, const char* call, int error) {
    const std::string words = std::string(call) + ": " + std::strerror(error);
    state.SkipWithError((means_absent(error) ? "unsupported: " + words : words).c_str());
}

void wrong(benchmark::State& state, const char* what) {
    state.SkipWithError((std::string("wrong: ") + what).c_str());
}

} // namespace kbench
