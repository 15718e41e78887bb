// SPDX-License-Identifier: Apache-2.0
#include "fake_compilers.hpp"
#include "plan/make_plan.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace klp;

namespace {

using Flags = std::vector<std::string>;

const PlannedCell& cell(const Plan& plan, const std::string& id) {
    for (const PlannedCell& candidate : plan.cells) {
        if (candidate.id == id) {
            return candidate;
        }
    }
    FAIL("no cell " << id);
    throw 0;
}

const char* const only_static_under_lto =
    "aead@compiler=gcc-12,opt=O2,lto=full,live_patching=inline-only-static,section_gc=off";

} // namespace

TEST_CASE("cells are the product, workload by workload, the last axis fastest") {
    FakeCompilers facts;
    const Plan plan = make_plan(
        make_experiment({"gcc-12"}, {"off"}, {"off", "inline-clone"}, {"off", "on"}), facts);
    std::vector<std::string> ids;
    for (const PlannedCell& planned : plan.cells) {
        ids.push_back(planned.id);
    }
    const std::string fixed = "@compiler=gcc-12,opt=O2,lto=off,live_patching=";
    CHECK(ids == std::vector<std::string>{
                     "aead" + fixed + "off,section_gc=off", "aead" + fixed + "off,section_gc=on",
                     "aead" + fixed + "inline-clone,section_gc=off",
                     "aead" + fixed + "inline-clone,section_gc=on",
                     "lz77" + fixed + "off,section_gc=off", "lz77" + fixed + "off,section_gc=on",
                     "lz77" + fixed + "inline-clone,section_gc=off",
                     "lz77" + fixed + "inline-clone,section_gc=on"});
    CHECK(plan.experiment == "x");
    CHECK(plan.cells[4].workload == 1);
}

TEST_CASE("accepted flags are native, in the order of the axes") {
    FakeCompilers facts;
    const Plan plan =
        make_plan(make_experiment({"gcc-12"}, {"off"}, {"inline-only-static"}, {"on"}), facts);
    const PlannedCell& native = plan.cells[0];
    CHECK(native.status == CellStatus::planned);
    CHECK(native.flags.compiler == "/usr/bin/gcc-12");
    CHECK(native.flags.compile ==
          Flags{"-O2", "-flive-patching=inline-only-static", "-ffunction-sections"});
    CHECK(native.flags.link ==
          Flags{"-O2", "-flive-patching=inline-only-static", "-Wl,--gc-sections"});
    CHECK(native.realisation.size() == 5);
    CHECK(native.realisation.at("live_patching") == Realisation::native);
    CHECK(native.diagnostic.empty());
    CHECK(plan.proofs.empty());
}

TEST_CASE("refused flags are brought about by options and the plugin") {
    FakeCompilers facts;
    const Plan plan =
        make_plan(make_experiment({"gcc-12"}, {"off", "full"}, {"inline-only-static"}), facts);
    const PlannedCell& equivalent = cell(plan, only_static_under_lto);
    CHECK(equivalent.status == CellStatus::planned);
    CHECK(equivalent.flags.compile == Flags{"-O2", "-flto", "-fno-ipa-ra", "-fno-ipa-cp",
                                            "-fplugin=/p.so", "-fplugin-arg-p-inline-only-static"});
    CHECK(equivalent.flags.link == Flags{"-O2", "-flto=1", "-fno-ipa-ra", "-fno-ipa-cp"});
    CHECK(equivalent.realisation.at("live_patching") == Realisation::equivalent);
    CHECK(equivalent.realisation.at("lto") == Realisation::native);
    CHECK(equivalent.reason.empty());
    CHECK(equivalent.diagnostic == sorry);
}

TEST_CASE("the options are read where the compiler takes the flag: without LTO") {
    FakeCompilers facts;
    make_plan(make_experiment({"gcc-12"}, {"full"}, {"inline-clone"}, {"on"}), facts);
    REQUIRE(facts.asked_options.size() == 1);
    CHECK(facts.asked_options[0].first == Flags{"-O2", "-ffunction-sections"});
    CHECK(facts.asked_options[0].second == "-flive-patching=inline-clone");
}

TEST_CASE("what the compiler takes with LTO stays native") {
    FakeCompilers facts;
    const Plan plan = make_plan(make_experiment({"gcc-13"}, {"full"}, {"inline-clone"}), facts);
    CHECK(plan.cells[0].realisation.at("live_patching") == Realisation::native);
    CHECK(plan.cells[0].flags.compile == Flags{"-O2", "-flto", "-flive-patching=inline-clone"});
    CHECK(facts.asked_options.empty());
}

TEST_CASE("a proof compares both ways with the refusing axis at its baseline") {
    FakeCompilers facts;
    const Plan plan =
        make_plan(make_experiment({"gcc-12"}, {"full"}, {"inline-only-static"}), facts);
    REQUIRE(plan.proofs.size() == 2); // one per workload
    const ProofRequest& proof = plan.proofs[0];
    CHECK(proof.axis == "live_patching");
    CHECK(proof.value == "inline-only-static");
    CHECK(proof.workload == 0);
    CHECK(proof.others.text() == "compiler=gcc-12,opt=O2,lto=off,section_gc=off");
    CHECK(proof.native.compile == Flags{"-O2", "-flive-patching=inline-only-static"});
    CHECK(proof.equivalent.compile == Flags{"-O2", "-fno-ipa-ra", "-fno-ipa-cp", "-fplugin=/p.so",
                                            "-fplugin-arg-p-inline-only-static"});
    CHECK(proof.native.compiler == "/usr/bin/gcc-12");
    CHECK(proof.equivalent.compiler == "/usr/bin/gcc-12");
    CHECK(plan.proofs[1].workload == 1);
}

TEST_CASE("there is one proof per value, workload and setting of the other axes") {
    FakeCompilers facts;
    const Plan plan =
        make_plan(make_experiment({"gcc-12", "gcc-13"}, {"off", "full"},
                                  {"off", "inline-clone", "inline-only-static"}, {"off", "on"}),
                  facts);
    std::set<std::string> distinct;
    for (const ProofRequest& proof : plan.proofs) {
        distinct.insert(std::to_string(proof.workload) + proof.value + proof.others.text());
    }
    CHECK(distinct.size() == plan.proofs.size());
    CHECK(plan.proofs.size() == 12); // 2 workloads × (2 of gcc-12 + 1 of gcc-13) × 2 of section_gc
}

TEST_CASE("missing plugin headers make the cell unsupported and say what to install") {
    FakeCompilers facts;
    facts.has_plugin_headers = false;
    const Plan plan = make_plan(
        make_experiment({"gcc-12"}, {"full"}, {"inline-clone", "inline-only-static"}), facts);
    const PlannedCell& unsupported = cell(plan, only_static_under_lto);
    CHECK(unsupported.status == CellStatus::unsupported);
    CHECK(unsupported.reason == "no plugin headers: apt-get install gcc-12-plugin-dev");
    CHECK(unsupported.diagnostic == sorry);
    CHECK(unsupported.flags.compile.empty());
    CHECK(unsupported.realisation.empty());
    CHECK(plan.cells[0].status == CellStatus::planned); // inline-clone needs no plugin
    CHECK(plan.proofs.size() == 2);                     // inline-clone's
}

TEST_CASE("a flag without an equivalent that is refused is unsupported, in the compiler's words") {
    FakeCompilers facts;
    Experiment experiment = make_experiment({"gcc-12"}, {"full"}, {"off"});
    experiment.axes[2].axis.values[1].compile = {"-fbogus"};
    const Plan plan = make_plan(experiment, facts);
    CHECK(plan.cells[0].status == CellStatus::unsupported);
    CHECK(plan.cells[0].reason == "gcc-12 refuses these flags: -O2 -fbogus");
    CHECK(plan.cells[0].diagnostic == "error: unrecognized option '-fbogus'");
}

TEST_CASE("a refusal of the equivalent too keeps both diagnostics") {
    FakeCompilers facts;
    facts.extra_refusal = {"-flto", "-fno-ipa-ra"};
    const Plan plan = make_plan(make_experiment({"gcc-12"}, {"full"}, {"inline-clone"}), facts);
    CHECK(plan.cells[0].status == CellStatus::unsupported);
    CHECK(plan.cells[0].reason ==
          "gcc-12 refuses the flags, also with the equivalent of live_patching=inline-clone");
    CHECK(plan.cells[0].diagnostic == std::string(sorry) + "\nerror: not these together");
    CHECK(plan.proofs.empty());
}

TEST_CASE("a value that the compiler never takes has no equivalent") {
    FakeCompilers facts;
    Experiment experiment = make_experiment({"gcc-12"}, {"off"}, {"inline-clone"});
    experiment.axes[3].axis.values[1].compile = {"-fbogus"};
    const Plan plan = make_plan(experiment, facts);
    CHECK(plan.cells[0].status == CellStatus::unsupported);
    CHECK(plan.cells[0].reason == "gcc-12 refuses live_patching=inline-clone with the baseline of "
                                  "every other axis too: there is no effect to copy");
}

TEST_CASE("a missing compiler is unsupported, or excluded when it is optional") {
    FakeCompilers facts;
    facts.missing = {"gcc-13"};
    Experiment experiment = make_experiment({"gcc-12", "gcc-13"}, {"off"}, {"off"});
    const Plan plan = make_plan(experiment, facts);
    CHECK(plan.cells[0].status == CellStatus::planned);
    CHECK(plan.cells[1].status == CellStatus::unsupported);
    CHECK(plan.cells[1].reason == "gcc-13 is not installed: apt-get install gcc-13");

    experiment.axes[0].optional = {"gcc-13"};
    const Plan optional = make_plan(experiment, facts);
    CHECK(optional.cells[1].status == CellStatus::excluded);
    CHECK(optional.cells[1].reason == "gcc-13 is not installed (optional): apt-get install gcc-13");
}

TEST_CASE("a value is kept from compilers and architectures that it is not for") {
    FakeCompilers facts;
    Experiment experiment = make_experiment({"clang-14", "gcc-12"}, {"off"}, {"inline-clone"});
    const Plan plan = make_plan(experiment, facts);
    CHECK(plan.cells[0].status == CellStatus::unsupported);
    CHECK(plan.cells[0].reason == "live_patching=inline-clone is for gcc only, not for clang-14");
    CHECK(plan.cells[1].status == CellStatus::planned);

    experiment.axes[3].axis.values[1].compilers = {"gcc-11", "gcc-12"}; // single ones
    CHECK(make_plan(experiment, facts).cells[1].status == CellStatus::planned);

    experiment.axes[4].axis.values[0].architectures = {"aarch64", "riscv64"};
    const Plan elsewhere = make_plan(experiment, facts);
    CHECK(elsewhere.cells[1].status == CellStatus::unsupported);
    CHECK(elsewhere.cells[1].reason ==
          "section_gc=off is for aarch64, riscv64 only; gcc-12 is for x86_64");
}

TEST_CASE("an exclusion needs each of its axes and its workload, and is not probed") {
    FakeCompilers facts;
    Experiment experiment = make_experiment({"gcc-12"}, {"off", "full"}, {"off"}, {"off", "on"});
    experiment.exclusions = {{{{"lto", {"full"}}, {"section_gc", {"on"}}}, {"lz77"}, "too slow"}};
    const Plan plan = make_plan(experiment, facts);
    std::vector<std::string> excluded;
    for (const PlannedCell& planned : plan.cells) {
        if (planned.status == CellStatus::excluded) {
            excluded.push_back(planned.id);
            CHECK(planned.reason == "too slow");
        }
    }
    CHECK(excluded == std::vector<std::string>{
                          "lz77@compiler=gcc-12,opt=O2,lto=full,live_patching=off,section_gc=on"});

    facts.probed.clear();
    experiment.exclusions = {{{{"live_patching", {"inline-clone", "off"}}}, {}, "none"}};
    make_plan(experiment, facts);
    CHECK(facts.probed.empty());
}

TEST_CASE("the compiler is asked each question once") {
    FakeCompilers facts;
    make_plan(make_experiment({"gcc-12"}, {"off", "full"},
                              {"off", "inline-clone", "inline-only-static"}, {"off", "on"}),
              facts);
    CHECK(facts.identified == 1);
    const std::set<Flags> distinct(facts.probed.begin(), facts.probed.end());
    CHECK(distinct.size() == facts.probed.size());
    CHECK(facts.probed.size() == 12 + 4); // native sets + those with equivalents under LTO
    CHECK(facts.asked_options.size() == 4);
}

TEST_CASE("of two values with an equivalent only the refused one is replaced") {
    FakeCompilers facts;
    Experiment experiment = make_experiment({"gcc-12"}, {"full"}, {"inline-clone"}, {"on"});
    experiment.axes[4].axis.values[1].equivalent = Equivalent{"-ffunction-sections", ""};
    const Plan plan = make_plan(experiment, facts);
    CHECK(plan.cells[0].realisation.at("live_patching") == Realisation::equivalent);
    CHECK(plan.cells[0].realisation.at("section_gc") == Realisation::native);
}

TEST_CASE("flags of a value beside the one that has an equivalent are kept") {
    FakeCompilers facts;
    Experiment experiment = make_experiment({"gcc-12"}, {"full"}, {"inline-clone"});
    experiment.axes[3].axis.values[1].compile.emplace_back("-g");
    const Plan plan = make_plan(experiment, facts);
    CHECK(plan.cells[0].flags.compile == Flags{"-O2", "-flto", "-g", "-fno-ipa-ra"});
}
