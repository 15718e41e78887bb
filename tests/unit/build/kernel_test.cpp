// SPDX-License-Identifier: Apache-2.0
#include "build/kernel.hpp"

#include "build/kernel_proof.hpp"
#include "model/kbuild_settings.hpp"
#include "model/unit_log.hpp"
#include "support/error_of.hpp"
#include "unit/build/kernel_setting.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace klp;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

namespace {

bool holds(const Words& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

KbuildSettings settings_in(const fs::path& file) {
    return parse_kbuild_settings(read_file(file).value()).value();
}

} // namespace

TEST_CASE("a plain kernel is built by make, with our programs for compiler and linker") {
    KernelSetting setting;
    const KernelBuildRequest request = setting.request();
    const Build build = build_kernel(request, setting.runner).value();
    CHECK(build.outcome == Outcome::ok);
    const fs::path objects = kernel_objects(request.folder);
    CHECK(build.commands ==
          std::vector<Words>{{"make", "-j2", "-C", "/cache/linux", "O=" + objects.string(),
                              "ARCH=x86_64", "CC=/b/klpbench-kcc", "LD=/b/klpbench-kld",
                              "KCFLAGS=-include /w/shim.h", "KAFLAGS=-include /w/shim.h",
                              "delay-objtool=y", "bzImage"}});
    CHECK(read_file(objects / ".config").value() == setting.made_configuration);
    CHECK(build.artifacts.image == objects / "vmlinux");
    CHECK(build.artifacts.kernel->boot_image == objects / "arch/x86/boot/bzImage");
    CHECK_FALSE(build.artifacts.section_gc);
    const KbuildSettings settings = settings_in(request.folder / "kbuild.settings");
    CHECK(settings.compiler == "/usr/bin/gcc-12");
    CHECK_FALSE(settings.lto);
    CHECK(settings.compile == Words{"-O2"});
    CHECK(settings.keep_out == Words{"mm/percpu.c"});
    CHECK(settings.codegen_unit == "init/main.c");
}

TEST_CASE("under LTO make is told so, and the link gets the flags that generate code") {
    KernelSetting setting;
    setting.flags = {"/usr/bin/gcc-12",
                     {"-O2", "-flto", "-ffunction-sections"},
                     {"-O2", "-flto=1", "-ffunction-sections", "-Wl,--gc-sections"},
                     true};
    const KernelBuildRequest request = setting.request();
    const Build build = build_kernel(request, setting.runner).value();
    const Words& make = build.commands.at(0);
    CHECK(holds(make, "KCFLAGS=-flto -include /w/shim.h"));
    CHECK(holds(make, "AR=/usr/bin/gcc-ar-12"));
    CHECK(holds(make, "NM=/usr/bin/gcc-nm-12"));
    CHECK(holds(make, "CC_FLAGS_LTO=-flto"));
    const KbuildSettings settings = settings_in(request.folder / "kbuild.settings");
    CHECK(settings.lto);
    CHECK(settings.section_gc);
    CHECK(settings.lto_jobs == 2);
    CHECK(settings.link == Words{"-O2", "-ffunction-sections"});
    CHECK(build.artifacts.section_gc);
}

TEST_CASE("a failed build names the unit that failed") {
    KernelSetting setting;
    const KernelBuildRequest request = setting.request();
    setting.runner.on({"make"}, [&](const ProcessRequest&) {
        write_to(request.folder / "processes.log", "compile\tmm/slab.c\t1\t1\t1\t1\t0\n"
                                                   "compile\tmm/shmem.c\t1\t1\t1\t1\t1\n");
        return exited(2, "", "mm/shmem.c:1: error: BUILD_BUG failed\n");
    });
    const Build build = build_kernel(request, setting.runner).value();
    CHECK(build.outcome == Outcome::build_failed);
    CHECK(build.reason == "building: make exited with status 2; compile of mm/shmem.c failed");
    CHECK(build.diagnostic == "mm/shmem.c:1: error: BUILD_BUG failed\n");
}

TEST_CASE("a full disk is no outcome, and a hung build is one") {
    KernelSetting setting;
    setting.runner.on({"make"}, exited(2, "", "ld: final link failed: No space left on device\n"));
    CHECK(error_of(build_kernel(setting.request(), setting.runner)).message.find("no space left") !=
          std::string::npos);
    setting.workload.kernel->limits.build = 10;
    setting.runner.on({"make"}, lasting(11));
    CHECK(build_kernel(setting.request(), setting.runner)->outcome == Outcome::timeout);
}

TEST_CASE("units are drawn by the seed, each once") {
    const Words units{"a", "b", "c", "d", "e", "f", "a"};
    const Words drawn = draw_units(units, 3, 7);
    CHECK(drawn.size() == 3);
    CHECK(drawn == draw_units({"f", "e", "d", "c", "b", "a"}, 3, 7));
    CHECK(drawn != draw_units(units, 3, 8));
    CHECK(draw_units(units, 100, 7).size() == 6);
}

TEST_CASE("a proof compiles units of the build both ways and says which differ") {
    KernelSetting setting;
    const KernelBuildRequest request = setting.request();
    must(make_folder(request.folder));
    std::string log;
    for (const char* unit : {"same.c", "differs.c", "refused.c"}) {
        log += unit_log_line({unit, {"-c", "-o", "x.o", std::string("/cache/linux/") + unit}});
    }
    write_to(kernel_units(request.folder), log);
    setting.runner.on({"/b/klpbench-kcc"}, [](const ProcessRequest& compile) {
        const std::string settings = compile.environment.at(0).second;
        const bool native = settings.ends_with("native.settings");
        CHECK(settings_in(settings).compile == Words{native ? "-native" : "-equivalent"});
        CHECK(settings_in(settings).log.empty());
        const std::string unit = compile.argv.back();
        if (unit.ends_with("refused.c") && native) {
            return exited(1);
        }
        write_to(output_of(compile), unit.ends_with("same.c") ? "object" : settings);
        return exited(0);
    });
    ProofRequest proof;
    proof.axis = "live_patching";
    proof.value = "inline-clone";
    proof.others.set("compiler", "gcc-12");
    proof.others.set("lto", "off");
    proof.native = {"/usr/bin/gcc-12", {"-native"}, {}, true};
    proof.equivalent = {"/usr/bin/gcc-12", {"-equivalent"}, {}, true};
    const EquivalenceProof result =
        prove_kernel_equivalence(proof, request, 1, setting.runner).value();
    CHECK(result.total == 3);
    CHECK(result.equal == 1);
    CHECK(result.unequal ==
          Words{"differs.c: the objects differ", "refused.c: only the equivalent compiles it"});
    CHECK(result.compiler == "gcc-12");
    CHECK(result.others == "lto=off");
    CHECK(result.workload == "linux-tiny");
}
