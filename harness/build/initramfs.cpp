// SPDX-License-Identifier: Apache-2.0
#include "build/initramfs.hpp"

#include "base/sha256.hpp"
#include "build/cpio.hpp"
#include "build/guest_programs.hpp"
#include "os/file.hpp"

#include <set>
#include <string>

namespace klp {
namespace fs = std::filesystem;
namespace {

/// Writes each folder before what is in it, and once.
class Tree {
public:
    void folder(const fs::path& path) {
        if (path.has_relative_path() && m_folders.insert(path).second) {
            folder(path.parent_path());
            m_archive.add_folder(path.string());
        }
    }

    Status program(const fs::path& path, const fs::path& source) {
        const Result<std::string> contents = read_file(source);
        if (!contents) {
            return tl::unexpected(contents.error());
        }
        folder(path.parent_path());
        m_archive.add_file(path.string(), *contents, true);
        return {};
    }

    CpioWriter& archive() { return m_archive; }

private:
    CpioWriter m_archive;
    std::set<fs::path> m_folders;
};

Result<std::string> archive_of(const GuestPrograms& programs) {
    Tree tree;
    for (const char* place : {"/dev", "/proc", "/sys", "/tmp"}) {
        tree.folder(place);
    }
    // What the kernel opens for init's standard streams before anything is mounted.
    tree.archive().add_device("/dev/console", 5, 1);
    KLP_TRY(tree.program("/init", programs.init));
    KLP_TRY(tree.program("/kbench", programs.kbench));
    for (const fs::path& library : programs.libraries) {
        KLP_TRY(tree.program(library.lexically_normal(), library));
    }
    return tree.archive().finish();
}

} // namespace

Result<fs::path> build_initramfs(const Workload& workload, const fs::path& cache,
                                 ProcessRunner& runner) {
    const Result<GuestPrograms> programs =
        build_guest_programs(workload.folder / workload.kernel->kbench, cache, runner);
    if (!programs) {
        return tl::unexpected(programs.error());
    }
    const Result<std::string> archive = archive_of(*programs);
    if (!archive) {
        return tl::unexpected(archive.error());
    }
    const fs::path folder = cache / "initramfs";
    fs::path file = folder / (sha256_hex(*archive) + ".cpio");
    if (!fs::exists(file)) {
        KLP_TRY(make_folder(folder));
        KLP_TRY(write_file(file, *archive));
    }
    return file;
}

} // namespace klp
