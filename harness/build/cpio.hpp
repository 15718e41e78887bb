// SPDX-License-Identifier: Apache-2.0
//
// The archive that a Linux kernel unpacks into its first file system: cpio in the "newc" form
// (Documentation/driver-api/early-userspace/buffer-format.rst in the kernel's source).
#pragma once

#include <string>
#include <string_view>

namespace klp {

/// Writes one archive. The same calls give the same bytes: no time, owner or inode number of the
/// files on disk enters it.
class CpioWriter {
public:
    /// Paths are absolute names in the guest; a folder must come before what is in it.
    void add_folder(std::string_view path);
    void add_file(std::string_view path, std::string_view contents, bool executable);
    void add_device(std::string_view path, unsigned major, unsigned minor);

    /// The archive with its end mark. Call once.
    [[nodiscard]] std::string finish();

private:
    struct Device {
        unsigned major = 0;
        unsigned minor = 0;
    };
    void add(std::string_view path, unsigned mode, std::string_view contents, Device device);

    std::string m_bytes;
    unsigned m_inode = 0;
};

} // namespace klp
