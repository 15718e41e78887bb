// SPDX-License-Identifier: Apache-2.0
//
// The links that kbuild asks for, as lists of arguments. Only two kinds are changed: the
// relocatable link of vmlinux.o, and the final ones, which take vmlinux.o instead of the archive.
#pragma once

#include "model/kbuild_settings.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

using Arguments = std::vector<std::string>;

enum class LinkKind {
    other,   ///< passed on
    objects, ///< `-r -o vmlinux.o … vmlinux.a …`
    image,   ///< `-o vmlinux`, `-o .tmp_vmlinux…`: names vmlinux.a or vmlinux.o
};

struct LinkRequest {
    LinkKind kind = LinkKind::other;
    std::string output; ///< what -o names
    Arguments flags;    ///< without -r, -o and the inputs
    Arguments inputs;   ///< files and the options between them, such as --whole-archive
};

/// Takes the linker's arguments (without its own name) apart.
LinkRequest read_link(const Arguments& arguments);

/// A final link's arguments with vmlinux.o for vmlinux.a and for the libraries in the group, all of
/// which are in it already.
Arguments image_arguments(const Arguments& arguments);

/// The flags of one unit's compile that say how code is generated and have to be repeated where
/// LTO generates it. `text` has one a line.
Arguments codegen_flags(std::string_view text);

/// The compiler's argv that makes `output` from the link's inputs by LTO. Options of the linker
/// that name its emulation are left out: the driver gives its own.
Arguments lto_link(const LinkRequest& link, const KbuildSettings& settings,
                   const Arguments& codegen, const std::string& output);

} // namespace klp
