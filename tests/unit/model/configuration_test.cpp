// SPDX-License-Identifier: Apache-2.0
#include "model/configuration.hpp"

#include <catch2/catch.hpp>

#include <optional>

using klp::Configuration;

namespace {

Configuration parsed(std::string_view text) {
    return Configuration::parse(text).value();
}

} // namespace

TEST_CASE("a configuration's text reads back as the same configuration") {
    const Configuration configuration(
        {{"compiler", "gcc-12"}, {"lto", "full"}, {"live_patching", "off"}});
    CHECK(configuration.text() == "compiler=gcc-12,lto=full,live_patching=off");
    CHECK(parsed(configuration.text()) == configuration);
    CHECK(configuration.short_text() == "gcc-12/full/off");
    CHECK(parsed("").text().empty());
    CHECK(parsed("march=a=b").get("march") == "a=b");
}

TEST_CASE("text that is not AXIS=VALUE throughout is no configuration") {
    for (const char* text : {"lto", "=full", "lto=", "lto=full,", ",lto=full", "lto=full,,opt=O2",
                             "lto=full,opt", ","}) {
        CAPTURE(text);
        CHECK(Configuration::parse(text) == std::nullopt);
    }
}

TEST_CASE("an axis named twice is no configuration") {
    CHECK(Configuration::parse("lto=full,lto=off") == std::nullopt);
}

TEST_CASE("with and without make copies and keep the order of the axes") {
    const Configuration base = parsed("opt=O2,lto=off,section_gc=on");
    CHECK(base.with("lto", "full").text() == "opt=O2,lto=full,section_gc=on");
    CHECK(base.with("arch", "arm64").text() == "opt=O2,lto=off,section_gc=on,arch=arm64");
    CHECK(base.without("lto").text() == "opt=O2,section_gc=on");
    CHECK(base.without("arch") == base);
    CHECK(base.text() == "opt=O2,lto=off,section_gc=on");
}

TEST_CASE("a configuration matches every part of itself and nothing else") {
    const Configuration whole = parsed("opt=O2,lto=full,live_patching=off");
    CHECK(whole.matches(Configuration()));
    CHECK(whole.matches(parsed("live_patching=off,opt=O2")));
    CHECK(whole.matches(whole));
    CHECK_FALSE(whole.matches(parsed("lto=off")));
    CHECK_FALSE(whole.matches(parsed("lto=full,opt=O3")));
    CHECK_FALSE(whole.matches(parsed("arch=arm64")));
    CHECK_FALSE(parsed("opt=O2").matches(whole));
}

TEST_CASE("an axis that is not there has no value") {
    CHECK(parsed("lto=full").get("opt").empty());
    CHECK(parsed("lto=full").get("lto") == "full");
}
