// SPDX-License-Identifier: Apache-2.0
#include "kbuild/link_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace klp {
namespace {

constexpr std::string_view archive = "vmlinux.a";
constexpr std::string_view object = "vmlinux.o";

// Options of ld whose value is the next argument.
constexpr std::array<std::string_view, 9> with_value = {"-m", "-z", "-T",   "-e",      "-u",
                                                        "-L", "-y", "-Map", "--script"};

// Options that say how the files after them are read.
constexpr std::array<std::string_view, 6> among_inputs = {
    "--whole-archive", "--no-whole-archive", "--start-group", "--end-group", "-(", "-)"};

template <typename List> bool contains(const List& list, std::string_view word) {
    return std::ranges::find(list, word) != std::ranges::end(list);
}

bool selects_emulation(std::string_view flag) {
    return flag.starts_with("-m") || flag == "-EL" || flag == "-EB";
}

} // namespace

LinkRequest read_link(const Arguments& arguments) {
    LinkRequest link;
    bool relocatable = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        const bool more = i + 1 < arguments.size();
        if (argument == "-r") {
            relocatable = true;
        } else if (argument == "-o" && more) {
            link.output = arguments[++i];
        } else if (contains(with_value, argument) && more) {
            link.flags.insert(link.flags.end(), {argument, arguments[++i]});
        } else if (contains(among_inputs, argument) || !argument.starts_with('-')) {
            link.inputs.push_back(argument);
        } else {
            link.flags.push_back(argument);
        }
    }
    const bool of_archive = contains(link.inputs, archive);
    if (relocatable) {
        link.kind = of_archive && link.output == object ? LinkKind::objects : LinkKind::other;
    } else if (of_archive || contains(link.inputs, object)) {
        link.kind = LinkKind::image;
    }
    return link;
}

Arguments image_arguments(const Arguments& arguments) {
    if (!contains(arguments, archive)) {
        return arguments;
    }
    Arguments out;
    bool in_group = false;
    for (const std::string& argument : arguments) {
        if (argument == "--start-group" || argument == "-(") {
            in_group = true;
        } else if (argument == "--end-group" || argument == "-)") {
            in_group = false;
        } else if (!in_group) {
            out.emplace_back(argument == archive ? object : argument);
        }
    }
    return out;
}

Arguments codegen_flags(std::string_view text) {
    constexpr std::array<std::string_view, 4> kept = {"-m", "-f", "-O", "-pg"};
    constexpr std::array<std::string_view, 7> dropped = {
        "-fplugin", "-frandom-seed", "-flto", "-ffat-lto-objects", "-fno-fat-lto-objects",
        "-fno-lto", "-fdump"};
    Arguments flags;
    while (!text.empty()) {
        const std::string_view flag =
            text.substr(0, text.find_first_of(std::string_view("\n\0", 2)));
        text.remove_prefix(std::min(text.size(), flag.size() + 1));
        const auto begins = [flag](std::string_view start) { return flag.starts_with(start); };
        if (std::ranges::any_of(kept, begins) && !std::ranges::any_of(dropped, begins) &&
            flag.find("-prefix-map=") == std::string_view::npos) {
            flags.emplace_back(flag);
        }
    }
    return flags;
}

Arguments lto_link(const LinkRequest& link, const KbuildSettings& settings,
                   const Arguments& codegen, const std::string& output) {
    // Warnings of types that differ between units are the kernel's own, and fill pages.
    Arguments argv = {settings.compiler, "-w"};
    argv.insert(argv.end(), codegen.begin(), codegen.end());
    argv.insert(argv.end(), settings.link.begin(), settings.link.end());
    if (settings.section_gc) {
        argv.insert(argv.end(), {"-ffunction-sections", "-fdata-sections"});
    }
    argv.insert(argv.end(), {"-r", "-nostdlib", fmt::format("-flto={}", settings.lto_jobs),
                             "-flinker-output=nolto-rel", "-frandom-seed=vmlinux"});
    if (settings.clone_dumps) {
        // WPA forks to stream its partitions, and each child writes what its copy of the dump's
        // buffer holds: seen with GCC 12 as lines torn apart and doubled. One at a time, none does.
        argv.insert(argv.end(), {"-fdump-ipa-clones", "--param=lto-max-streaming-parallelism=1"});
    }
    if (!settings.link_shims.empty()) {
        argv.insert(argv.end(), {"-B", settings.link_shims.string()});
    }
    const auto add_for_linker = [&argv](const std::string& word) {
        argv.insert(argv.end(), {"-Xlinker", word});
    };
    for (std::size_t i = 0; i < link.flags.size(); ++i) {
        const bool two = contains(with_value, link.flags[i]);
        if (!selects_emulation(link.flags[i]) || link.flags[i] == "-Map") {
            add_for_linker(link.flags[i]);
            if (two) {
                add_for_linker(link.flags[i + 1]);
            }
        }
        i += two ? 1 : 0;
    }
    argv.insert(argv.end(), {"-o", output});
    for (const std::string& input : link.inputs) {
        if (input.starts_with('-')) {
            add_for_linker(input);
        } else {
            argv.push_back(input);
        }
    }
    return argv;
}

} // namespace klp
