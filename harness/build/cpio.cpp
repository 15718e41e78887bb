// SPDX-License-Identifier: Apache-2.0
#include "build/cpio.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace klp {
namespace {

constexpr unsigned folder_mode = 0040755;
constexpr unsigned file_mode = 0100644;
constexpr unsigned program_mode = 0100755;
constexpr unsigned character_device_mode = 0020600;
constexpr std::string_view end_mark = "TRAILER!!!";

void pad_to_word(std::string& bytes) {
    constexpr std::size_t word = 4;
    bytes.append((word - bytes.size() % word) % word, '\0');
}

} // namespace

void CpioWriter::add(std::string_view path, unsigned mode, std::string_view contents,
                     Device device) {
    while (path.starts_with('/')) {
        path.remove_prefix(1);
    }
    const bool is_end = path == end_mark;
    // inode, mode, uid, gid, links, mtime, size, device of the file system (2), of the file (2),
    // length of the name with its end, checksum (not used in this form)
    const std::array<std::size_t, 13> fields{
        is_end ? 0 : ++m_inode, mode, 0, 0, 1, 0, contents.size(), 0, 0, device.major, device.minor,
        path.size() + 1,        0};
    m_bytes += "070701";
    for (const std::size_t field : fields) {
        m_bytes += fmt::format("{:08x}", field);
    }
    m_bytes += path;
    m_bytes += '\0';
    pad_to_word(m_bytes);
    m_bytes += contents;
    pad_to_word(m_bytes);
}

void CpioWriter::add_folder(std::string_view path) {
    add(path, folder_mode, {}, {});
}

void CpioWriter::add_file(std::string_view path, std::string_view contents, bool executable) {
    add(path, executable ? program_mode : file_mode, contents, {});
}

void CpioWriter::add_device(std::string_view path, unsigned major, unsigned minor) {
    add(path, character_device_mode, {}, {major, minor});
}

std::string CpioWriter::finish() {
    add(end_mark, 0, {}, {});
    return std::move(m_bytes);
}

} // namespace klp
