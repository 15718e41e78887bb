// SPDX-License-Identifier: Apache-2.0
//
// klpbench-kld: stands for `ld` in a kernel build. What it is told is in the file that
// $KLPBENCH_KBUILD_SETTINGS names; links that are not of vmlinux become the real linker.
#include "kbuild/link_vmlinux.hpp"
#include "os/file.hpp"
#include "os/interrupt.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>

namespace {

using namespace klp;

Result<KbuildSettings> read_settings() {
    const char* path = std::getenv(kbuild_settings_variable);
    if (path == nullptr || *path == '\0') {
        return failure(fmt::format("{} is not set; klpbench sets it", kbuild_settings_variable));
    }
    const Result<std::string> text = read_file(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    Result<KbuildSettings> settings = parse_kbuild_settings(*text);
    if (!settings) {
        settings.error().file = path;
    } else if (settings->linker.empty()) {
        return failure(fmt::format("{} names no linker", path));
    }
    return settings;
}

Status become(const std::string& program, Arguments arguments) {
    std::vector<char*> argv = {const_cast<char*>(program.c_str())};
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    return failure(fmt::format("cannot run {}: {}", program, std::strerror(errno)));
}

Status link(const Arguments& arguments) {
    const Result<KbuildSettings> settings = read_settings();
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    const LinkRequest request = read_link(arguments);
    if (request.kind == LinkKind::other) {
        return become(settings->linker.string(), arguments);
    }
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    SystemProcessRunner runner(self.parent_path() / "klpbench-record");
    watch_interrupts();
    VmlinuxLinker linker(*settings, runner, std::cerr);
    return request.kind == LinkKind::objects ? linker.link_objects(request, arguments)
                                             : linker.link_image(request, arguments);
}

} // namespace

int main(int argc, char** argv) {
    const Status status = link(Arguments(argv + 1, argv + argc));
    if (!status) {
        std::cerr << "klpbench-kld: " << to_string(status.error()) << '\n';
    }
    return status ? 0 : 1;
}
