// SPDX-License-Identifier: Apache-2.0
#include "measure/machine_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

// A word with a dot in it is taken for the parameter of a module that is not there: the kernel
// neither complains nor hands it to init.
constexpr std::string_view padding_word = " klpbench.pad=";

std::string padding_of(int characters) {
    const auto wanted = static_cast<std::size_t>(std::max(characters, 0));
    return wanted <= padding_word.size()
               ? std::string(wanted, ' ')
               : std::string(padding_word) + std::string(wanted - padding_word.size(), 'x');
}

void append_words(std::string& line, const std::string& words) {
    line += words.empty() ? "" : " " + words;
}

} // namespace

std::string kernel_command_line(const MachineRun& run) {
    std::string line = run.machine.command_line;
    if (run.accelerator == Accelerator::tcg) {
        append_words(line, run.machine.command_line_counted);
    }
    if (run.diagnosis) {
        append_words(line, run.machine.command_line_diagnosis);
    }
    line += padding_of(run.setting.padding);
    return line + fmt::format(" -- kbench.min_time={}", run.benchmark_min_time_s);
}

std::vector<std::string> machine_arguments(const MachineRun& run) {
    std::vector<std::string> argv{run.machine.emulator};
    if (run.accelerator == Accelerator::tcg) {
        argv.insert(argv.end(), {"-accel", "tcg", "-icount", "shift=0,align=off,sleep=off"});
    } else {
        argv.insert(argv.end(), {"-accel", "kvm"});
    }
    argv.insert(argv.end(), run.machine.arguments.begin(), run.machine.arguments.end());
    argv.insert(argv.end(), {"-m", std::to_string(run.setting.memory_mib), "-kernel",
                             run.kernel.boot_image.string(), "-initrd",
                             run.kernel.initramfs.string(), "-append", kernel_command_line(run)});
    return argv;
}

} // namespace klp
