// SPDX-License-Identifier: Apache-2.0
#include "toolchain/identity.hpp"

#include "support/error_of.hpp"
#include "toolchain/ask.hpp"
#include "unit/toolchain/fake_gcc.hpp"

#include <catch2/catch.hpp>

using namespace klp;

TEST_CASE("a compiler says who it is") {
    FakeGcc gcc;
    const CompilerIdentity identity = identify_compiler(gcc.value, gcc.runner).value();
    CHECK(identity.value == "gcc-99");
    CHECK(identity.path == gcc.path("gcc-99"));
    CHECK(identity.family == "gcc");
    CHECK(identity.version == "gcc-99 (Debian 99.1-1) 99.1");
    CHECK(identity.target == "x86_64-linux-gnu");
    CHECK(identity.linker == "GNU ld 2.40");
    CHECK(identity.identity.size() == 64);
    for (const ProcessRequest& request : gcc.runner.requests) {
        CHECK(request.limit_s > 0);
        CHECK(request.environment ==
              std::vector<std::pair<std::string, std::string>>{{"LC_ALL", "C"}});
    }
}

TEST_CASE("the family is read off the banner, not off the name") {
    FakeGcc gcc;
    gcc.runner.on({gcc.path("gcc-99"), "--version"}, exited(0, "Debian clang version 14.0.6\n"));
    CHECK(identify_compiler(gcc.value, gcc.runner).value().family == "clang");
}

TEST_CASE("a compiler that is missing is an error with the package to install") {
    FakeGcc gcc;
    gcc.value.compiler->command = "no-such-gcc";
    CHECK(error_of(identify_compiler(gcc.value, gcc.runner)).message ==
          "gcc-99: command no-such-gcc not found: apt-get install gcc-99-package");
    gcc.value.compiler->package.clear();
    CHECK(error_of(identify_compiler(gcc.value, gcc.runner)).message ==
          "gcc-99: command no-such-gcc not found");
    CHECK(gcc.runner.requests.empty());
}

TEST_CASE("a program that says nothing, crashes or hangs is no compiler") {
    FakeGcc gcc;
    const std::string message =
        "gcc-99: " + gcc.path("gcc-99") + " --version printed nothing: not a compiler";
    for (const ProcessResult& answer : {exited(0), exited(1, "words\n"),
                                        ended(ProcessResult::End::signalled, 11), lasting(1000)}) {
        gcc.runner.on({gcc.path("gcc-99"), "--version"}, answer);
        CHECK(error_of(identify_compiler(gcc.value, gcc.runner)).message == message);
    }
}

TEST_CASE("the identity changes with the contents of each program that makes code") {
    FakeGcc gcc;
    const auto identity = [&gcc] {
        return identify_compiler(gcc.value, gcc.runner).value().identity;
    };
    const std::string before = identity();
    CHECK(identity() == before);
    for (const char* program : {"gcc-99", "cc1", "lto1", "as", "ld"}) {
        CAPTURE(program);
        gcc.install(program, "changed");
        CHECK(identity() != before);
        gcc.install(program, std::string("contents of ") + program);
        CHECK(identity() == before);
    }
}

TEST_CASE("a compiler may lack a program: it prints the bare name then") {
    FakeGcc gcc;
    gcc.runner.on({"-print-prog-name=lto1"}, exited(0, "klp-no-such-lto1\n"));
    CHECK(identify_compiler(gcc.value, gcc.runner).value().identity.size() == 64);
}

TEST_CASE("an answer loses its last newlines; a failure is no answer") {
    FakeProcessRunner runner;
    runner.on({"a"}, exited(0, "one\ntwo\n\n"));
    runner.on({"b"}, exited(1, "one\n"));
    CHECK(ask(runner, {"a"}) == "one\ntwo");
    CHECK(ask(runner, {"b"}).empty());
}
