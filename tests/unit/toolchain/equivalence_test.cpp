// SPDX-License-Identifier: Apache-2.0
#include "toolchain/equivalence.hpp"

#include "support/error_of.hpp"
#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace klp;
using Words = std::vector<std::string>;

namespace {

/// Three units; both ways give the same object unless a test says otherwise.
struct ProofSetting {
    TemporaryFolder folder = fresh_folder();
    FakeProcessRunner runner;
    Workload workload;
    ProofRequest request;

    ProofSetting() {
        workload.name = "tree";
        workload.folder = folder.path();
        workload.sources = {"a.c", "b.c", "sub/c.c"};
        workload.limits.compile = 60;
        request.axis = "live_patching";
        request.value = "inline-clone";
        request.others = Configuration::parse("compiler=gcc-12,opt=O2").value();
        request.native = {"/usr/bin/gcc-12", {"-O2", "-flive-patching"}, {}, true};
        request.equivalent = {"/usr/bin/gcc-12", {"-O2", "-fno-ipa-ra"}, {}, true};
        runner.on({"-c"}, writes("object"));
    }

    static FakeProcessRunner::Answer writes(const std::string& bytes) {
        return [bytes](const ProcessRequest& step) {
            write_to(output_of(step), bytes);
            return exited(0);
        };
    }

    Result<EquivalenceProof> prove() {
        return prove_equivalence(request, workload, runner, folder.path() / "scratch", 1);
    }
};

} // namespace

TEST_CASE("a proof compiles every unit both ways, to the same object name, on its processor") {
    ProofSetting setting;
    const EquivalenceProof proof = setting.prove().value();
    CHECK(proof.equal == 3);
    CHECK(proof.total == 3);
    CHECK(proof.unequal.empty());
    CHECK(proof.compiler == "gcc-12");
    CHECK(proof.axis == "live_patching");
    CHECK(proof.value == "inline-clone");
    CHECK(proof.workload == "tree");
    CHECK(proof.others == "opt=O2");
    CHECK(proof.native_flags == Words{"-O2", "-flive-patching"});
    CHECK(proof.equivalent_flags == Words{"-O2", "-fno-ipa-ra"});

    const auto& requests = setting.runner.requests;
    REQUIRE(requests.size() == 6);
    for (std::size_t i = 0; i < requests.size(); i += 2) {
        CHECK(output_of(requests[i]) == output_of(requests[i + 1]));
        CHECK(requests[i].argv.at(2) == "-flive-patching");
        CHECK(requests[i + 1].argv.at(2) == "-fno-ipa-ra");
        CHECK(requests[i].directory == setting.workload.folder);
        CHECK(requests[i].cpu == 1);
        CHECK(requests[i].limit_s == 60);
    }
    CHECK(std::filesystem::is_empty(setting.folder.path() / "scratch"));
}

TEST_CASE("units that differ or fail either way are unequal, each with why") {
    ProofSetting setting;
    setting.runner.on({"a.c", "-fno-ipa-ra"}, setting.writes("another object"));
    setting.runner.on({"b.c", "-flive-patching"}, ended(ProcessResult::End::signalled, 11));
    setting.runner.on({"sub/c.c", "-fno-ipa-ra"}, lasting(61));
    const EquivalenceProof proof = setting.prove().value();
    CHECK(proof.equal == 0);
    CHECK(proof.total == 3);
    CHECK(proof.unequal ==
          Words{"a.c: the objects differ",
                "b.c: natively, the compiler was killed by signal 11 (Segmentation fault)",
                "sub/c.c: by the equivalent, the compiler was ended at its time limit with all its "
                "children"});
}

TEST_CASE("equality is counted unit by unit") {
    ProofSetting setting;
    setting.runner.on({"b.c", "-flive-patching"}, setting.writes("objecT"));
    const EquivalenceProof proof = setting.prove().value();
    CHECK(proof.equal == 2);
    CHECK(proof.unequal == Words{"b.c: the objects differ"});
}

TEST_CASE("two units that fail alike are not equal") {
    ProofSetting setting;
    setting.runner.on({"b.c"}, exited(1, "", "error"));
    CHECK(setting.prove().value().equal == 2);
}

TEST_CASE("a compiler that says yes and writes nothing proves nothing") {
    ProofSetting setting;
    setting.runner.on({"b.c", "-fno-ipa-ra"}, exited(0));
    const EquivalenceProof proof = setting.prove().value();
    CHECK(proof.equal == 2);
    CHECK(proof.unequal == Words{"b.c: by the equivalent, the compiler wrote no object"});
}

TEST_CASE("an interrupt is no proof") {
    ProofSetting setting;
    setting.runner.on({"b.c"}, ended(ProcessResult::End::interrupted));
    CHECK(error_of(setting.prove()).kind == ErrorKind::interrupted);
    CHECK(setting.runner.requests.size() == 3);
}

TEST_CASE("a compiler that cannot be started is no proof either") {
    ProofSetting setting;
    setting.runner.on({"b.c"}, ended(ProcessResult::End::not_started));
    CHECK(error_of(setting.prove()).kind == ErrorKind::failure);
}

TEST_CASE("a full disk is no proof either") {
    ProofSetting setting;
    setting.runner.on({"b.c"}, exited(1, "", "as: b.o: No space left on device\n"));
    CHECK(error_of(setting.prove()).message.find("no space left in") != std::string::npos);
}
