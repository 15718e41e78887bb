// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace klp {

/// Who a compiler is. Two compilers with equal `identity` produce the same code.
struct CompilerIdentity {
    std::string value;    ///< the value on the axis `compiler`: "gcc-12"
    std::string path;     ///< resolved: "/usr/bin/gcc-12"
    std::string family;   ///< "gcc" or "clang"
    std::string version;  ///< first line of --version
    std::string target;   ///< -dumpmachine: "x86_64-linux-gnu"
    std::string linker;   ///< first line of the linker's --version
    std::string identity; ///< SHA-256 over the driver's, cc1's, lto1's and the linker's contents
};

/// What a compiler says of a set of flags.
struct Probe {
    std::string compiler; ///< the value on the axis `compiler`
    std::vector<std::string> flags;
    bool accepted = false;
    std::string diagnostic; ///< verbatim, when refused
};

/// Byte-for-byte comparison of objects compiled natively and by the equivalent realisation,
/// without LTO, under one setting of the other axes.
struct EquivalenceProof {
    std::string compiler;
    std::string axis;  ///< "live_patching"
    std::string value; ///< "inline-only-static"
    std::string workload;
    std::string others; ///< Configuration::text() of the remaining axes
    std::vector<std::string> native_flags;
    std::vector<std::string> equivalent_flags;
    int equal = 0; ///< translation units whose objects are byte for byte the same
    int total = 0;
    std::vector<std::string> unequal; ///< the units that differ or failed, each with why
};

} // namespace klp
