// SPDX-License-Identifier: Apache-2.0
//
// klpbench-kcc: stands for the C compiler in a kernel build. Every compile line is turned into one
// of the configuration that is built (compile_line.hpp), run, and written down. What is told to it
// beside its arguments is in the file that $KLPBENCH_KBUILD_SETTINGS names.
//
// It leaves two things behind: `.klpbench.codegen` in the object tree, for the LTO link, and a log
// of the units of vmlinux (model/unit_log.hpp).
#include "kbuild/compile_line.hpp"
#include "model/unit_log.hpp"
#include "recorder/record.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

constexpr const char* program = "klpbench-kcc";

int complain(const std::string& what) {
    std::fprintf(stderr, "%s: %s\n", program, what.c_str());
    return klp::recorder::exit_not_started;
}

std::vector<char*> pointers_to(std::vector<std::string>& argv) {
    std::vector<char*> pointers;
    pointers.reserve(argv.size() + 1);
    for (std::string& argument : argv) {
        pointers.push_back(argument.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

// One write(2) to a file opened for appending: lines of concurrent compiles do not mix.
bool append_line(const std::string& path, const std::string& line) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const ssize_t written = file < 0 ? -1 : write(file, line.data(), line.size());
    const int error = written < 0 ? errno : ENOSPC;
    if (file >= 0) {
        close(file);
    }
    if (written != static_cast<ssize_t>(line.size())) {
        complain("cannot write " + path + ": " + std::strerror(error));
        return false;
    }
    return true;
}

bool note_unit(const klp::CompileLine& line, const std::vector<std::string>& arguments,
               const klp::KbuildSettings& settings) {
    if (settings.units.empty()) {
        return true;
    }
    return append_line(settings.units.string(), klp::unit_log_line({line.unit, arguments}));
}

// The linker wrapper takes from it what generates code.
bool leave_codegen_flags(const klp::CompileLine& line, const klp::KbuildSettings& settings) {
    if (line.unit != settings.codegen_unit) {
        return true;
    }
    std::string text;
    for (const std::string& argument : line.argv) {
        text += argument + "\n";
    }
    const std::string unfinished = klp::codegen_flags_file + std::to_string(getpid());
    if (!append_line(unfinished, text)) {
        return false;
    }
    return std::rename(unfinished.c_str(), klp::codegen_flags_file) == 0;
}

const char* phase_of(klp::UnitKind kind) {
    switch (kind) {
    case klp::UnitKind::builtin:
        return "compile";
    case klp::UnitKind::module:
        return "module";
    case klp::UnitKind::assembly:
        return "assemble";
    case klp::UnitKind::apart:
    case klp::UnitKind::none:
        break;
    }
    return nullptr;
}

} // namespace

int main(int argc, char** argv) {
    const char* path = std::getenv(klp::kbuild_settings_variable);
    if (path == nullptr) {
        return complain(std::string(klp::kbuild_settings_variable) +
                        " is not set: it is started by klpbench alone");
    }
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto settings = klp::parse_kbuild_settings(text);
    if (!file || !settings) {
        return complain(std::string(path) + ": " +
                        (settings ? "cannot read it" : settings.error().message));
    }
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    klp::CompileLine line = klp::compile_line(arguments, *settings);
    const bool builtin = line.kind == klp::UnitKind::builtin;
    if (builtin &&
        (!note_unit(line, arguments, *settings) || !leave_codegen_flags(line, *settings))) {
        return klp::recorder::exit_not_recorded;
    }
    std::string compiler = settings->compiler;
    line.argv.insert(line.argv.begin(), compiler);
    std::vector<char*> pointers = pointers_to(line.argv);
    const char* const phase = phase_of(line.kind);
    if (phase == nullptr) {
        execv(compiler.c_str(), pointers.data());
        return complain("cannot run " + compiler + ": " + std::strerror(errno));
    }
    const std::string log = settings->log.string();
    klp::recorder::Job job;
    job.phase = phase;
    job.unit = line.unit.c_str();
    job.log = log.c_str();
    job.argv = pointers.data();
    job.program = compiler.c_str();
    return klp::recorder::run(job);
}
