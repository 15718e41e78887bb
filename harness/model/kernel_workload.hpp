// SPDX-License-Identifier: Apache-2.0
//
// What a workload of kind "kernel" has beside the fields of every workload. All knowledge of one
// kernel lives in its workload.toml; nothing here knows a version of Linux.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace klp {

/// Where the source tree comes from: an unpacked tree or an archive of one.
struct KernelSource {
    std::filesystem::path tree;    ///< empty when there is an archive
    std::filesystem::path archive; ///< a tarball; empty when there is a tree
    std::string sha256;            ///< of the archive, as found; empty for a tree
    std::string package;           ///< the Debian package that brings it; may be empty
};

/// A translation unit that must not be compiled with LTO.
struct KeptOut {
    std::string unit; ///< path in the source tree; "dir/" stands for all below it
    std::string reason;
};

/// A table in a section of its own whose entries each describe some code: an entry is needed only
/// when that code is.
struct WeakTable {
    std::string section;
    int entry_bytes = 0; ///< 0: only the relocations count, one an entry (objtool reads those)
    int subject = 0;     ///< offset in the entry of the relocation that names the code
};

/// What section GC must know of the kernel beside its linker script.
struct KernelCollection {
    std::string script;               ///< of vmlinux, in the object tree, after preprocessing
    std::vector<std::string> roots;   ///< symbols, or prefixes that end in `*`
    std::vector<std::string> collect; ///< sections reached by reference only; may end in `*`
    std::vector<std::string> drop;    ///< sections that the final link throws away: no roots
    std::vector<WeakTable> weak_tables;
};

/// How one boot differs from the next, to see how much a figure depends on things that should not
/// matter.
struct BootSetting {
    int memory_mib = 256;
    int padding = 0; ///< characters of padding on the kernel's command line
};

/// The machine that boots the kernel.
struct KernelMachine {
    std::string emulator;               ///< "qemu-system-x86_64"
    std::string package;                ///< the Debian package that brings it
    std::vector<std::string> arguments; ///< beside what measure/machine_arguments.hpp adds
    std::string command_line;           ///< of the kernel
    /// More of it where instructions are counted: what tells the guest how fast its clocks are.
    std::string command_line_counted;
    /// More of it in the second boot of a kernel that did not reach user space: what makes it talk.
    std::string command_line_diagnosis;
    std::vector<BootSetting> settings; ///< replicate r boots with settings[r]
};

struct KernelLimits {
    double unpack = 300;
    double configure = 300;
    double build = 3600;
    double boot = 120;
};

struct KernelWorkload {
    KernelSource source;
    std::string architecture;            ///< make's ARCH
    std::string base_configuration;      ///< make's target: "tinyconfig"
    std::filesystem::path fragment;      ///< of a configuration, merged onto it
    std::filesystem::path shim;          ///< header that every unit includes
    std::string image;                   ///< what is booted, in the object tree
    std::vector<std::string> make;       ///< variables for every build: "NAME=VALUE"
    std::vector<std::string> make_lto;   ///< and with LTO
    std::string typical_unit;            ///< compiled with the flags that most units have
    std::vector<KeptOut> keep_out;       ///< of LTO
    std::vector<std::string> after_link; ///< units linked after vmlinux.o: no LTO, no sections
    std::vector<std::string> apart;      ///< paths whose code is not part of vmlinux proper
    KernelCollection collection;
    std::filesystem::path kbench; ///< folder of the guest's benchmark program
    KernelMachine machine;
    KernelLimits limits;
    int proof_units = 120; ///< translation units compiled both ways
};

} // namespace klp
