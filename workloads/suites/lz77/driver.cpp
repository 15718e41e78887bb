// SPDX-License-Identifier: Apache-2.0
#include "../support/suite.hpp"
#include "samples.hpp"

extern "C" {
#include "frame.h"
#include "lz77.h"
#include "window.h"
#include "xxh32.h"
}

#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace samples;

constexpr std::size_t page_size = 4096;

/// A finder or a stream, too large for the stack, initialised.
std::unique_ptr<lz_finder> new_finder() {
    auto finder = std::make_unique<lz_finder>();
    lz_finder_init(finder.get());
    return finder;
}

std::unique_ptr<lz_encoder_stream> new_encoder() {
    auto stream = std::make_unique<lz_encoder_stream>();
    lz_encoder_init(stream.get());
    return stream;
}

Bytes compressed(lz_finder& finder, const Bytes& data, int level) {
    Bytes block(lz_block_bound(data.size()));
    const long size =
        lz_compress_block(&finder, data.data(), data.size(), block.data(), block.size(), level);
    block.resize(size < 0 ? 0 : std::size_t(size));
    return block;
}

Bytes framed(lz_encoder_stream& stream, const Bytes& data, const lz_frame_options& options) {
    Bytes frame(lz_frame_bound(data.size()));
    const long size =
        lz_frame_compress(&stream, data.data(), data.size(), frame.data(), frame.size(), &options);
    frame.resize(size < 0 ? 0 : std::size_t(size));
    return frame;
}

long unframed_size(const Bytes& frame, std::size_t capacity,
                   const lz_dictionary* dictionary = nullptr) {
    Bytes out(capacity);
    return lz_frame_decompress(frame.data(), frame.size(), out.data(), out.size(), dictionary);
}

bool frame_holds(const Bytes& frame, const Bytes& data, const lz_dictionary* dictionary = nullptr) {
    Bytes out(data.size());
    return lz_frame_decompress(frame.data(), frame.size(), out.data(), out.size(), dictionary) ==
               long(data.size()) &&
           out == data;
}

/// What xxHash's own sanity check (cli/xsum_sanity_check.c of the xxHash project) expects.
void test_xxh32(suite::SelfTest& test) {
    constexpr std::uint32_t prime = 2654435761u;
    Bytes buffer(101);
    std::uint32_t generator = prime;
    for (std::uint8_t& byte : buffer) {
        byte = std::uint8_t(generator >> 24);
        generator *= generator;
    }
    struct Row {
        std::size_t size;
        std::uint32_t seed;
        std::uint32_t sum;
    };
    constexpr Row rows[] = {{0, 0, 0x02cc5d05},   {0, prime, 0x36b78ae7},
                            {1, 0, 0xb85cbee5},   {1, prime, 0xd5845d64},
                            {14, 0, 0xe5aa0ab4},  {14, prime, 0x4481951d},
                            {101, 0, 0x1f1aa412}, {101, prime, 0x498ec8e2}};
    for (const Row& row : rows) {
        test.equal(xxh32(buffer.data(), row.size, row.seed), row.sum,
                   "xxh32 of " + std::to_string(row.size) + " bytes");
    }
    for (std::size_t split = 0; split <= buffer.size(); ++split) {
        xxh32_state state;
        xxh32_reset(&state, prime);
        xxh32_update(&state, buffer.data(), split);
        xxh32_update(&state, buffer.data() + split, buffer.size() - split);
        test.equal(xxh32_digest(&state), 0x498ec8e2, "xxh32 in two parts");
    }
}

constexpr std::string_view spam =
    "Nobody inspects the spammish repetition. Nobody inspects the spammish repetition.\n";

/// Frames that the lz4 command (version 1.9.4) wrote at level 9.
void test_frames_of_lz4(suite::SelfTest& test) {
    const Bytes text = bytes_of(spam);
    const std::string block =
        "ff1a4e6f626f647920696e73706563747320746865207370616d6d6973682072657065"
        "746974696f6e2e2029001150696f6e2e0a";
    const Bytes plain = suite::from_hex("04224d186440a734000000" + block + "00000000ecb05dc7");
    test.check(frame_holds(plain, text), "lz4 -9");
    test.check(frame_holds(suite::from_hex("04224d187c405200000000000000e134000000" + block +
                                           "35e1893000000000ecb05dc7"),
                           text),
               "lz4 -9 --content-size -BX");

    const Bytes words = bytes_of("the spammish repetition Nobody inspects ");
    const lz_dictionary dictionary = {words.data(), words.size(), 0};
    const Bytes with_dictionary = suite::from_hex(
        "04224d186440a7130000000c10000f3800042f2e2029001150696f6e2e0a00000000ecb05dc7");
    test.check(frame_holds(with_dictionary, text, &dictionary), "lz4 -9 -D");
    test.equal(std::uint64_t(unframed_size(with_dictionary, 200)), std::uint64_t(LZ_ERR_OFFSET),
               "lz4 -9 -D without the dictionary");

    const Bytes linked = suite::from_hex("04224d1844405e14010000af6162636465666768696a0a00" +
                                         repeated("ff", 256) + "de5062636465661b0000000f0a00" +
                                         repeated("ff", 17) + "6950666768696a0000000048425123");
    test.check(frame_holds(linked, bytes_of(repeated("abcdefghij", 7000))), "lz4 -9 -B4 -BD");

    Bytes both = plain;
    const Bytes skippable = suite::from_hex("5a2a4d1803000000aabbcc");
    both.insert(both.end(), skippable.begin(), skippable.end());
    both.insert(both.end(), linked.begin(), linked.end());
    test.check(frame_holds(both, bytes_of(std::string(spam) + repeated("abcdefghij", 7000))),
               "two frames and a skippable one between");

    const auto stream = new_encoder();
    const lz_frame_options options = {LZ_LEVEL_MAX, false, false, true, false, nullptr};
    test.check(framed(*stream, text, options) == plain, "the frame that lz4 -9 writes");
}

/// Blocks made by hand from lz4_Block_format.md.
void test_blocks_by_hand(suite::SelfTest& test) {
    struct Row {
        const char* what;
        const char* hex;
        std::size_t capacity;
        long expected;
    };
    constexpr Row rows[] = {
        {"the empty block", "00", 0, 0},
        {"literals alone", "30616263", 3, 3},
        {"a run of 19", "1f61010000507878787878", 25, 25},
        {"a tail cut off", "1f610100005078787878", 30, LZ_ERR_TRUNCATED},
        {"no room for the run", "1f61010000507878787878", 19, LZ_ERR_OUTPUT},
        {"no room for the tail", "1f61010000507878787878", 24, LZ_ERR_OUTPUT},
        {"no bytes", "", 10, LZ_ERR_TRUNCATED},
        {"literals cut off", "3061", 10, LZ_ERR_TRUNCATED},
        {"a length cut off", "f0", 400, LZ_ERR_TRUNCATED},
        {"a long length cut off", "f0ffff", 4000, LZ_ERR_TRUNCATED},
        {"an offset cut off", "106101", 10, LZ_ERR_TRUNCATED},
        {"a match length cut off", "1f610100ff", 1000, LZ_ERR_TRUNCATED},
        {"an end after a match", "10610100", 10, LZ_ERR_TRUNCATED},
        {"offset 0", "10610000507878787878", 30, LZ_ERR_OFFSET},
        {"an offset before the start", "10610200507878787878", 30, LZ_ERR_OFFSET},
    };
    for (const Row& row : rows) {
        const Bytes block = suite::from_hex(row.hex);
        Bytes out(row.capacity);
        test.equal(
            std::uint64_t(lz_decompress_block(block.data(), block.size(), out.data(), out.size())),
            std::uint64_t(row.expected), row.what);
    }
}

std::vector<Bytes> all_samples() {
    std::vector<Bytes> all;
    for (std::size_t size = 0; size < 40; ++size) {
        all.push_back(Bytes(size, 'x'));
        all.push_back(prose(size, size));
    }
    for (const std::size_t size : {page_size, std::size_t(70001), std::size_t(150000)}) {
        all.push_back(Bytes(size, 0));
        all.push_back(noise(size, 1));
        all.push_back(prose(size, 2));
        all.push_back(records(size, 3));
        all.push_back(versions(size, 4));
    }
    // Lengths around those where one more byte is needed to write them.
    for (std::size_t size = 260; size < 300; ++size) {
        all.push_back(Bytes(size, 'x'));
        all.push_back(noise(size, size));
    }
    for (std::size_t period = 2; period < 20; ++period) {
        const std::string part = "abcdefghijklmnopqrst";
        all.push_back(bytes_of(repeated(part.substr(0, period), 20)));
    }
    // A match exactly as far back as an offset can say, and one a byte farther.
    for (const std::size_t distance : {65535u, 65536u}) {
        Bytes far = noise(distance, 4);
        far.insert(far.end(), far.begin(), far.begin() + 64);
        all.push_back(far);
    }
    return all;
}

void test_blocks(suite::SelfTest& test) {
    // Sizes and sums of all samples' blocks; any change of the encoder's choices changes them.
    constexpr std::uint64_t sizes[] = {563399, 546996, 535070, 516313};
    constexpr std::uint32_t sums[] = {2197021788, 47689304, 2557975472, 317312720};
    const auto finder = new_finder();
    for (int level = LZ_LEVEL_MIN; level <= LZ_LEVEL_MAX; ++level) {
        const std::string at = " at level " + std::to_string(level);
        xxh32_state sum;
        std::uint64_t total = 0;
        xxh32_reset(&sum, 0);
        for (const Bytes& data : all_samples()) {
            const Bytes block = compressed(*finder, data, level);
            const auto simply = decoded_simply(block);
            test.check(simply && *simply == data,
                       "the format's text decodes " + std::to_string(data.size()) + at);
            Bytes out(data.size());
            test.equal(std::uint64_t(
                           lz_decompress_block(block.data(), block.size(), out.data(), out.size())),
                       data.size(), "decoded size" + at);
            test.check(out == data, "decoded bytes" + at);
            Bytes small(block.size() - 1);
            test.equal(std::uint64_t(lz_compress_block(finder.get(), data.data(), data.size(),
                                                       small.data(), small.size(), level)),
                       std::uint64_t(LZ_ERR_OUTPUT), "a byte too little room" + at);
            xxh32_update(&sum, block.data(), block.size());
            total += block.size();
        }
        test.equal(total, sizes[level - 1], "size of all blocks" + at);
        test.equal(xxh32_digest(&sum), sums[level - 1], "sum of all blocks" + at);
    }
}

/// The encoder writes within the room it was given, whatever that is.
void test_room(suite::SelfTest& test) {
    constexpr std::uint8_t guard = 0xa5;
    const auto finder = new_finder();
    const Bytes data = prose(600, 5);
    for (int level = LZ_LEVEL_MIN; level <= LZ_LEVEL_MAX; ++level) {
        const std::size_t size = compressed(*finder, data, level).size();
        for (std::size_t room = 0; room <= size; ++room) {
            Bytes block(room + 64, guard);
            const long done = lz_compress_block(finder.get(), data.data(), data.size(),
                                                block.data(), room, level);
            test.equal(std::uint64_t(done), room < size ? std::uint64_t(LZ_ERR_OUTPUT) : size,
                       "a block in " + std::to_string(room) + " bytes");
            test.check(std::all_of(block.begin() + std::ptrdiff_t(room), block.end(),
                                   [](std::uint8_t byte) { return byte == guard; }),
                       "bytes behind " + std::to_string(room));
        }
    }
}

void test_dictionary(suite::SelfTest& test) {
    const Bytes words = bytes_of("0123456789");
    const lz_dictionary dictionary = {words.data(), words.size(), 0};
    const auto decoded = [&](const char* hex, std::string_view expected) {
        const Bytes block = suite::from_hex(hex);
        Bytes out(40);
        const long size = lz_decompress_dictionary(block.data(), block.size(), out.data(),
                                                   out.size(), 0, &dictionary);
        test.equal(std::uint64_t(size), expected.size(), hex);
        test.check(std::equal(expected.begin(), expected.end(), out.begin()), hex);
    };
    decoded("000a00506162636465", "0123abcde");
    decoded("14610b00506162636465", "a01234567abcde");
    decoded("15610300506162636465", "a89a89a89aabcde");
    const Bytes beyond = suite::from_hex("14610c00506162636465");
    Bytes out(40);
    test.equal(std::uint64_t(lz_decompress_dictionary(beyond.data(), beyond.size(), out.data(),
                                                      out.size(), 0, &dictionary)),
               std::uint64_t(LZ_ERR_OFFSET), "a match before the dictionary");
}

/// Damage never makes the decoder leave its buffers (the sanitizers see to that) or claim more than
/// it was offered, and a block cut short is never taken for a whole one.
void test_damaged_blocks(suite::SelfTest& test) {
    const auto finder = new_finder();
    const Bytes data = prose(1000, 5);
    const Bytes block = compressed(*finder, data, LZ_LEVEL_MAX);
    for (std::size_t size = 0; size < block.size(); ++size) {
        const Bytes cut(block.begin(), block.begin() + std::ptrdiff_t(size));
        Bytes out(data.size());
        test.check(lz_decompress_block(cut.data(), cut.size(), out.data(), out.size()) <
                       long(data.size()),
                   "a block cut short");
    }
    suite::Sequence sequence(6);
    for (int round = 0; round < 3000; ++round) {
        Bytes damaged = block;
        for (int flips = 0; flips < 3; ++flips) {
            damaged[sequence.next() % damaged.size()] = std::uint8_t(sequence.next());
        }
        Bytes out(data.size());
        const long size =
            lz_decompress_block(damaged.data(), damaged.size(), out.data(), out.size());
        test.check(size >= LZ_ERR_OFFSET && size <= long(out.size()), "a damaged block");
    }
}

void test_frames(suite::SelfTest& test) {
    const auto stream = new_encoder();
    const Bytes words = prose(70000, 7);
    const lz_dictionary dictionary = {words.data(), words.size(), 0x1234};
    const lz_dictionary other = {words.data(), words.size(), 0x4321};
    Bytes data = prose(180000, 7);
    const Bytes middle = noise(66000, 8);
    std::copy(middle.begin(), middle.end(), data.begin() + 65536);

    xxh32_state sum;
    xxh32_reset(&sum, 0);
    for (unsigned bits = 0; bits < 32; ++bits) {
        const lz_frame_options options = {
            int(1 + bits % 4), (bits & 1) != 0, (bits & 2) != 0,
            (bits & 4) != 0,   (bits & 8) != 0, (bits & 16) != 0 ? &dictionary : nullptr};
        const Bytes frame = framed(*stream, data, options);
        const std::string what = " with options " + std::to_string(bits);
        test.check(frame_holds(frame, data, options.dictionary), "a frame" + what);
        test.check(frame_holds(framed(*stream, {}, options), {}, options.dictionary),
                   "an empty frame" + what);
        test.equal(std::uint64_t(unframed_size(frame, data.size() - 1, options.dictionary)),
                   std::uint64_t(LZ_ERR_OUTPUT), "a frame that does not fit" + what);
        if (options.dictionary != nullptr) {
            test.equal(std::uint64_t(unframed_size(frame, data.size(), &other)),
                       std::uint64_t(LZ_ERR_DICTIONARY), "another dictionary" + what);
        }
        lz_frame_header header = {};
        test.equal(std::uint64_t(lz_frame_read_header(frame.data(), frame.size(), &header)), 0,
                   "a header" + what);
        test.check(header.linked == options.linked &&
                       header.block_checksums == options.block_checksums &&
                       header.content_checksum == options.content_checksum &&
                       header.content_size == (options.content_size ? data.size() : 0) &&
                       header.dictionary_id == (options.dictionary != nullptr ? 0x1234 : 0) &&
                       header.block_max == 65536,
                   "what a header says" + what);
        xxh32_update(&sum, frame.data(), frame.size());
    }
    test.equal(xxh32_digest(&sum), 3774715730, "sum of all frames");
}

void test_damaged_frames(suite::SelfTest& test) {
    const Bytes text = bytes_of(spam);
    const auto stream = new_encoder();
    const lz_frame_options options = {LZ_LEVEL_MAX, true, true, true, true, nullptr};
    const Bytes frame = framed(*stream, text, options);
    for (std::size_t size = 1; size < frame.size(); ++size) {
        const Bytes cut(frame.begin(), frame.begin() + std::ptrdiff_t(size));
        test.equal(std::uint64_t(unframed_size(cut, 200)), std::uint64_t(LZ_ERR_TRUNCATED),
                   "a frame cut short");
    }
    for (std::size_t i = 0; i < frame.size(); ++i) {
        Bytes damaged = frame;
        damaged[i] ^= 0x10;
        test.check(unframed_size(damaged, 200) < 0, "a flipped bit in byte " + std::to_string(i));
    }
    const auto error_at = [&](std::size_t i, std::uint8_t value) {
        Bytes damaged = frame;
        damaged[i] = value;
        return std::uint64_t(unframed_size(damaged, 200));
    };
    test.equal(error_at(0, 0), std::uint64_t(LZ_ERR_MAGIC), "a wrong magic");
    test.equal(error_at(4, 0x9c), std::uint64_t(LZ_ERR_HEADER), "version 2");
    test.equal(error_at(5, 0x30), std::uint64_t(LZ_ERR_HEADER), "blocks of 16 KiB");
    test.equal(error_at(6, 0), std::uint64_t(LZ_ERR_CHECKSUM), "a wrong content size");
    test.equal(error_at(18, 0x7f), std::uint64_t(LZ_ERR_SIZE), "a block too large");
    test.equal(error_at(frame.size() - 1, 0), std::uint64_t(LZ_ERR_CHECKSUM), "a wrong sum");

    const lz_frame_options bare = {LZ_LEVEL_MAX, true, false, false, true, nullptr};
    const Bytes one = framed(*stream, Bytes(1, 'a'), bare);
    test.equal_bytes(one.data(), "04224d1848400100000000000000c4010000806100000000",
                     "the frame of one byte");
    for (std::size_t room = 0; room < one.size(); ++room) {
        Bytes out(room);
        test.equal(std::uint64_t(lz_frame_compress(stream.get(), "a", 1, out.data(), room, &bare)),
                   std::uint64_t(LZ_ERR_OUTPUT), "too little room for a frame");
    }
}

/// Frames whose sums are right and whose sizes are lies.
void test_lying_frames(suite::SelfTest& test) {
    const auto stream = new_encoder();
    const Bytes text = bytes_of(spam);
    const lz_frame_options options = {LZ_LEVEL_MAX, true, false, false, true, nullptr};
    Bytes promise = framed(*stream, text, options);
    promise[6] += 1;
    promise[14] = std::uint8_t(xxh32(promise.data() + 4, 10, 0) >> 8);
    test.equal(std::uint64_t(unframed_size(promise, 200)), std::uint64_t(LZ_ERR_SIZE),
               "a promise of another size");

    const auto finder = new_finder();
    const Bytes block = compressed(*finder, Bytes(65537, 0), LZ_LEVEL_MAX);
    Bytes large = suite::from_hex("04224d18604082");
    for (unsigned shift = 0; shift < 32; shift += 8) {
        large.push_back(std::uint8_t(block.size() >> shift));
    }
    large.insert(large.end(), block.begin(), block.end());
    test.equal(std::uint64_t(unframed_size(large, 70000)), std::uint64_t(LZ_ERR_SIZE),
               "a block of 65537 bytes");
    test.equal(std::uint64_t(unframed_size(large, 65535)), std::uint64_t(LZ_ERR_OUTPUT),
               "a block of 65537 bytes in little room");
}

/// Chunks of all sizes, each decoded with the history that a plain vector remembers.
void test_streams(suite::SelfTest& test) {
    const Bytes words = prose(100000, 9);
    for (int level = LZ_LEVEL_MIN; level <= LZ_LEVEL_MAX; ++level) {
        const std::string at = " at level " + std::to_string(level);
        const auto encoder = new_encoder();
        const auto decoder = std::make_unique<lz_decoder_stream>();
        lz_encoder_begin(encoder.get(), level);
        lz_encoder_load(encoder.get(), words.data(), words.size());
        lz_decoder_begin(decoder.get());
        lz_decoder_load(decoder.get(), words.data(), words.size());
        Bytes history(words.end() - LZ_WINDOW_SIZE, words.end());

        suite::Sequence sequence{std::uint64_t(level)};
        const Bytes data = prose(400000, 9);
        for (std::size_t done = 0, round = 0; done < data.size(); ++round) {
            const std::size_t limit = round % 8 == 0 ? LZ_CHUNK_MAX : round % 8 == 1 ? 9 : 5000;
            const std::size_t size = std::min(sequence.next() % limit + 1, data.size() - done);
            Bytes chunk(data.begin() + std::ptrdiff_t(done),
                        data.begin() + std::ptrdiff_t(done + size));
            Bytes block(lz_block_bound(size));
            if (round % 8 == 5) {
                // Noise does not shrink: it goes over as it is, and is history all the same.
                chunk = noise(size, round);
                test.equal(std::uint64_t(lz_encoder_chunk(encoder.get(), chunk.data(), size,
                                                          block.data(), size)),
                           std::uint64_t(LZ_ERR_OUTPUT), "a chunk of noise" + at);
                test.equal(std::uint64_t(lz_decoder_stored(decoder.get(), chunk.data(), size)), 0,
                           "a stored chunk" + at);
            } else {
                const long packed =
                    lz_encoder_chunk(encoder.get(), chunk.data(), size, block.data(), block.size());
                block.resize(packed < 0 ? 0 : std::size_t(packed));
                const auto simply = decoded_simply(block, history);
                test.check(simply && *simply == chunk, "a chunk by the format's text" + at);
                Bytes out(size);
                test.equal(std::uint64_t(lz_decoder_chunk(decoder.get(), block.data(), block.size(),
                                                          out.data(), size)),
                           size, "a chunk's size" + at);
                test.check(out == chunk, "a chunk's bytes" + at);
            }
            history.insert(history.end(), chunk.begin(), chunk.end());
            done += size;
        }
        Bytes large(LZ_CHUNK_MAX + 1);
        test.equal(std::uint64_t(lz_encoder_chunk(encoder.get(), large.data(), large.size(),
                                                  large.data(), large.size())),
                   std::uint64_t(LZ_ERR_SIZE), "a chunk too large" + at);
        test.equal(std::uint64_t(lz_decoder_stored(decoder.get(), large.data(), large.size())),
                   std::uint64_t(LZ_ERR_SIZE), "a stored chunk too large" + at);
    }
}

void compress_page(benchmark::State& state, int level) {
    const auto finder = new_finder();
    const Bytes page = prose(page_size, 11);
    Bytes block(lz_block_bound(page.size()));
    for (auto _ : suite::region(state)) {
        benchmark::DoNotOptimize(lz_compress_block(finder.get(), page.data(), page.size(),
                                                   block.data(), block.size(), level));
    }
}

void compress_page_fast(benchmark::State& state) {
    compress_page(state, LZ_LEVEL_MIN);
}

void compress_records_lazy(benchmark::State& state) {
    const auto finder = new_finder();
    const Bytes data = records(1024, 12);
    Bytes block(lz_block_bound(data.size()));
    for (auto _ : suite::region(state)) {
        benchmark::DoNotOptimize(lz_compress_block(finder.get(), data.data(), data.size(),
                                                   block.data(), block.size(), 3));
    }
}

void decompress_page(benchmark::State& state) {
    const auto finder = new_finder();
    Bytes page = prose(page_size, 11);
    const Bytes block = compressed(*finder, page, LZ_LEVEL_MAX);
    for (auto _ : suite::region(state)) {
        benchmark::DoNotOptimize(
            lz_decompress_block(block.data(), block.size(), page.data(), page.size()));
    }
}

void frame_read_checked(benchmark::State& state) {
    const auto stream = new_encoder();
    Bytes page = prose(page_size, 13);
    const lz_frame_options options = {LZ_LEVEL_MAX, true, true, true, true, nullptr};
    const Bytes frame = framed(*stream, page, options);
    for (auto _ : suite::region(state)) {
        benchmark::DoNotOptimize(
            lz_frame_decompress(frame.data(), frame.size(), page.data(), page.size(), nullptr));
    }
}

/// Chunks of 512 bytes, round and round through more data than the window holds.
void stream_chunk(benchmark::State& state) {
    constexpr std::size_t chunk = 512;
    const auto stream = new_encoder();
    const Bytes data = prose(4 * LZ_WINDOW_SIZE, 14);
    Bytes block(lz_block_bound(chunk));
    lz_encoder_begin(stream.get(), 2);
    std::size_t at = 0;
    for (auto _ : suite::region(state)) {
        benchmark::DoNotOptimize(
            lz_encoder_chunk(stream.get(), data.data() + at, chunk, block.data(), block.size()));
        at = (at + chunk) % data.size();
    }
}

BENCHMARK(compress_page_fast);
BENCHMARK(compress_records_lazy);
BENCHMARK(decompress_page);
BENCHMARK(frame_read_checked);
BENCHMARK(stream_chunk);

} // namespace

void suite::self_test(suite::SelfTest& test) {
    test_xxh32(test);
    test_frames_of_lz4(test);
    test_blocks_by_hand(test);
    test_blocks(test);
    test_room(test);
    test_dictionary(test);
    test_damaged_blocks(test);
    test_frames(test);
    test_damaged_frames(test);
    test_lying_frames(test);
    test_streams(test);
}
