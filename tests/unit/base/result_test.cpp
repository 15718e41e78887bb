// SPDX-License-Identifier: Apache-2.0
#include "base/result.hpp"
#include "support/error_of.hpp"

#include <catch2/catch.hpp>

using klp::Error;
using klp::ErrorKind;
using klp::Status;

TEST_CASE("an error is one line with the place that is known") {
    const auto text = [](std::string file, int line, int column) {
        return to_string(Error{ErrorKind::usage, "unknown axis", std::move(file), line, column});
    };
    CHECK(text("a.toml", 3, 7) == "a.toml:3:7: unknown axis");
    CHECK(text("a.toml", 3, 0) == "a.toml:3: unknown axis");
    CHECK(text("a.toml", 0, 0) == "a.toml: unknown axis");
    CHECK(text("a.toml", 0, 7) == "a.toml: unknown axis");
    CHECK(text("", 3, 7) == "unknown axis");
}

TEST_CASE("each maker of an error sets its kind") {
    CHECK(klp::failure("x").value().kind == ErrorKind::failure);
    CHECK(klp::usage_error("x").value().kind == ErrorKind::usage);
    CHECK(klp::interrupted().value().kind == ErrorKind::interrupted);
    CHECK(klp::interrupted().value().message == "interrupted");
}

TEST_CASE("KLP_TRY leaves with the error and goes on without one") {
    int reached = 0;
    const auto steps = [&reached](const Status& first) -> Status {
        KLP_TRY(Status(first));
        ++reached;
        return {};
    };
    CHECK(steps({}).has_value());
    CHECK(reached == 1);
    CHECK(klp::error_of(steps(klp::failure("no disk"))).message == "no disk");
    CHECK(reached == 1);
}
