// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "os/process.hpp"

#include <filesystem>
#include <string>

namespace klp {

/// Whether KVM runs a guest here: a device that is there may still hang or lack what it needs, so a
/// guest of three instructions is booted, within 10 seconds. The text is empty when it works,
/// otherwise it says in words why it does not. `emulator` is a command for x86; `scratch` a folder
/// for the guest's file. An error: the user interrupted it, or the file cannot be written.
Result<std::string> probe_kvm(const std::string& emulator, const std::filesystem::path& scratch,
                              ProcessRunner& runner);

} // namespace klp
