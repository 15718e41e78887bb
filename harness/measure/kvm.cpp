// SPDX-License-Identifier: Apache-2.0
//
// The guest is a floppy disk whose first sector writes to the port of QEMU's isa-debug-exit device:
// mov al, 0x10; out 0xf4, al; hlt. The emulator then ends with the status (0x10 << 1) | 1. The
// firmware that loads the sector is half of the probe: there are hosts whose KVM runs a few
// instructions from the reset vector and hangs in the firmware.
#include "measure/kvm.hpp"

#include "os/file.hpp"

#include <string_view>

namespace klp {
namespace {

constexpr double limit_s = 10;
constexpr int status_of_guest = 33;
constexpr std::size_t disk_bytes = std::size_t{1440} << 10U;
constexpr std::size_t sector_bytes = 512;
constexpr std::string_view program = "\xb0\x10\xe6\xf4\xf4";
constexpr std::string_view bootable = "\x55\xaa";

std::string boot_disk() {
    std::string bytes(disk_bytes, '\0');
    bytes.replace(0, program.size(), program);
    bytes.replace(sector_bytes - bootable.size(), bootable.size(), bootable);
    return bytes;
}

std::string first_line_of(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

} // namespace

Result<std::string> probe_kvm(const std::string& emulator, const std::filesystem::path& scratch,
                              ProcessRunner& runner) {
    const Result<TemporaryFolder> folder = TemporaryFolder::make(scratch, "kvm-");
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    const std::filesystem::path disk = folder->path() / "disk";
    KLP_TRY(write_file(disk, boot_disk()));
    ProcessRequest request;
    // A comma in a value of -drive is written twice.
    std::string escaped;
    for (const char letter : disk.string()) {
        escaped += letter == ',' ? ",," : std::string(1, letter);
    }
    request.argv = {emulator,   "-accel",
                    "kvm",      "-machine",
                    "pc",       "-nodefaults",
                    "-display", "none",
                    "-serial",  "none",
                    "-drive",   "file=" + escaped + ",format=raw,if=floppy",
                    "-device",  "isa-debug-exit,iobase=0xf4,iosize=0x04"};
    request.limit_s = limit_s;
    request.record_phase = "ask";
    const ProcessResult result = runner.run(request);
    switch (result.end) {
    case ProcessResult::End::interrupted:
        return interrupted();
    case ProcessResult::End::timed_out:
        return "KVM hangs here: a guest of three instructions did not end within 10 seconds";
    case ProcessResult::End::not_started:
        return emulator + " cannot be started: " + first_line_of(result.error_output);
    case ProcessResult::End::signalled:
    case ProcessResult::End::exited:
        break;
    }
    if (result.end == ProcessResult::End::exited && result.status == status_of_guest) {
        return std::string();
    }
    return "KVM does not work here: " + (result.error_output.empty()
                                             ? emulator + " " + describe_end(result)
                                             : first_line_of(result.error_output));
}

} // namespace klp
