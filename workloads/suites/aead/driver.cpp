// SPDX-License-Identifier: Apache-2.0
//
// Known answers: RFC 8439 (ChaCha20, Poly1305, the AEAD), draft-irtf-cfrg-xchacha-03, FIPS 180-4's
// examples for SHA-224 and SHA-256, RFC 4231 (HMAC), RFC 5869 (HKDF).
#include "../support/suite.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <numeric>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
#include "chacha.h"
#include "chachapoly.h"
#include "constant_time.h"
#include "hmac.h"
#include "poly1305.h"
#include "registry.h"
#include "scatter.h"
}

namespace {

using Bytes = std::vector<std::uint8_t>;
using suite::from_hex;

Bytes counted(std::size_t size, int first) {
    Bytes bytes(size);
    std::iota(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(first));
    return bytes;
}

Bytes text_bytes(std::string_view text) {
    return {text.begin(), text.end()};
}

Bytes random_bytes(std::size_t size, std::uint64_t seed) {
    suite::Sequence sequence(seed);
    Bytes bytes(size);
    std::generate(bytes.begin(), bytes.end(),
                  [&] { return static_cast<std::uint8_t>(sequence.next()); });
    return bytes;
}

constexpr std::string_view sunscreen =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
    "sunscreen would be it.";

/// An algorithm held for as long as this lives.
class Algorithm {
public:
    Algorithm(const char* name, algorithm_kind kind) {
        algorithm_register_builtin();
        m_algorithm = algorithm_get(name, kind);
        if (m_algorithm == nullptr) {
            throw std::runtime_error(std::string(name) + " is not registered");
        }
    }
    Algorithm(const Algorithm&) = delete;
    Algorithm& operator=(const Algorithm&) = delete;
    ~Algorithm() { algorithm_put(m_algorithm); }

    [[nodiscard]] algorithm* get() const { return m_algorithm; }
    [[nodiscard]] const aead_ops& aead() const { return m_algorithm->aead; }

private:
    algorithm* m_algorithm = nullptr;
};

/// A copy of `bytes` as a list of pieces of the given sizes, over and over. The pieces are apart in
/// memory, so that code which runs past the end of one goes wrong.
class Pieces {
public:
    Pieces(const Bytes& bytes, const std::vector<std::size_t>& sizes) {
        for (std::size_t at = 0; at < bytes.size() || m_sizes.empty(); at += m_sizes.back()) {
            const std::size_t size = sizes[m_sizes.size() % sizes.size()];
            m_sizes.push_back(std::min(size, bytes.size() - at));
        }
        m_storage.resize(bytes.size() + gap * m_sizes.size());
        m_entries.resize(m_sizes.size());
        scatter_init(m_entries.data(), m_entries.size());
        std::size_t at = 0;
        std::uint8_t* to = m_storage.data();
        for (std::size_t i = 0; i < m_sizes.size(); ++i) {
            std::copy_n(bytes.data() + at, m_sizes[i], to);
            scatter_set(&m_entries[i], to, m_sizes[i]);
            at += m_sizes[i];
            to += m_sizes[i] + gap;
        }
    }
    Pieces(const Pieces&) = delete;
    Pieces& operator=(const Pieces&) = delete;

    [[nodiscard]] const scatter* list() const { return m_entries.data(); }
    [[nodiscard]] scatter* last() { return &m_entries.back(); }

    [[nodiscard]] Bytes bytes() const {
        Bytes all;
        for (const scatter& entry : m_entries) {
            all.insert(all.end(), entry.data, entry.data + entry.len);
        }
        return all;
    }

private:
    static constexpr std::size_t gap = 3;
    std::vector<std::size_t> m_sizes;
    std::vector<scatter> m_entries;
    Bytes m_storage;
};

void test_chacha(suite::SelfTest& test) {
    const Bytes key = counted(32, 0);
    struct chacha chacha;
    Bytes out(64);
    chacha_init(&chacha, key.data(), from_hex("000000090000004a00000000").data(), 1);
    chacha_block(&chacha, out.data());
    test.equal_bytes(out.data(),
                     "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
                     "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e",
                     "RFC 8439, 2.3.2: ChaCha20 block");

    const std::string_view expected =
        "6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0b"
        "f91b65c5524733ab8f593dabcd62b3571639d624e65152ab8f530c359f0861d8"
        "07ca0dbf500d6a6156a38e088a22b65e52bc514d16ccf806818ce91ab7793736"
        "5af90bbf74a35be6b40b8eedf2785e42874d";
    const Bytes nonce = from_hex("000000000000004a00000000");
    const Bytes plain = text_bytes(sunscreen);
    for (std::size_t piece = 1; piece <= plain.size(); ++piece) {
        out.assign(plain.size(), 0);
        chacha_init(&chacha, key.data(), nonce.data(), 1);
        for (std::size_t at = 0; at < plain.size(); at += piece) {
            chacha_crypt(&chacha, out.data() + at, plain.data() + at,
                         std::min(piece, plain.size() - at));
        }
        test.equal_bytes(out.data(), expected, "RFC 8439, 2.4.2: ChaCha20 in pieces");
    }

    hchacha(out.data(), key.data(), from_hex("000000090000004a0000000031415927").data());
    test.equal_bytes(out.data(), "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc",
                     "draft-irtf-cfrg-xchacha-03, 2.2.1: HChaCha20");
}

struct PolyVector {
    std::string_view name;
    std::string_view key;
    std::string_view message;
    std::string_view tag;
};

// Appendix A.3 has the corners of the arithmetic: carries out of the top, and results that reach
// the modulus.
constexpr std::array<PolyVector, 8> poly_vectors = {{
    {"2.5.2", "85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b",
     "43727970746f6772617068696320466f72756d2052657365617263682047726f7570",
     "a8061dc1305136c6c22b8baf0c0127a9"},
    {"A.3 #7", "0200000000000000000000000000000000000000000000000000000000000000",
     "ffffffffffffffffffffffffffffffff", "03000000000000000000000000000000"},
    {"A.3 #8", "02000000000000000000000000000000ffffffffffffffffffffffffffffffff",
     "02000000000000000000000000000000", "03000000000000000000000000000000"},
    {"A.3 #9", "0100000000000000000000000000000000000000000000000000000000000000",
     "fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff"
     "11000000000000000000000000000000",
     "05000000000000000000000000000000"},
    {"A.3 #10", "0100000000000000000000000000000000000000000000000000000000000000",
     "fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe"
     "01010101010101010101010101010101",
     "00000000000000000000000000000000"},
    {"A.3 #11", "0200000000000000000000000000000000000000000000000000000000000000",
     "fdffffffffffffffffffffffffffffff", "faffffffffffffffffffffffffffffff"},
    {"A.3 #12", "0100000000000000040000000000000000000000000000000000000000000000",
     "e33594d7505e43b900000000000000003394d7505e4379cd0100000000000000"
     "0000000000000000000000000000000001000000000000000000000000000000",
     "14000000000000005500000000000000"},
    {"A.3 #13", "0100000000000000040000000000000000000000000000000000000000000000",
     "e33594d7505e43b900000000000000003394d7505e4379cd0100000000000000"
     "00000000000000000000000000000000",
     "13000000000000000000000000000000"},
}};

void test_poly1305(suite::SelfTest& test) {
    for (const PolyVector& vector : poly_vectors) {
        const Bytes key = from_hex(vector.key);
        const Bytes message = from_hex(vector.message);
        for (const std::size_t piece : {message.size(), std::size_t{1}, std::size_t{7}}) {
            poly1305 poly;
            std::array<std::uint8_t, POLY1305_TAG_SIZE> tag;
            poly1305_init(&poly, key.data());
            for (std::size_t at = 0; at < message.size(); at += piece) {
                poly1305_update(&poly, message.data() + at, std::min(piece, message.size() - at));
            }
            poly1305_final(&poly, tag.data());
            test.equal_bytes(tag.data(), vector.tag,
                             "RFC 8439, " + std::string(vector.name) + ": Poly1305");
        }
    }
}

constexpr std::string_view sealed =
    "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
    "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
    "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
    "3ff4def08e4b7a9de576d26586cec64b6116";
constexpr std::string_view sealed_tag = "1ae10b594f09e26a7e902ecbd0600691";
constexpr std::string_view xsealed =
    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
    "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
    "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
    "21f9664c97637da9768812f615c68b13b52e";
constexpr std::string_view xsealed_tag = "c0875924c1c7987947deafd8780acf49";

void test_aead_buffers(suite::SelfTest& test) {
    const Bytes key = counted(32, 0x80);
    const Bytes nonce = from_hex("070000004041424344454647");
    const Bytes aad = from_hex("50515253c0c1c2c3c4c5c6c7");
    const Bytes plain = text_bytes(sunscreen);
    Bytes data = plain;
    Bytes tag(16);
    chachapoly_seal(data.data(), tag.data(), data.data(), data.size(), aad.data(), aad.size(),
                    nonce.data(), key.data());
    test.equal_bytes(data.data(), sealed, "RFC 8439, 2.8.2: ciphertext");
    test.equal_bytes(tag.data(), sealed_tag, "RFC 8439, 2.8.2: tag");

    const auto open = [&] {
        return chachapoly_open(data.data(), tag.data(), data.data(), data.size(), aad.data(),
                               aad.size(), nonce.data(), key.data());
    };
    for (std::size_t bit = 0; bit < 128; ++bit) {
        tag[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        test.check(open() == -EBADMSG, "a tag with one bit wrong");
        tag[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    }
    data.back() ^= 1;
    test.check(open() == -EBADMSG, "a ciphertext with one bit wrong");
    data.back() ^= 1;
    test.equal_bytes(data.data(), sealed, "data refused stays as it was");
    test.check(open() == 0 && data == plain, "RFC 8439, 2.8.2: opened");
}

/// Seals and opens the sunscreen text of both documents, cut up in many ways.
void test_aead_lists(suite::SelfTest& test, const char* name, const Bytes& nonce,
                     std::string_view expected, std::string_view expected_tag) {
    const Algorithm algorithm(name, ALGORITHM_AEAD);
    const Bytes key_bytes = counted(32, 0x80);
    aead_key key;
    test.check(algorithm.aead().set_key(&key, key_bytes.data(), 31) == -EINVAL, "a short key");
    algorithm.aead().set_key(&key, key_bytes.data(), key_bytes.size());
    const std::vector<std::vector<std::size_t>> cuts = {{114},      {1},      {16},
                                                        {17, 0, 3}, {64, 50}, {63, 2}};
    for (const auto& from : cuts) {
        for (const auto& to : cuts) {
            const Bytes plain = text_bytes(sunscreen);
            const Bytes aad = from_hex("50515253c0c1c2c3c4c5c6c7");
            const Pieces aad_pieces(aad, from);
            const Pieces src(plain, from);
            const Pieces dst(Bytes(plain.size()), to);
            Bytes tag(16);
            aead_request request = {nonce.data(), aad_pieces.list(), aad.size(), src.list(),
                                    dst.list(),   plain.size(),      tag.data()};
            test.check(algorithm.aead().seal(&key, &request) == 0, "seal");
            test.equal_bytes(dst.bytes().data(), expected, std::string(name) + ": ciphertext");
            test.equal_bytes(tag.data(), expected_tag, std::string(name) + ": tag");
            test.check(src.bytes() == plain, "the source stays");
            request.src = dst.list();
            aad_pieces.list()->data[0] ^= 1;
            test.check(algorithm.aead().open(&key, &request) == -EBADMSG, "wrong associated data");
            test.equal_bytes(dst.bytes().data(), expected, "not decrypted");
            aad_pieces.list()->data[0] ^= 1;
            test.check(algorithm.aead().open(&key, &request) == 0, "open in place");
            test.check(dst.bytes() == plain, "the text is back");
        }
    }
}

void test_aead_limits(suite::SelfTest& test) {
    const Algorithm algorithm("chachapoly-generic", ALGORITHM_AEAD);
    const Bytes key_bytes = counted(32, 0x80);
    const Bytes nonce = from_hex("070000004041424344454647");
    Bytes tag(16);
    const Pieces pieces(Bytes(10), {4});
    aead_key key;
    algorithm.aead().set_key(&key, key_bytes.data(), key_bytes.size());
    test.check(algorithm.aead().set_tag_size(&key, 7) == -EINVAL, "too short a tag");
    test.check(algorithm.aead().set_tag_size(&key, 17) == -EINVAL, "too long a tag");
    aead_request request = {nonce.data(), nullptr, 0, pieces.list(), pieces.list(), 11, tag.data()};
    test.check(algorithm.aead().seal(&key, &request) == -EINVAL, "less data than said");
    request.len = 10;
    request.aad_len = 1;
    test.check(algorithm.aead().open(&key, &request) == -EINVAL, "less associated data than said");
    request.aad_len = 0;
    test.check(algorithm.aead().set_tag_size(&key, 8) == 0, "a tag of 8 bytes");
    test.check(algorithm.aead().seal(&key, &request) == 0, "seal without associated data");
    test.check(std::all_of(tag.begin() + 8, tag.end(), [](auto byte) { return byte == 0; }),
               "only the tag's size is written");
    tag[15] = 1;
    test.check(algorithm.aead().open(&key, &request) == 0, "only the tag's size is compared");
    test.check(pieces.bytes() == Bytes(10), "zeros are back");
}

void test_sha(suite::SelfTest& test) {
    const Algorithm sha256("sha256", ALGORITHM_HASH);
    const Algorithm sha224("sha224", ALGORITHM_HASH);
    struct Vector {
        std::string text;
        std::string_view digest256;
        std::string_view digest224;
    };
    const std::array<Vector, 4> vectors = {{
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
         "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
         "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
         "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"},
        {std::string(1000000, 'a'),
         "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
         "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67"},
    }};
    std::array<std::uint8_t, 32> digest;
    for (const Vector& vector : vectors) {
        hash_digest(sha256.get(), vector.text.data(), vector.text.size(), digest.data());
        test.equal_bytes(digest.data(), vector.digest256, "FIPS 180-4 example: SHA-256");
        hash_digest(sha224.get(), vector.text.data(), vector.text.size(), digest.data());
        test.equal_bytes(digest.data(), vector.digest224, "FIPS 180-4 example: SHA-224");
    }

    // Every length around the padding's corners, in one piece and in many. The digest of all the
    // digests is Python's hashlib's.
    const Bytes bytes = random_bytes(200, 1);
    const Pieces pieces(bytes, {1, 0, 63, 5, 64});
    Bytes digests;
    for (std::size_t len = 0; len <= bytes.size(); ++len) {
        std::array<std::uint8_t, 32> whole;
        hash_digest(sha256.get(), bytes.data(), len, whole.data());
        hash_digest_list(sha256.get(), pieces.list(), len, digest.data());
        test.check(whole == digest, "SHA-256 over a list");
        digests.insert(digests.end(), whole.begin(), whole.end());
    }
    hash_digest(sha256.get(), digests.data(), digests.size(), digest.data());
    test.equal_bytes(digest.data(),
                     "cf7c1029580407097567322554fd0feba0975afa91abe8f480b7a46bb91b31c7",
                     "SHA-256 of 0 to 200 bytes");
}

void test_hmac(suite::SelfTest& test) {
    struct Vector {
        Bytes key;
        Bytes data;
        std::string_view mac256;
        std::string_view mac224;
    };
    // RFC 4231, 4.2 to 4.8; of case 5 the RFC prints the first 128 bits.
    const std::array<Vector, 7> vectors = {{
        {Bytes(20, 0x0b), text_bytes("Hi There"),
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
         "896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22"},
        {text_bytes("Jefe"), text_bytes("what do ya want for nothing?"),
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
         "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44"},
        {Bytes(20, 0xaa), Bytes(50, 0xdd),
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
         "7fb3cb3588c6c1f6ffa9694d7d6ad2649365b0c1f65d69d1ec8333ea"},
        {counted(25, 1), Bytes(50, 0xcd),
         "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
         "6c11506874013cac6a2abc1bb382627cec6a90d86efc012de7afec5a"},
        {Bytes(20, 0x0c), text_bytes("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b",
         "0e2aea68a90c8d37c988bcdb9fca6fa8"},
        {Bytes(131, 0xaa), text_bytes("Test Using Larger Than Block-Size Key - Hash Key First"),
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
         "95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e"},
        {Bytes(131, 0xaa),
         text_bytes("This is a test using a larger than block-size key and a larger than "
                    "block-size data. The key needs to be hashed before being used by the "
                    "HMAC algorithm."),
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
         "3a854166ac5d9f023f54d517d0b39dbd946770db9c2b95c9f6f565d1"},
    }};
    const Algorithm sha256("sha256", ALGORITHM_HASH);
    const Algorithm sha224("sha224", ALGORITHM_HASH);
    for (const Vector& vector : vectors) {
        for (const bool use256 : {true, false}) {
            const std::string_view expected = use256 ? vector.mac256 : vector.mac224;
            hmac hmac;
            std::array<std::uint8_t, 32> mac;
            hmac_set_key(&hmac, (use256 ? sha256 : sha224).get(), vector.key.data(),
                         vector.key.size());
            hmac_start(&hmac);
            hmac_update(&hmac, vector.data.data(), vector.data.size());
            hmac_final(&hmac, mac.data());
            test.equal_bytes(mac.data(), expected, "RFC 4231: HMAC");
            Bytes wanted = from_hex(expected);
            const auto verify = [&](std::size_t size) {
                return hmac_verify(&hmac, vector.data.data(), vector.data.size(), wanted.data(),
                                   size);
            };
            test.check(verify(wanted.size()) == 0, "HMAC verified");
            test.check(verify(0) == -EINVAL, "an empty MAC proves nothing");
            test.check(verify(33) == -EINVAL, "a MAC longer than the digest");
            wanted.back() ^= 0x80;
            test.check(verify(wanted.size()) == -EBADMSG, "a wrong MAC");
            test.check(verify(wanted.size() - 1) == 0, "a MAC cut before the wrong byte");
        }
    }
}

void test_hkdf(suite::SelfTest& test) {
    struct Vector {
        Bytes secret;
        Bytes salt;
        Bytes info;
        std::string_view prk;
        std::string_view okm;
    };
    const std::array<Vector, 3> vectors = {{
        {Bytes(22, 0x0b), counted(13, 0), counted(10, 0xf0),
         "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
         "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
        {counted(80, 0), counted(80, 0x60), counted(80, 0xb0),
         "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
         "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
         "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
         "cc30c58179ec3e87c14c01d5c1f3434f1d87"},
        {Bytes(22, 0x0b),
         {},
         {},
         "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
         "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
    }};
    const Algorithm sha256("sha256", ALGORITHM_HASH);
    for (const Vector& vector : vectors) {
        Bytes prk(32);
        Bytes okm(vector.okm.size() / 2);
        hkdf_extract(sha256.get(), vector.salt.data(), vector.salt.size(), vector.secret.data(),
                     vector.secret.size(), prk.data());
        test.equal_bytes(prk.data(), vector.prk, "RFC 5869, appendix A: PRK");
        hkdf_expand(sha256.get(), prk.data(), prk.size(), vector.info.data(), vector.info.size(),
                    okm.data(), okm.size());
        test.equal_bytes(okm.data(), vector.okm, "RFC 5869, appendix A: OKM");
    }
    const Bytes prk(32);
    constexpr std::size_t most = std::size_t{255} * 32;
    Bytes okm(most + 1);
    const auto expand = [&](std::size_t size) {
        return hkdf_expand(sha256.get(), prk.data(), prk.size(), nullptr, 0, okm.data(), size);
    };
    test.check(expand(most) == 0, "as much as HKDF gives");
    test.check(expand(most + 1) == -EINVAL, "more than HKDF gives");
}

void ignore_init(hash_state*) {}
void ignore_update(hash_state*, const std::uint8_t*, std::size_t) {}
void ignore_final(hash_state*, std::uint8_t*) {}

void test_registry(suite::SelfTest& test) {
    test.check(algorithm_register_builtin() == 0, "registering again does no harm");
    test.check(algorithm_get("sha256", ALGORITHM_AEAD) == nullptr, "of the wrong kind");
    test.check(algorithm_get("sha512", ALGORITHM_HASH) == nullptr, "not registered");
    algorithm fast{};
    fast.name = "sha256";
    fast.driver = "sha256-fast";
    fast.priority = 300;
    test.check(algorithm_register(&fast) == -EINVAL, "without operations");
    fast.hash = {32, 64, 0, ignore_init, ignore_update, ignore_final};
    fast.hash.digest_size = 64;
    test.check(algorithm_register(&fast) == -EINVAL, "too large a digest");
    fast.hash.digest_size = 32;
    test.check(algorithm_unregister(&fast) == -ENOENT, "not there yet");
    test.check(algorithm_register(&fast) == 0, "registered");
    test.check(algorithm_register(&fast) == -EEXIST, "its driver's name is taken");
    algorithm* best = algorithm_get("sha256", ALGORITHM_HASH);
    algorithm* generic = algorithm_get("sha256-generic", ALGORITHM_HASH);
    test.check(best == &fast, "the highest priority wins");
    test.check(generic == &sha256_algorithm, "a driver by its own name");
    test.check(algorithm_unregister(&fast) == -EBUSY, "in use");
    algorithm_put(best);
    algorithm_put(generic);
    test.check(algorithm_unregister(&fast) == 0, "no longer in use");
    best = algorithm_get("sha256", ALGORITHM_HASH);
    test.check(best == &sha256_algorithm, "the next best");
    algorithm_put(best);
}

void test_scatter(suite::SelfTest& test) {
    Pieces head(counted(10, 0), {4, 0});
    const Pieces tail(counted(20, 10), {7});
    scatter_chain(head.last(), tail.list());
    const Bytes all = counted(30, 0);
    test.equal(scatter_total(head.list()), 30, "total of a chained list");
    for (std::size_t offset = 0; offset <= 31; ++offset) {
        for (std::size_t len = 0; len <= 31; ++len) {
            const std::size_t from = std::min<std::size_t>(offset, 30);
            const std::size_t expected = std::min(len, 30 - from);
            Bytes out(len, 0xff);
            test.equal(scatter_copy_out(out.data(), head.list(), offset, len), expected,
                       "size of a copy out of a list");
            test.check(std::equal(out.data(), out.data() + expected, all.data() + from),
                       "a copy out of a list");
        }
    }
    const Bytes patch = {0xaa, 0xbb, 0xcc, 0xdd};
    test.equal(scatter_copy_in(head.list(), 8, patch.data(), patch.size()), 4, "a copy in");
    test.equal_bytes(head.bytes().data() + 7, "07aabb", "before the chain");
    test.equal_bytes(tail.bytes().data(), "ccdd0c", "after the chain");
}

void test_constant_time(suite::SelfTest& test) {
    Bytes a = random_bytes(40, 2);
    Bytes b = a;
    test.check(ct_equal(a.data(), b.data(), a.size()), "equal");
    test.check(ct_equal(a.data(), b.data(), 0), "nothing is equal to nothing");
    for (std::size_t bit = 0; bit < 320; ++bit) {
        b[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        test.check(!ct_equal(a.data(), b.data(), a.size()), "one bit differs");
        b = a;
    }
    for (const std::uint32_t value : {1u, 0x80u, 0x7fffffffu, 0x80000000u, 0xffffffffu}) {
        test.equal(ct_mask_zero(value), 0, "mask of what is not zero");
    }
    test.equal(ct_mask_zero(0), 0xffffffffu, "mask of zero");
    ct_wipe(a.data(), a.size());
    test.check(a == Bytes(40), "wiped");
}

void seal_list(benchmark::State& state) {
    const Algorithm algorithm("rfc8439(chacha20,poly1305)", ALGORITHM_AEAD);
    const Bytes key_bytes = counted(32, 0x80);
    const Bytes nonce = counted(12, 0);
    const Bytes aad = random_bytes(13, 3);
    const Bytes plain = random_bytes(1400, 4);
    Bytes tag(16);
    const Pieces aad_pieces(aad, {13});
    const Pieces src(plain, {54, 200, 1, 333});
    const Pieces dst(Bytes(plain.size()), {128, 37});
    aead_key key;
    algorithm.aead().set_key(&key, key_bytes.data(), key_bytes.size());
    const aead_request request = {nonce.data(), aad_pieces.list(), aad.size(), src.list(),
                                  dst.list(),   plain.size(),      tag.data()};
    for (auto _ : suite::region(state)) {
        benchmark::DoNotOptimize(algorithm.aead().seal(&key, &request));
    }
}
BENCHMARK(seal_list);

void open_short(benchmark::State& state) {
    const Bytes key = counted(32, 0x80);
    const Bytes nonce = counted(12, 0);
    const Bytes aad = random_bytes(16, 5);
    const Bytes plain = random_bytes(60, 6);
    Bytes data(plain.size());
    Bytes out(plain.size());
    Bytes tag(16);
    chachapoly_seal(data.data(), tag.data(), plain.data(), plain.size(), aad.data(), aad.size(),
                    nonce.data(), key.data());
    for (auto _ : suite::region(state)) {
        benchmark::DoNotOptimize(chachapoly_open(out.data(), tag.data(), data.data(), data.size(),
                                                 aad.data(), aad.size(), nonce.data(), key.data()));
    }
}
BENCHMARK(open_short);

void hash_list(benchmark::State& state) {
    const Algorithm sha256("sha256", ALGORITHM_HASH);
    const Bytes data = random_bytes(1024, 7);
    const Pieces pieces(data, {7, 64, 20, 3, 1});
    std::array<std::uint8_t, 32> digest;
    for (auto _ : suite::region(state)) {
        hash_digest_list(sha256.get(), pieces.list(), data.size(), digest.data());
        benchmark::DoNotOptimize(digest);
    }
}
BENCHMARK(hash_list);

void hmac_verify_short(benchmark::State& state) {
    const Algorithm sha256("sha256", ALGORITHM_HASH);
    const Bytes key = counted(32, 1);
    const Bytes data = random_bytes(48, 8);
    hmac hmac;
    std::array<std::uint8_t, 32> mac;
    hmac_set_key(&hmac, sha256.get(), key.data(), key.size());
    hmac_start(&hmac);
    hmac_update(&hmac, data.data(), data.size());
    hmac_final(&hmac, mac.data());
    for (auto _ : suite::region(state)) {
        benchmark::DoNotOptimize(
            hmac_verify(&hmac, data.data(), data.size(), mac.data(), mac.size()));
    }
}
BENCHMARK(hmac_verify_short);

void hkdf_derive(benchmark::State& state) {
    const Algorithm sha256("sha256", ALGORITHM_HASH);
    const Bytes secret = random_bytes(32, 9);
    const Bytes salt = random_bytes(32, 10);
    const Bytes info = text_bytes("klpbench traffic key");
    Bytes prk(32);
    Bytes key(72);
    for (auto _ : suite::region(state)) {
        hkdf_extract(sha256.get(), salt.data(), salt.size(), secret.data(), secret.size(),
                     prk.data());
        benchmark::DoNotOptimize(hkdf_expand(sha256.get(), prk.data(), prk.size(), info.data(),
                                             info.size(), key.data(), key.size()));
    }
}
BENCHMARK(hkdf_derive);

} // namespace

void suite::self_test(suite::SelfTest& test) {
    try {
        test_constant_time(test);
        test_scatter(test);
        test_chacha(test);
        test_poly1305(test);
        test_aead_buffers(test);
        test_aead_lists(test, "rfc8439(chacha20,poly1305)", from_hex("070000004041424344454647"),
                        sealed, sealed_tag);
        test_aead_lists(test, "xchacha20poly1305", counted(24, 0x40), xsealed, xsealed_tag);
        test_aead_limits(test);
        test_sha(test);
        test_hmac(test);
        test_hkdf(test);
        test_registry(test);
    } catch (const std::runtime_error& error) {
        test.check(false, error.what());
    }
}
