// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace klp {

/// SHA-256 (FIPS 180-4) over everything that was added, by libcrypto. Used for identities: of
/// workload sources, toolchains and cells.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    /// Adds the length of `bytes` and then `bytes`, so that ("ab", "c") differs from ("a", "bc").
    void add_field(std::string_view bytes);

    /// Adds `bytes` alone.
    void add(std::string_view bytes);

    /// 64 lower-case hexadecimal digits. Call once.
    [[nodiscard]] std::string hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The digest of `bytes`, 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

} // namespace klp
