// SPDX-License-Identifier: Apache-2.0
#include "kbuild/compile_line.hpp"

#include <algorithm>
#include <string_view>

namespace klp {
namespace {

using Arguments = std::vector<std::string>;

bool is_lto_flag(std::string_view flag) {
    return flag == "-flto" || flag.starts_with("-flto=");
}

bool is_section_flag(std::string_view flag) {
    return flag == "-ffunction-sections" || flag == "-fdata-sections";
}

bool contains(const Arguments& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Where KCFLAGS stand: at the `-include` that names the shim.
Arguments::const_iterator find_shim(const Arguments& arguments, const std::string& shim) {
    const auto at = std::find(arguments.begin(), arguments.end(), shim);
    return at == arguments.begin() || at == arguments.end() ? arguments.end() : at - 1;
}

// kbuild puts the source last.
std::string source_of(const Arguments& arguments) {
    const std::string last = arguments.empty() ? "" : arguments.back();
    return last.ends_with(".c") || last.ends_with(".S") ? last : "";
}

std::string unit_of(const std::string& source, const std::string& tree) {
    const bool inside =
        source.size() > tree.size() + 1 && source.starts_with(tree) && source[tree.size()] == '/';
    return inside ? source.substr(tree.size() + 1) : source;
}

bool lies_in(const std::string& unit, const Arguments& paths) {
    return std::any_of(paths.begin(), paths.end(), [&unit](const std::string& path) {
        return path.ends_with('/') ? unit.starts_with(path) : unit == path;
    });
}

UnitKind kind_of(const Arguments& arguments, const CompileLine& line,
                 const KbuildSettings& settings) {
    const bool is_compile = contains(arguments, "-c") &&
                            find_shim(arguments, settings.shim.string()) != arguments.end();
    if (!is_compile || line.unit.empty()) {
        return UnitKind::none;
    }
    if (lies_in(line.unit, settings.apart)) {
        return UnitKind::apart;
    }
    if (line.unit.ends_with(".S")) {
        return UnitKind::assembly;
    }
    return contains(arguments, "-DMODULE") ? UnitKind::module : UnitKind::builtin;
}

Arguments axis_flags(const CompileLine& line, const KbuildSettings& settings) {
    Arguments flags = settings.compile;
    const bool sections =
        line.kind == UnitKind::builtin && !lies_in(line.unit, settings.after_link);
    std::erase_if(flags, [&](const std::string& flag) {
        return (is_lto_flag(flag) && !line.lto) || (is_section_flag(flag) && !sections);
    });
    return flags;
}

Arguments flags_of_every_cell(const CompileLine& line, const KbuildSettings& settings) {
    Arguments flags;
    if (!settings.plugin.empty()) {
        const std::string argument = "-fplugin-arg-" + settings.plugin.stem().string() + "-";
        flags.push_back("-fplugin=" + settings.plugin.string());
        flags.push_back(argument + "no-reorder");
        if (settings.lto) {
            flags.push_back(argument + "initcall-unit=" + line.unit);
        }
    }
    flags.push_back("-frandom-seed=" + line.unit);
    if (settings.clone_dumps) {
        flags.emplace_back("-fdump-ipa-clones");
    }
    return flags;
}

} // namespace

CompileLine compile_line(const Arguments& arguments, const KbuildSettings& settings) {
    CompileLine line;
    line.unit = unit_of(source_of(arguments), settings.source.string());
    line.kind = kind_of(arguments, line, settings);
    line.argv = arguments;
    const bool marked = std::erase(line.argv, lto_marker) > 0;
    if (line.kind != UnitKind::builtin && line.kind != UnitKind::module) {
        return line;
    }
    line.lto = settings.lto && marked && line.kind == UnitKind::builtin &&
               !lies_in(line.unit, settings.keep_out) && !lies_in(line.unit, settings.after_link);
    const Arguments flags = axis_flags(line, settings);
    line.argv.insert(find_shim(line.argv, settings.shim.string()), flags.begin(), flags.end());
    if (line.kind == UnitKind::builtin) {
        const Arguments common = flags_of_every_cell(line, settings);
        line.argv.insert(line.argv.end() - 1, common.begin(), common.end());
    }
    return line;
}

} // namespace klp
