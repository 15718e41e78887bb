// SPDX-License-Identifier: Apache-2.0
#include "../support/suite.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
#include "builtin.h"
#include "clock.h"
#include "trace.h"
}

namespace {

using RingPointer = std::unique_ptr<ring, decltype(&ring_destroy)>;

RingPointer make_ring(std::uint32_t pages, ring_mode mode) {
    return {ring_create(pages, mode), &ring_destroy};
}

/// Registered once: the self-test and every benchmark need the built-in types.
int register_builtin() {
    static const int result = builtin_register();
    return result;
}

sched_switch_payload make_switch(suite::Sequence& sequence) {
    static constexpr std::array<std::string_view, 6> names = {
        "swapper/0", "kworker/1:2", "kworker/u8:0", "bash", "sixteen-bytes-xy", "rcu_preempt"};
    sched_switch_payload payload{};
    const std::string_view prev = names[sequence.next() % names.size()];
    const std::string_view next = names[sequence.next() % names.size()];
    prev.copy(payload.prev_comm, COMM_SIZE);
    next.copy(payload.next_comm, COMM_SIZE);
    payload.prev_pid = static_cast<std::int32_t>(sequence.next() % 64);
    payload.prev_prio = static_cast<std::int32_t>(sequence.next() % 140) - 20;
    payload.prev_state = sequence.next() % 6;
    payload.next_pid = static_cast<std::int32_t>(sequence.next() % 64);
    payload.next_prio = static_cast<std::int32_t>(sequence.next() % 140) - 20;
    return payload;
}

page_alloc_payload make_alloc(suite::Sequence& sequence) {
    page_alloc_payload payload{};
    payload.pfn = 0x1000 + sequence.next() % 100;
    payload.gfp = static_cast<std::uint32_t>(sequence.next() % 0x800);
    payload.order = static_cast<std::uint8_t>(sequence.next() % 11);
    payload.node = static_cast<std::uint8_t>(sequence.next() % 2);
    payload.migrate = static_cast<std::int16_t>(static_cast<int>(sequence.next() % 6) - 1);
    return payload;
}

template <typename Payload>
std::vector<Payload> make_many(std::size_t count, Payload (*make)(suite::Sequence&)) {
    suite::Sequence sequence(7);
    std::vector<Payload> payloads(count);
    for (Payload& payload : payloads) {
        payload = make(sequence);
    }
    return payloads;
}

/// "prev_state has bits 3 and (prev_prio < 0 or next_comm is kworker*) and not next_pid == 5".
filter make_filter(const event_type* type) {
    filter result;
    filter_init(&result, type);
    const int sleeping = filter_number(&result, "prev_state", FILTER_MASK, 3);
    const int urgent = filter_number(&result, "prev_prio", FILTER_LT, 0);
    const int kworker = filter_text(&result, "next_comm", FILTER_EQ, "kworker*");
    const int either = filter_or(&result, urgent, kworker);
    const int five = filter_number(&result, "next_pid", FILTER_EQ, 5);
    const int other = filter_not(&result, five);
    filter_and(&result, filter_and(&result, sleeping, either), other);
    return result;
}

bool filter_expects(const sched_switch_payload& payload) {
    return (payload.prev_state & 3) != 0 &&
           (payload.prev_prio < 0 || std::strncmp(payload.next_comm, "kworker", 7) == 0) &&
           payload.next_pid != 5;
}

/// Writes records of two words, the number and its complement; returns how many were accepted.
std::uint64_t write_numbers(ring* ring, std::uint64_t first, std::uint64_t count) {
    std::uint64_t accepted = 0;
    for (std::uint64_t number = first; number < first + count; ++number) {
        ring_reservation reservation;
        if (!ring_reserve(ring, 1, 16, number * 10, &reservation)) {
            continue;
        }
        reservation.payload[0] = number;
        reservation.payload[1] = ~number;
        ring_commit(ring, &reservation);
        ++accepted;
    }
    return accepted;
}

struct Numbers {
    std::uint64_t count = 0;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    bool intact = true;
};

/// Reads until no full page is left.
Numbers read_numbers(ring* ring) {
    Numbers numbers;
    record record;
    while (ring_read(ring, &record)) {
        const std::uint64_t number = record.payload[0];
        numbers.intact = numbers.intact && record.payload[1] == ~number && record.id == 1 &&
                         record.payload_units == 2 && record.time == number * 10 &&
                         (numbers.count == 0 || number > numbers.last);
        if (numbers.count++ == 0) {
            numbers.first = number;
        }
        numbers.last = number;
    }
    return numbers;
}

void test_ring_modes(suite::SelfTest& test) {
    test.check(ring_create(1, RING_DISCARD) == nullptr, "one page is too few");
    test.check(ring_create(12, RING_DISCARD) == nullptr, "12 is no power of two");
    test.check(ring_create(256, RING_DISCARD) == nullptr, "256 pages are too many");

    // A record takes 3 of a page's 512 units: 170 fit, and 2 units are padding.
    const RingPointer discard = make_ring(4, RING_DISCARD);
    test.check(!ring_flush(discard.get(), 0), "nothing to flush in an empty ring");
    test.equal(write_numbers(discard.get(), 0, 1000), 680, "discard mode: records accepted");
    Numbers numbers = read_numbers(discard.get());
    test.equal(numbers.count, 510, "discard mode: three full pages");
    test.check(numbers.intact && numbers.first == 0, "discard mode: the oldest are kept");
    test.check(ring_flush(discard.get(), 9999), "flush after the reader made room");
    numbers = read_numbers(discard.get());
    test.equal(numbers.count, 170, "discard mode: the last page");
    test.check(numbers.intact && numbers.last == 679, "discard mode: up to the first drop");
    ring_stats stats;
    ring_get_stats(discard.get(), &stats);
    test.equal(stats.written, 680, "discard mode: written");
    test.equal(stats.dropped, 320, "discard mode: dropped");
    test.equal(stats.overwritten, 0, "discard mode: overwritten");
    test.equal(write_numbers(discard.get(), 2000, 5), 5, "discard mode: room again");
    ring_flush(discard.get(), 0);
    numbers = read_numbers(discard.get());
    test.check(numbers.count == 5 && numbers.first == 2000 && numbers.intact, "written later");

    const RingPointer overwrite = make_ring(4, RING_OVERWRITE);
    test.equal(write_numbers(overwrite.get(), 0, 1000), 1000, "overwrite mode accepts all");
    numbers = read_numbers(overwrite.get());
    test.equal(numbers.count, 510, "overwrite mode: three full pages");
    test.equal(numbers.first, 340, "overwrite mode: the oldest two pages are gone");
    test.check(numbers.intact, "overwrite mode: contents");
    ring_flush(overwrite.get(), 0);
    numbers = read_numbers(overwrite.get());
    test.equal(numbers.count, 150, "overwrite mode: the page being written");
    test.equal(numbers.last, 999, "overwrite mode: the newest record");
    ring_get_stats(overwrite.get(), &stats);
    test.equal(stats.overwritten, 340, "overwrite mode: overwritten");
    test.equal(stats.read, 660, "overwrite mode: read");
}

void test_ring_nesting(suite::SelfTest& test) {
    const RingPointer ring = make_ring(4, RING_OVERWRITE);
    ring_reservation outer;
    test.check(ring_reserve(ring.get(), 1, 16, 0, &outer), "the outer reservation");
    // The interrupts fill the ring up to the page that the outer record keeps open.
    test.equal(write_numbers(ring.get(), 1, 2000), 679, "nested records accepted");
    record record;
    test.check(!ring_read(ring.get(), &record), "no reading past an uncommitted record");
    outer.payload[0] = 0;
    outer.payload[1] = ~UINT64_C(0);
    ring_commit(ring.get(), &outer);
    Numbers numbers = read_numbers(ring.get());
    test.check(numbers.count == 510 && numbers.first == 0 && numbers.intact,
               "the outer record comes first");
    ring_flush(ring.get(), 0);
    test.equal(read_numbers(ring.get()).count, 170, "the rest of the nested records");

    ring_reservation given_up;
    ring_reserve(ring.get(), 1, 40, 0, &given_up);
    write_numbers(ring.get(), 5000, 1);
    ring_discard(ring.get(), &given_up);
    write_numbers(ring.get(), 5001, 1);
    ring_flush(ring.get(), 0);
    numbers = read_numbers(ring.get());
    test.check(numbers.count == 2 && numbers.first == 5000 && numbers.last == 5001,
               "a discarded record is skipped");

    ring_reservation refused;
    test.check(!ring_reserve(ring.get(), 0, 8, 0, &refused), "id 0 is refused");
    test.check(!ring_reserve(ring.get(), 1, RING_MAX_PAYLOAD + 1, 0, &refused), "too large");
    ring_reservation largest;
    for (std::uint64_t i = 0; i < 7; ++i) {
        test.check(ring_reserve(ring.get(), 9, RING_MAX_PAYLOAD, 0, &largest), "the largest");
        largest.payload[127] = i;
        ring_commit(ring.get(), &largest);
    }
    ring_flush(ring.get(), 0);
    for (std::uint64_t i = 0; i < 7; ++i) {
        test.check(ring_read(ring.get(), &record), "the largest record");
        test.equal(record.payload_units, 128, "its size");
        test.equal(record.payload[127], i, "its last word");
    }
    ring_stats stats;
    ring_get_stats(ring.get(), &stats);
    test.equal(stats.dropped, 1323, "dropped while nested, and refused");
}

void test_ring_time(suite::SelfTest& test) {
    const RingPointer ring = make_ring(2, RING_OVERWRITE);
    const std::array<std::uint64_t, 5> times = {4294967295u, 4294967296u, 5000000000u,
                                                1000000000000u, 17u};
    for (const std::uint64_t time : times) {
        ring_reservation reservation;
        ring_reserve(ring.get(), 3, 0, time, &reservation);
        ring_commit(ring.get(), &reservation);
    }
    ring_flush(ring.get(), 2000000000000u);
    record record;
    for (const std::uint64_t time : times) {
        test.check(ring_read(ring.get(), &record), "a record for each time");
        test.equal(record.time, time, "time kept, as a delta or in full");
        test.equal(record.payload_units, 0, "an empty payload");
    }
    // The new page's base is later than this record: its delta is 0, not negative.
    ring_reservation early;
    ring_reserve(ring.get(), 3, 8, 1999999999999u, &early);
    ring_commit(ring.get(), &early);
    ring_flush(ring.get(), 2000000000001u);
    test.check(ring_read(ring.get(), &record), "the early record");
    test.equal(record.time, 2000000000000u, "a time before the page's base");
}

/// Writers and the reader take turns at random; what was accepted is read once, in order, or was
/// overwritten.
void test_ring_turns(suite::SelfTest& test, ring_mode mode) {
    const RingPointer ring = make_ring(8, mode);
    suite::Sequence sequence(mode == RING_DISCARD ? 3 : 4);
    std::uint64_t next = 1;
    std::uint64_t last = 0;
    bool ordered = true;
    for (int turn = 0; turn < 400; ++turn) {
        const std::uint64_t count = sequence.next() % 300;
        write_numbers(ring.get(), next, count);
        next += count;
        if (sequence.next() % 8 == 0) {
            ring_flush(ring.get(), next * 10);
        }
        record record;
        for (std::uint64_t i = sequence.next() % 250; i > 0 && ring_read(ring.get(), &record);
             --i) {
            ordered =
                ordered && record.payload[0] > last && record.payload[1] == ~record.payload[0];
            last = record.payload[0];
        }
    }
    read_numbers(ring.get());
    ring_flush(ring.get(), next * 10);
    read_numbers(ring.get());
    ring_stats stats;
    ring_get_stats(ring.get(), &stats);
    test.check(ordered, "random turns: order and contents");
    test.equal(stats.read + stats.overwritten, stats.written, "random turns: none lost unseen");
    test.equal(stats.written + stats.dropped, next - 1, "random turns: none uncounted");
    test.check((mode == RING_DISCARD ? stats.dropped : stats.overwritten) > 0, "it was full");
}

std::string formatted(const char* format, std::uint64_t value) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

void test_seq(suite::SelfTest& test) {
    std::array<char, 64> buffer{};
    seq seq;
    seq_init(&seq, buffer.data(), buffer.size());
    suite::Sequence sequence(11);
    for (int bits = 0; bits < 64; ++bits) {
        const std::uint64_t value = sequence.next() >> bits;
        seq_clear(&seq);
        seq_put_dec(&seq, value);
        test.check(seq_text(&seq) == formatted("%" PRIu64, value), "decimal");
        seq_clear(&seq);
        seq_put_hex(&seq, value, 4);
        test.check(seq_text(&seq) == formatted("%04" PRIx64, value), "hexadecimal");
        seq_clear(&seq);
        seq_put_signed(&seq, static_cast<std::int64_t>(0 - value));
        test.check(seq_text(&seq) == formatted("%" PRId64, 0 - value), "signed");
    }
    seq_clear(&seq);
    seq_put_signed(&seq, INT64_MIN);
    seq_putc(&seq, ' ');
    seq_put_time(&seq, 12000345678u);
    seq_putc(&seq, ' ');
    seq_put_dec_width(&seq, 42, 5, '0');
    test.check(seq_text(&seq) == std::string("-9223372036854775808 12.000345 00042"), "widths");
    test.check(!seq.overflowed, "it fits");
    seq_puts(&seq, "this is longer than what is left of the buffer");
    test.check(seq.overflowed, "overflow is noticed");
    seq_putc(&seq, 'x');
    test.equal(std::strlen(seq_text(&seq)), 36, "nothing is written after an overflow");
    test.equal(seq_room(&seq), 0, "no room after an overflow");
}

void test_clock(suite::SelfTest& test) {
    test.check(clock_select("sundial") == -ENOENT, "no such clock");
    test.check(clock_set(0, 999999) == -ERANGE, "too slow a frequency");
    test.equal(clock_select("local"), 0, "the local clock");
    test.equal(clock_set(UINT64_C(1) << 40, 1000000), 0, "1 MHz");
    test.equal(clock_now(), 1099511627776000u, "2^40 cycles at 1 MHz");
    // floor(floor(10^9 * 2^22 / 3 * 10^9) * 6 * 10^10 / 2^22)
    test.equal(clock_set(60000000000u, 3000000000u), 0, "3 GHz");
    test.equal(clock_now(), 19999995231u, "20 seconds at 3 GHz, within the scale's rounding");
    clock_advance(30000000);
    clock_select("coarse");
    test.equal(clock_now(), 20008000000u, "coarse time");
    clock_select("counter");
    test.equal(clock_now(), 1, "the counter counts");
    test.equal(clock_now(), 2, "... its readings");
    clock_select("local");
    clock_set(0, 1000000000);
}

void print_nothing(seq*, const event_field*, const void*) {}

void test_events(suite::SelfTest& test) {
    test.equal(static_cast<std::uint64_t>(register_builtin()), 0, "built-in types");
    test.check(builtin_register() == -EEXIST, "a name is taken");
    const event_field outside = {"field", 4, 8, FIELD_UNSIGNED, print_nothing};
    event_type bad = {"bad", 0, 8, 1, &outside, nullptr};
    test.check(event_register(&bad) == -EINVAL, "a field outside of the payload");
    const event_field odd = {"field", 0, 3, FIELD_UNSIGNED, print_nothing};
    bad.fields = &odd;
    test.check(event_register(&bad) == -EINVAL, "a number of three bytes");
    test.check(event_by_id(31) == nullptr && event_by_id(9999) == nullptr, "no such id");
    test.check(event_by_name("bad") == nullptr, "a refused type is not there");

    const event_type* alloc = event_by_name("page_alloc");
    page_alloc_payload payload{};
    payload.migrate = -2;
    payload.order = 200;
    payload.pfn = UINT64_C(0xfedcba9876543210);
    test.equal(event_field_value(event_find_field(alloc, "migrate"), &payload), 0 - UINT64_C(2),
               "a negative field");
    test.equal(event_field_value(event_find_field(alloc, "order"), &payload), 200, "one byte");
    test.equal(event_field_value(event_find_field(alloc, "pfn"), &payload), payload.pfn, "eight");
    test.check(event_find_field(alloc, "no") == nullptr, "no such field");
}

void test_filter(suite::SelfTest& test) {
    const event_type* type = event_by_name("sched_switch");
    filter filter = make_filter(type);
    std::uint64_t matched = 0;
    for (const auto& payload : make_many(500, make_switch)) {
        const bool expected = filter_expects(payload);
        matched += expected;
        test.check(filter_match(&filter, &payload) == expected, "filter against plain C++");
    }
    test.check(matched > 50 && matched < 450, "the filter does filter");

    test.check(filter_number(&filter, "no", FILTER_EQ, 1) == -ENOENT, "filter: no such field");
    test.check(filter_number(&filter, "prev_comm", FILTER_EQ, 1) == -EINVAL, "filter: is text");
    test.check(filter_text(&filter, "prev_pid", FILTER_EQ, "1") == -EINVAL, "filter: no text");
    test.check(filter_text(&filter, "prev_comm", FILTER_LT, "a") == -EINVAL, "filter: no order");
    test.check(filter_text(&filter, "prev_comm", FILTER_EQ, "seventeen-bytes-x") == -E2BIG,
               "filter: text too long");
    test.check(filter_and(&filter, 0, -ENOENT) == -EINVAL, "filter: an operand failed");
    filter_init(&filter, type);
    sched_switch_payload payload{};
    std::memcpy(payload.prev_comm, "sixteen-bytes-xy", COMM_SIZE);
    payload.prev_state = UINT64_MAX;
    test.check(filter_match(&filter, &payload), "an empty filter matches");
    filter_text(&filter, "prev_comm", FILTER_EQ, "sixteen");
    test.check(!filter_match(&filter, &payload), "only the start of a text");
    filter_text(&filter, "prev_comm", FILTER_NE, "sixteen-bytes-xy");
    test.check(!filter_match(&filter, &payload), "a text without terminator");
    filter_number(&filter, "prev_state", FILTER_GE, 1);
    test.check(filter_match(&filter, &payload), "an unsigned field beyond INT64_MAX");
    filter_number(&filter, "prev_prio", FILTER_GE, 1);
    test.check(!filter_match(&filter, &payload), "a signed field");
    while (filter_not(&filter, 0) >= 0) {
    }
    test.equal(static_cast<std::uint64_t>(filter.count), FILTER_MAX_NODES, "filter: no space");
}

void test_histogram(suite::SelfTest& test) {
    const event_type* type = event_by_name("page_alloc");
    const auto hist = std::make_unique<struct hist>();
    test.check(hist_init(hist.get(), type, "no", nullptr) == -ENOENT, "hist: no such field");
    test.check(hist_init(hist.get(), event_by_name("sched_switch"), "prev_comm", nullptr) ==
                   -EINVAL,
               "hist: a text key");
    test.equal(static_cast<std::uint64_t>(hist_init(hist.get(), type, "migrate", "order")), 0,
               "hist: initialised");
    std::map<std::uint64_t, std::pair<std::uint64_t, std::uint64_t>> expected;
    for (const auto& payload : make_many(1000, make_alloc)) {
        hist_record(hist.get(), &payload);
        auto& entry = expected[static_cast<std::uint64_t>(std::int64_t{payload.migrate})];
        ++entry.first;
        entry.second += payload.order;
    }
    test.equal(hist->entries, expected.size(), "hist: number of keys");
    for (const auto& [key, entry] : expected) {
        const hist_entry* found = hist_find(hist.get(), key);
        test.check(found && found->hits == entry.first && found->sum == entry.second,
                   "hist: entry against std::map");
    }
    test.check(hist_find(hist.get(), 77) == nullptr, "hist: a key never seen");
    std::array<const hist_entry*, HIST_MAX_ENTRIES> sorted{};
    for (const hist_order order : {HIST_BY_KEY, HIST_BY_HITS, HIST_BY_SUM}) {
        const std::uint32_t count = hist_sort(hist.get(), order, sorted.data());
        test.equal(count, expected.size(), "hist: sorts all");
        for (std::uint32_t i = 1; i < count; ++i) {
            const hist_entry& a = *sorted[i - 1];
            const hist_entry& b = *sorted[i];
            test.check(order == HIST_BY_KEY    ? a.key < b.key
                       : order == HIST_BY_HITS ? a.hits >= b.hits
                                               : a.sum >= b.sum,
                       "hist: order");
        }
    }

    hist_init(hist.get(), type, "pfn", nullptr);
    page_alloc_payload payload{};
    for (int i = 0; i < 300; ++i) {
        payload.pfn = static_cast<std::uint64_t>(i);
        hist_record(hist.get(), &payload);
    }
    test.equal(hist->entries, HIST_MAX_ENTRIES, "hist: full");
    test.equal(hist->missed, 300 - HIST_MAX_ENTRIES, "hist: missed");

    hist_init(hist.get(), type, "migrate", "order");
    for (const int migrate : {-3, 4, -3}) {
        payload.migrate = static_cast<std::int16_t>(migrate);
        payload.order = 9;
        hist_record(hist.get(), &payload);
    }
    std::array<char, 128> buffer{};
    seq seq;
    seq_init(&seq, buffer.data(), buffer.size());
    hist_print(hist.get(), HIST_BY_HITS, 10, &seq);
    test.check(seq_text(&seq) == std::string("{ migrate: -3 } hits: 2 sum: 18\n"
                                             "{ migrate: 4 } hits: 1 sum: 9\n"),
               "hist: printed");
}

void test_trace(suite::SelfTest& test) {
    const RingPointer ring = make_ring(2, RING_OVERWRITE);
    const auto trace = std::make_unique<struct trace>();
    trace_init(trace.get(), ring.get());
    const event_type* sched = event_by_name("sched_switch");
    const event_type* alloc = event_by_name("page_alloc");
    const event_type* irq = event_by_name("irq_exit");
    filter filter = make_filter(sched);

    test.check(trace_enable(trace.get(), "no", nullptr, nullptr, false) == -ENOENT, "no event");
    test.check(trace_enable(trace.get(), "irq_exit", &filter, nullptr, false) == -EINVAL,
               "a filter for another event");
    irq_exit_payload irq_payload = {-1, 3, UINT64_C(0xffffffff81000000)};
    test.check(!trace_event(trace.get(), irq, &irq_payload), "not enabled");
    trace_enable(trace.get(), "sched_switch", &filter, nullptr, false);
    trace_enable(trace.get(), "page_alloc", nullptr, nullptr, false);
    trace_enable(trace.get(), "irq_exit", nullptr, nullptr, false);

    clock_set(1500000000, 1000000000);
    test.check(trace_event(trace.get(), irq, &irq_payload), "irq_exit");
    clock_advance(1000);
    sched_switch_payload switched = {"bash", 42, -5, 1, "sixteen-bytes-x", -7, 120};
    switched.next_comm[15] = 'y';
    test.check(trace_event(trace.get(), sched, &switched), "sched_switch");
    switched.next_pid = 5;
    test.check(!trace_event(trace.get(), sched, &switched), "sched_switch filtered");
    test.equal(trace->filtered, 1, "filtered events are counted");
    const page_alloc_payload allocated = {0xabc, 0x80c1, 3, 1, -1};
    test.check(trace_event(trace.get(), alloc, &allocated), "page_alloc");
    irq_payload.vector = 10;
    trace_event(trace.get(), irq, &irq_payload);
    trace_disable(trace.get(), irq);
    test.check(!trace_event(trace.get(), irq, &irq_payload), "disabled again");
    trace_flush(trace.get());

    std::array<char, 512> buffer{};
    seq seq;
    seq_init(&seq, buffer.data(), buffer.size());
    while (trace_print_next(trace.get(), &seq) == 1) {
    }
    test.check(seq_text(&seq) ==
                   std::string("1.500000: irq_exit: irq=-1 raised=NET_RX at ffffffff81000000\n"
                               "1.500001: sched_switch: prev_comm=bash prev_pid=42 prev_prio=-5 "
                               "prev_state=S next_comm=sixteen-bytes-xy next_pid=-7 next_prio=120\n"
                               "1.500001: page_alloc: pfn=0x0000000000000abc gfp=DMA|IO|FS|0x8000 "
                               "order=3 node=1 migrate=-1\n"
                               "1.500001: irq_exit: irq=-1 raised=10 at ffffffff81000000\n"),
               std::string("trace text: ") + seq_text(&seq));
    trace_event(trace.get(), alloc, &allocated);
    trace_flush(trace.get());
    seq_init(&seq, buffer.data(), 20);
    test.check(trace_print_next(trace.get(), &seq) == -EOVERFLOW, "a line that does not fit");
    clock_set(0, 1000000000);
}

/// A trace with one event enabled, for the benchmarks.
struct Session {
    explicit Session(const char* event, const filter* filter = nullptr, hist* hist = nullptr)
        : ring(make_ring(16, RING_OVERWRITE)) {
        trace_init(&trace, ring.get());
        trace_enable(&trace, event, filter, hist, hist != nullptr);
    }

    RingPointer ring;
    struct trace trace;
};

const event_type* find_type(const char* name) {
    register_builtin();
    return event_by_name(name);
}

constexpr std::size_t batch = 64;

void record_overwrite(benchmark::State& state) {
    const event_type* type = find_type("sched_switch");
    Session session("sched_switch");
    const auto payloads = make_many(batch, make_switch);
    for (auto _ : suite::region(state)) {
        std::uint64_t recorded = 0;
        for (const auto& payload : payloads) {
            clock_advance(50);
            recorded += trace_event(&session.trace, type, &payload);
        }
        benchmark::DoNotOptimize(recorded);
    }
}
BENCHMARK(record_overwrite);

void record_filtered(benchmark::State& state) {
    const event_type* type = find_type("sched_switch");
    const filter filter = make_filter(type);
    Session session("sched_switch", &filter);
    const auto payloads = make_many(batch, make_switch);
    for (auto _ : suite::region(state)) {
        std::uint64_t recorded = 0;
        for (const auto& payload : payloads) {
            recorded += trace_event(&session.trace, type, &payload);
        }
        benchmark::DoNotOptimize(recorded);
        clock_advance(1000);
    }
}
BENCHMARK(record_filtered);

void record_nested(benchmark::State& state) {
    const RingPointer ring = make_ring(16, RING_OVERWRITE);
    std::uint64_t now = 0;
    for (auto _ : suite::region(state)) {
        for (std::size_t i = 0; i < batch / 2; ++i) {
            ring_reservation outer;
            ring_reservation inner;
            now += 40;
            ring_reserve(ring.get(), 1, 24, now, &outer);
            outer.payload[0] = now;
            ring_reserve(ring.get(), 2, 8, now + 7, &inner);
            inner.payload[0] = now;
            if (i % 4 == 0) {
                ring_discard(ring.get(), &inner);
            } else {
                ring_commit(ring.get(), &inner);
            }
            ring_commit(ring.get(), &outer);
        }
        benchmark::DoNotOptimize(now);
    }
}
BENCHMARK(record_nested);

void count_histogram(benchmark::State& state) {
    const event_type* type = find_type("page_alloc");
    hist hist;
    hist_init(&hist, type, "pfn", "order");
    Session session("page_alloc", nullptr, &hist);
    const auto payloads = make_many(4 * batch, make_alloc);
    for (auto _ : suite::region(state)) {
        for (const auto& payload : payloads) {
            trace_event(&session.trace, type, &payload);
        }
        benchmark::DoNotOptimize(hist.entries);
    }
}
BENCHMARK(count_histogram);

void drain_formatted(benchmark::State& state) {
    const event_type* type = find_type("sched_switch");
    Session session("sched_switch");
    const auto payloads = make_many(batch / 4, make_switch);
    std::array<char, 4096> buffer;
    seq seq;
    for (auto _ : suite::region(state)) {
        for (const auto& payload : payloads) {
            clock_advance(50);
            trace_event(&session.trace, type, &payload);
        }
        trace_flush(&session.trace);
        seq_init(&seq, buffer.data(), buffer.size());
        while (trace_print_next(&session.trace, &seq) == 1) {
        }
        benchmark::DoNotOptimize(seq_text(&seq));
    }
}
BENCHMARK(drain_formatted);

} // namespace

void suite::self_test(suite::SelfTest& test) {
    test_ring_modes(test);
    test_ring_nesting(test);
    test_ring_time(test);
    test_ring_turns(test, RING_DISCARD);
    test_ring_turns(test, RING_OVERWRITE);
    test_seq(test);
    test_clock(test);
    test_events(test);
    test_filter(test);
    test_histogram(test);
    test_trace(test);
}
