// SPDX-License-Identifier: Apache-2.0
#include "plan/keep_cells.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

PlannedCell cell(const std::string& level, Realisation how) {
    PlannedCell made;
    made.id = "ring@compiler=gcc-12,live_patching=" + level;
    made.configuration = Configuration({{"compiler", "gcc-12"}, {"live_patching", level}});
    made.realisation = {{"live_patching", how}};
    return made;
}

ProofRequest proof(const std::string& level, std::size_t workload) {
    ProofRequest made;
    made.axis = "live_patching";
    made.value = level;
    made.workload = workload;
    made.others = *Configuration::parse("compiler=gcc-12");
    return made;
}

} // namespace

TEST_CASE("of a plan the named cells are kept, with the proofs that they need") {
    Plan plan;
    plan.cells = {cell("off", Realisation::native), cell("inline-clone", Realisation::equivalent),
                  cell("inline-only-static", Realisation::equivalent)};
    plan.proofs = {proof("inline-clone", 0), proof("inline-only-static", 0),
                   proof("inline-clone", 1), proof("off", 0)};
    keep_cells(plan, {plan.cells[1].id, plan.cells[0].id, "ring@nothing"});
    REQUIRE(plan.cells.size() == 2);
    CHECK(plan.cells[0].configuration.get("live_patching") == "off");
    CHECK(plan.cells[1].configuration.get("live_patching") == "inline-clone");
    REQUIRE(plan.proofs.size() == 1);
    CHECK(plan.proofs[0].value == "inline-clone");
    CHECK(plan.proofs[0].workload == 0);
}
