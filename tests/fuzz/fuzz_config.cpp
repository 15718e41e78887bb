// SPDX-License-Identifier: Apache-2.0
//
// The input is a TOML file, read as an axis and as an experiment. It is a file in memory.
#include "config/load_axis.hpp"
#include "config/load_experiment.hpp"
#include "require.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <string>

namespace {

void require_mistake(const klp::Error& error) {
    klp::require(error.kind == klp::ErrorKind::usage, "a wrong file is wrong usage");
    klp::require(!error.message.empty() && error.message.find('\n') == std::string::npos,
                 "an error is one line");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int file = memfd_create("fuzz", MFD_CLOEXEC);
    const bool written = file >= 0 && write(file, data, size) == static_cast<ssize_t>(size);
    klp::require(written, "the input is in a file");
    const std::string path = "/proc/self/fd/" + std::to_string(file);
    if (const auto axis = klp::load_axis(path); !axis) {
        require_mistake(axis.error());
    }
    if (const auto experiment = klp::load_experiment(path, {"/no/configs", "/no/workloads"});
        !experiment) {
        require_mistake(experiment.error());
    }
    close(file);
    return 0;
}
