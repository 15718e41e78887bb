// SPDX-License-Identifier: Apache-2.0
#include "console.hpp"

#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <sstream>

namespace kbench {
namespace {

void print(const std::string& text) {
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t bytes = write(STDOUT_FILENO, text.data() + done, text.size() - done);
        if (bytes <= 0) {
            return; // there is no other place to say so
        }
        done += static_cast<std::size_t>(bytes);
    }
    tcdrain(STDOUT_FILENO);
}

std::uint64_t fnv1a(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char byte : text) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
    }
    return hash;
}

} // namespace

void say(const std::string& word, const std::string& rest) {
    print("\nkbench: " + word + (rest.empty() ? "" : " " + rest) + "\n");
}

void say_results(const std::string& json) {
    std::string plain;
    std::string marked = "\n";
    std::istringstream lines(json);
    for (std::string line; std::getline(lines, line);) {
        plain += line + "\n";
        marked += "kbench| " + line + "\n";
    }
    print(marked);
    std::array<char, 64> sum{};
    std::snprintf(sum.data(), sum.size(), "%zu %016llx", plain.size(),
                  static_cast<unsigned long long>(fnv1a(plain)));
    say("results", sum.data());
}

} // namespace kbench
