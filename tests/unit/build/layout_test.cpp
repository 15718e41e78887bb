// SPDX-License-Identifier: Apache-2.0
#include "build/layout.hpp"

#include "support/error_of.hpp"
#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace klp;
using Words = std::vector<std::string>;
using End = ProcessResult::End;
namespace fs = std::filesystem;

namespace {

const std::string rule = "==================================================\n";
const std::string gnu_says = "GNU ld 2.40\n" + rule +
                             ".text : { *(.text .text.*) }\n.rodata : { *(.rodata) }\n"
                             ".data : { *(.data) }\n.bss : { *(.bss) }\n" +
                             rule;

/// A suite of two units that is built, and compilers and linkers of half a second.
struct LayoutSetting {
    TemporaryFolder folder = fresh_folder();
    fs::path work = folder.path() / "build";
    fs::path objects = folder.path() / "layouts";
    FakeProcessRunner runner;
    Workload workload;
    BuildFlags flags{"/usr/bin/gcc-12", {"-O2"}, {"-Wl,-O1"}, true};
    LayoutLinker linker{objects,
                        [](const fs::path& object) -> Result<std::vector<std::string>> {
                            const std::string name = object.stem().string();
                            return std::vector<std::string>{".text", ".text." + name + "_f",
                                                            ".text." + name + "_g"};
                        },
                        runner};
    Build build;

    LayoutSetting() {
        workload.name = "tree";
        workload.folder = "/suites/tree";
        workload.sources = {"a.c", "b.c"};
        workload.compile = {"-std=gnu11"};
        workload.link = {"-no-pie"};
        workload.limits.compile = 60;
        workload.limits.link = 120;
        write_to(work / "a.c.o", "object a");
        write_to(work / "b.c.o", "object b");
        runner.on({}, exited(0));
        runner.on({"-Wl,--verbose"}, exited(1, gnu_says, "undefined reference to `main'"));
    }

    Result<Layout> link(std::uint64_t seed) {
        build = {};
        return linker.link({workload, flags, "/cache/libtree-driver.so", "/shims", work, 1}, seed,
                           build);
    }

    /// The words of one request after the compiler's name.
    [[nodiscard]] Words words(std::size_t request) const {
        return {runner.requests.at(request).argv.begin() + 1,
                runner.requests.at(request).argv.end()};
    }

    [[nodiscard]] std::string kept() const {
        for (const auto& entry : fs::directory_iterator(objects)) {
            return entry.path().string();
        }
        return {};
    }
};

Words linked(const Words& options, const Words& objects, const LayoutSetting& setting) {
    Words words{"-no-pie", "-Wl,-O1"};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), objects.begin(), objects.end());
    const std::string work = setting.work.string();
    words.insert(words.end(), {"-L" + work, "-l:libtree-driver.so", "-Wl,-rpath,$ORIGIN", "-o",
                               work + "/tree.layout"});
    return words;
}

} // namespace

TEST_CASE("objects with a section a function are compiled once, then only linked") {
    LayoutSetting setting;
    const Layout layout = setting.link(7).value();
    CHECK(layout.image == setting.work / "tree.layout");
    CHECK(layout.description.starts_with("seed 7, 4 code sections in 1 group, text +"));
    REQUIRE(setting.runner.requests.size() == 4);
    const std::string kept = setting.kept();
    CHECK(setting.words(0) == Words{"-std=gnu11", "-O2", "-ffunction-sections", "-frandom-seed=a.c",
                                    "-c", "a.c", "-o", kept + "/a.c.o"});
    const std::string script = setting.work.string() + "/layout.ld";
    CHECK(setting.words(3) == linked({"-frandom-seed=tree", "-T", script},
                                     {kept + "/a.c.o", kept + "/b.c.o"}, setting));
    CHECK(read_file(script).value().find("*(\".text.a.c_f\")\n") != std::string::npos);
    for (const ProcessRequest& request : setting.runner.requests) {
        CHECK(request.cpu == 1);
        CHECK(request.directory == "/suites/tree");
        CHECK(request.record_log.empty()); // it is no cost of the configuration
    }
    CHECK(setting.build.children_s == 2);
    CHECK(setting.build.commands.size() == 3); // all but the question
    CHECK(setting.build.outcome == Outcome::ok);

    REQUIRE(setting.link(8));
    CHECK(setting.runner.requests.size() == 5);
    CHECK(setting.build.children_s == 0.5);
}

TEST_CASE("other objects or flags have parts of their own") {
    LayoutSetting setting;
    REQUIRE(setting.link(7));
    write_to(setting.work / "b.c.o", "another object");
    REQUIRE(setting.link(7));
    CHECK(setting.runner.requests.size() == 8);
    setting.flags.link.emplace_back("-Wl,--gc-sections");
    REQUIRE(setting.link(7));
    CHECK(setting.runner.requests.size() == 12);
}

TEST_CASE("objects that have a section a function are taken as they are") {
    LayoutSetting setting;
    setting.flags.compile = {"-O2", "-ffunction-sections"};
    REQUIRE(setting.link(7));
    CHECK(setting.runner.requests.size() == 2);
    CHECK(read_file(fs::path(setting.kept()) / "b.c.o").value() == "object b");

    LayoutSetting off;
    off.flags.compile = {"-ffunction-sections", "-fno-function-sections"};
    REQUIRE(off.link(7));
    CHECK(off.runner.requests.size() == 4);
}

TEST_CASE("with LTO the objects are those that its link makes, in their order") {
    LayoutSetting setting;
    setting.flags.compile = {"-O2", "-flto=auto"};
    setting.runner.on({"-save-temps"}, [](const ProcessRequest& request) {
        const std::string image = output_of(request).string();
        for (const char* name : {".ltrans10.ltrans.o", ".ltrans9.ltrans.o", ".ltrans9.o"}) {
            write_to(image + name, "native");
        }
        return exited(0);
    });
    REQUIRE(setting.link(7));
    REQUIRE(setting.runner.requests.size() == 3);
    const std::string work = setting.work.string();
    const std::string kept = setting.kept();
    CHECK(setting.words(0) == Words{"-no-pie", "-Wl,-O1", "-frandom-seed=tree",
                                    "-ffunction-sections", "-save-temps", work + "/a.c.o",
                                    work + "/b.c.o", "-L" + work, "-l:libtree-driver.so",
                                    "-Wl,-rpath,$ORIGIN", "-o", kept + "/tree"});
    CHECK(setting.words(2) ==
          linked({"-frandom-seed=tree", "-T", work + "/layout.ld"},
                 {kept + "/tree.ltrans9.ltrans.o", kept + "/tree.ltrans10.ltrans.o"}, setting));
}

TEST_CASE("lld shuffles by itself, by a seed of 31 bits") {
    LayoutSetting setting;
    setting.flags.link = {"-Wl,-O1", "-fuse-ld=lld"};
    const Layout layout = setting.link(0x1'8000'0007).value();
    CHECK(layout.description == "seed 6442450951, shuffled by lld with seed 7");
    REQUIRE(setting.runner.requests.size() == 3);
    const Words words = setting.words(2);
    CHECK(std::count(words.begin(), words.end(), "-Wl,--shuffle-sections=.text.*=7") == 1);
    CHECK(std::count(words.begin(), words.end(), "-T") == 0);
}

TEST_CASE("where a layout cannot be made there is none, the reason is told, and the build is ok") {
    const auto reason_of = [](const Words& words, const ProcessResult& answer) {
        LayoutSetting setting;
        setting.runner.on(words, answer);
        const Layout layout = setting.link(7).value();
        CHECK(layout.image.empty());
        CHECK(setting.build.outcome == Outcome::ok);
        return layout.description;
    };
    CHECK(reason_of({"-Wl,--verbose"}, exited(1, "GNU gold 1.16\n")) ==
          "none: the linker does not show its script, as GNU ld does");
    CHECK(reason_of({"-Wl,--verbose"}, exited(1, "GNU ld\n" + rule + ".text : { }\n" + rule)) ==
          "none: the linker's script has no output section .rodata");
    CHECK(reason_of({"-ffunction-sections"}, exited(1)) ==
          "none: compiling a.c: the compiler exited with status 1");
    CHECK(reason_of({"-T"}, lasting(200)) ==
          "none: linking: the compiler was ended at its time limit with all its children");

    LayoutSetting lto;
    lto.flags.compile = {"-flto"};
    CHECK(lto.link(7).value().description == "none: the LTO link leaves no native objects");
    const std::size_t asked = lto.runner.requests.size();
    CHECK(lto.link(8).value().image.empty());
    CHECK(lto.runner.requests.size() == asked); // known already
}

TEST_CASE("what says nothing of the layout is an error, and is tried again") {
    LayoutSetting setting;
    for (const Words& words : {Words{"-ffunction-sections"}, Words{"-Wl,--verbose"}, Words{"-T"}}) {
        setting.runner.on(words, ended(End::interrupted));
        CHECK(error_of(setting.link(7)).kind == ErrorKind::interrupted);
        setting.runner.on(words, words[0] == "-Wl,--verbose" ? exited(1, gnu_says) : exited(0));
        CHECK(setting.link(7));
        setting.flags.link.emplace_back("-Wl,--another"); // so that the parts are made anew
    }
    setting.runner.on({"-T"}, exited(1, "", "ld: tree.layout: No space left on device\n"));
    CHECK(error_of(setting.link(7)).message.find("no space left in ") != std::string::npos);
}
