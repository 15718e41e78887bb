// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/compiler_facts.hpp"
#include "model/experiment.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

inline constexpr const char* sorry =
    "cc1: sorry, unimplemented: live patching is not supported with LTO";

/// Compilers as a table: all refuse -flto with -flive-patching, as GCC 12 does; "gcc-13" only with
/// inline-only-static; none knows -fbogus. Records what it was asked.
class FakeCompilers final : public klp::CompilerFacts {
public:
    using Flags = std::vector<std::string>;

    std::vector<std::string> missing;
    bool has_plugin_headers = true;
    Flags extra_refusal; ///< a set of flags that is refused although each is known
    std::vector<Flags> probed;
    std::vector<std::pair<Flags, std::string>> asked_options; ///< base, flag
    std::size_t identified = 0;

    klp::Result<klp::CompilerIdentity> identify(const klp::AxisValue& compiler) override {
        ++identified;
        if (has(missing, compiler.name)) {
            return klp::failure(compiler.name + " is not installed: apt-get install " +
                                compiler.compiler->package);
        }
        klp::CompilerIdentity identity;
        identity.value = compiler.name;
        identity.path = "/usr/bin/" + compiler.name;
        identity.family = compiler.name.starts_with("clang") ? "clang" : "gcc";
        identity.target = "x86_64-linux-gnu";
        return identity;
    }

    klp::Probe probe(const klp::AxisValue& compiler, const Flags& flags) override {
        probed.push_back(flags);
        klp::Probe probe{compiler.name, flags, true, ""};
        const bool levels =
            has(flags, "-flive-patching=inline-only-static") ||
            (has(flags, "-flive-patching=inline-clone") && compiler.name != "gcc-13");
        if (has(flags, "-fbogus")) {
            probe = {compiler.name, flags, false, "error: unrecognized option '-fbogus'"};
        } else if (levels && has(flags, "-flto")) {
            probe = {compiler.name, flags, false, sorry};
        } else if (!extra_refusal.empty() &&
                   std::all_of(extra_refusal.begin(), extra_refusal.end(),
                               [&](const std::string& flag) { return has(flags, flag); })) {
            probe = {compiler.name, flags, false, "error: not these together"};
        }
        return probe;
    }

    klp::Result<Flags> options_disabled_by(const klp::AxisValue&, const Flags& base,
                                           const std::string& flag) override {
        asked_options.emplace_back(base, flag);
        return flag == "-flive-patching=inline-clone" ? Flags{"-fno-ipa-ra"}
                                                      : Flags{"-fno-ipa-ra", "-fno-ipa-cp"};
    }

    klp::Result<Flags> plugin_flags(const klp::AxisValue& compiler,
                                    const std::string& argument) override {
        if (!has_plugin_headers) {
            return klp::failure("no plugin headers: apt-get install " +
                                compiler.compiler->plugin_package);
        }
        return Flags{"-fplugin=/p.so", "-fplugin-arg-p-" + argument};
    }

private:
    static bool has(const Flags& flags, const std::string& flag) {
        return std::find(flags.begin(), flags.end(), flag) != flags.end();
    }
};

/// The axes of the default experiment with two workloads. Sets are given by the names of values.
inline klp::Experiment make_experiment(const std::vector<std::string>& compilers,
                                       const std::vector<std::string>& lto,
                                       const std::vector<std::string>& live_patching,
                                       const std::vector<std::string>& section_gc = {"off"}) {
    using klp::AxisValue;
    const auto value = [](std::string name, std::vector<std::string> compile,
                          std::vector<std::string> link) {
        AxisValue made;
        made.name = std::move(name);
        made.compile = std::move(compile);
        made.link = std::move(link);
        return made;
    };
    const auto compiler = [&](const std::string& name) {
        AxisValue made = value(name, {}, {});
        made.compiler = klp::CompilerCommand{name, name, name + "-plugin-dev"};
        return made;
    };
    const auto level = [&](const std::string& name, const std::string& plugin) {
        const std::string flag = "-flive-patching=" + name;
        AxisValue made = value(name, {flag}, {flag});
        made.compilers = {"gcc"};
        made.equivalent = klp::Equivalent{flag, plugin};
        return made;
    };
    klp::Experiment experiment;
    experiment.name = "x";
    experiment.axes = {
        {{"compiler", "", "gcc-12", {compiler("gcc-12"), compiler("gcc-13"), compiler("clang-14")}},
         compilers,
         {}},
        {{"opt", "", "O2", {value("O2", {"-O2"}, {"-O2"})}}, {"O2"}, {}},
        {{"lto", "", "off", {value("off", {}, {}), value("full", {"-flto"}, {"-flto=1"})}},
         lto,
         {}},
        {{"live_patching",
          "",
          "off",
          {value("off", {}, {}), level("inline-clone", ""),
           level("inline-only-static", "inline-only-static")}},
         live_patching,
         {}},
        {{"section_gc",
          "",
          "off",
          {value("off", {}, {}), value("on", {"-ffunction-sections"}, {"-Wl,--gc-sections"})}},
         section_gc,
         {}}};
    experiment.workloads.resize(2);
    experiment.workloads[0].name = "aead";
    experiment.workloads[1].name = "lz77";
    return experiment;
}
