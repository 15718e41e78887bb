// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// What the build of a kernel leaves beside the image, vmlinux.
struct KernelArtifacts {
    std::filesystem::path boot_image; ///< bzImage and the like
    std::filesystem::path object; ///< vmlinux.o: all of vmlinux but kallsyms, before the last link
    std::filesystem::path system_map;
    std::filesystem::path build_log; ///< what make and its tools printed
    std::filesystem::path unit_log;  ///< of the compiler wrapper
    std::filesystem::path gc_report; ///< what the section GC removed; absent without it
    std::filesystem::path initramfs;
};

/// What a finished build leaves for `measure`.
struct Artifacts {
    std::filesystem::path folder;     ///< objects and `*.ipa-clones` dumps
    std::filesystem::path image;      ///< the linked executable
    std::filesystem::path record_log; ///< what each process of the build cost
    std::filesystem::path link_map;
    bool section_gc = false; ///< the link was asked to discard unreferenced sections
    std::optional<KernelArtifacts> kernel;
    std::filesystem::path run_image; ///< the same code in another layout; empty: `image` is run
};

/// The executable that is run: sizes and clones are always those of `image`.
const std::filesystem::path& image_to_run(const Artifacts& artifacts);

} // namespace klp
