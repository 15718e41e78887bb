// SPDX-License-Identifier: Apache-2.0
#include "../support/suite.hpp"

#include "packets.hpp"
#include "programs.hpp"
#include "refusals.hpp"

extern "C" {
#include "csum.h"
#include "dissect.h"
#include "filter.h"
}

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using MapPtr = std::unique_ptr<pf_map, void (*)(pf_map*)>;

MapPtr make_map(pf_map_type type, std::uint32_t key, std::uint32_t value, std::uint32_t entries) {
    return {pf_map_create(type, key, value, entries), pf_map_destroy};
}

std::uint32_t size32(const Bytes& bytes) {
    return static_cast<std::uint32_t>(bytes.size());
}

pf_verdict run(const Program& program, const Bytes& packet, std::uint32_t* mark = nullptr) {
    pf_ctx ctx;
    pf_ctx_init(&ctx, packet.data(), size32(packet), 1);
    const pf_verdict verdict = pf_run(&program.prog, &ctx);
    if (mark != nullptr) {
        *mark = ctx.mark;
    }
    return verdict;
}

void test_checksums(suite::SelfTest& test) {
    // RFC 1071, section 3: the words 0001 f203 f4f5 f6f7 add up to ddf2.
    const Bytes example = suite::from_hex("0001f203f4f5f6f7");
    test.equal(pf_csum(example.data(), example.size()), 0xffff ^ 0xddf2, "RFC 1071 example");
    // RFC 1624, section 4: the case that the equation of RFC 1141 gets wrong.
    test.equal(pf_csum_replace2(0xdd2f, 0x5555, 0x3285), 0x0000, "RFC 1624 example");
    // The header used as the example in Wikipedia's "Internet checksum".
    const Bytes ip = suite::from_hex("450000730000400040110000c0a80001c0a800c7");
    test.equal(pf_csum(ip.data(), ip.size()), 0xb861, "IPv4 header");

    const Bytes bytes_one = {0, 1};
    suite::Sequence random(1);
    for (std::size_t size = 0; size < 70; ++size) {
        Bytes bytes(size + 1);
        for (std::uint8_t& byte : bytes) {
            byte = static_cast<std::uint8_t>(random.next());
        }
        test.equal(pf_csum(bytes.data() + 1, size), plain_csum(bytes, 1, size + 1, 0),
                   "checksum of " + std::to_string(size) + " bytes");
    }
    test.equal(pf_csum_fold(pf_csum_partial(bytes_one.data(), 2, 0xffffffff)), 0xfffe,
               "the carry of a 32-bit sum goes round");
    // Noll's test vectors for FNV-1a, 32 bits.
    test.equal(pf_hash("", 0, 0), 0x811c9dc5, "FNV-1a of nothing");
    test.equal(pf_hash("a", 1, 0), 0xe40c292c, "FNV-1a of a");
    test.equal(pf_hash("foobar", 6, 0), 0xbf9cf968, "FNV-1a of foobar");
}

void test_hash_map(suite::SelfTest& test) {
    const MapPtr map = make_map(PF_MAP_HASH, 4, 8, 100);
    std::map<std::uint32_t, std::uint64_t> model;
    suite::Sequence random(2);
    bool same = true;
    for (int i = 0; i < 5000; ++i) {
        const std::uint64_t r = random.next();
        const std::uint32_t key = r % 150;
        const std::uint64_t value = r >> 8;
        const bool there = model.count(key) != 0;
        if ((r >> 40 & 3) == 0) {
            same = same && pf_map_remove(map.get(), &key) == (there ? 0 : -ENOENT);
            model.erase(key);
        } else {
            const std::uint64_t flags = r >> 50 & 3;
            int expected = 0;
            if (flags > PF_EXIST) {
                expected = -EINVAL;
            } else if (there && flags == PF_NOEXIST) {
                expected = -EEXIST;
            } else if (!there && flags == PF_EXIST) {
                expected = -ENOENT;
            } else if (!there && model.size() == 100) {
                expected = -E2BIG;
            }
            same = same && pf_map_update(map.get(), &key, &value, flags) == expected;
            if (expected == 0) {
                model[key] = value;
            }
        }
    }
    test.check(same, "hash map agrees with std::map on every result");
    std::map<std::uint32_t, std::uint64_t> walked;
    std::uint32_t key = 0;
    for (int err = pf_map_next_key(map.get(), nullptr, &key); err == 0;
         err = pf_map_next_key(map.get(), &key, &key)) {
        std::copy_n(static_cast<std::uint64_t*>(pf_map_lookup(map.get(), &key)), 1, &walked[key]);
    }
    test.check(walked == model, "hash map holds what std::map holds");
    test.equal(pf_map_count(map.get()), model.size(), "hash map count");
}

void test_array_map(suite::SelfTest& test) {
    const MapPtr map = make_map(PF_MAP_ARRAY, 4, 12, 3);
    const std::uint32_t last = 2;
    const std::uint32_t beyond = 3;
    std::uint32_t next = 0;
    test.check(pf_map_lookup(map.get(), &last) != nullptr, "array: last index exists");
    test.check(pf_map_lookup(map.get(), &beyond) == nullptr, "array: index out of range");
    test.check(pf_map_update(map.get(), &beyond, "0123456789ab", PF_ANY) == -E2BIG, "array: full");
    test.check(pf_map_update(map.get(), &last, "0123456789ab", PF_NOEXIST) == -EEXIST,
               "array: every index exists");
    test.check(pf_map_update(map.get(), &last, "0123456789ab", PF_ANY) == 0, "array: update");
    test.equal_bytes(pf_map_lookup(map.get(), &last), "303132333435363738396162", "array: value");
    test.check(pf_map_remove(map.get(), &last) == -EINVAL, "array: never removes");
    test.check(pf_map_next_key(map.get(), &last, &next) == -ENOENT, "array: end of the walk");
    test.check(pf_map_create(PF_MAP_ARRAY, 8, 8, 8) == nullptr, "array: keys have four bytes");
    test.check(pf_map_create(PF_MAP_HASH, 8, 0, 8) == nullptr, "map: no values without bytes");
    test.check(pf_map_create(PF_NR_MAP_TYPES, 4, 4, 4) == nullptr, "map: unknown type");
}

void test_dissector(suite::SelfTest& test) {
    pf_flow flow;
    Packet spec;
    spec.vlan = true;
    spec.ip_options = 12;
    Bytes packet = spec.bytes();
    test.check(pf_dissect(packet.data(), size32(packet), &flow) == 0, "dissects TCP");
    test.equal(flow.vlan, 42, "VLAN");
    test.equal(flow.l3_off, 18, "offset of the IP header");
    test.equal(flow.l4_off, 50, "offset of the TCP header");
    test.equal(flow.payload_off, 74, "offset of the payload");
    test.equal(flow.sport * 65536u + flow.dport, 40000u * 65536 + 80, "ports");
    test.equal_bytes(flow.daddr, "c0a800c7", "destination");
    test.check(pf_l3_csum_ok(packet.data(), &flow), "IP checksum is right");
    test.check(pf_l4_csum_ok(packet.data(), &flow), "TCP checksum is right");
    packet[80] ^= 1;
    test.check(!pf_l4_csum_ok(packet.data(), &flow), "TCP checksum is wrong");
    for (std::uint32_t size = 0; size < packet.size(); ++size) {
        const Bytes cut(packet.begin(), packet.begin() + size); // a sanitizer sees its end
        test.check(pf_dissect(cut.data(), size, &flow) == -EINVAL,
                   "cut after " + std::to_string(size) + " bytes");
    }

    // Ethernet, IPv6 2001:db8::1 to ::2, 16 bytes of destination options, UDP 53 to 99, "abc". By
    // hand: 2001+0db8+1 + 2001+0db8+2 + 11+b + 35+63+b + 6162+6300 = 12096 -> 2097 -> df68.
    const Bytes v6 = suite::from_hex("00000000000000000000000086dd"
                                     "60000000001b3c40"
                                     "20010db8000000000000000000000001"
                                     "20010db8000000000000000000000002"
                                     "1101010c000000000000000000000000"
                                     "00350063000bdf68616263");
    test.check(pf_dissect(v6.data(), size32(v6), &flow) == 0, "dissects UDP over IPv6");
    test.equal(flow.l4_proto, PF_IP_UDP, "IPv6 extension header is skipped");
    test.equal(flow.sport * 65536u + flow.dport, 53u * 65536 + 99, "ports behind it");
    test.check(pf_l4_csum_ok(v6.data(), &flow), "UDP checksum over IPv6");

    Bytes fragment = Packet{}.bytes();
    put16(fragment, 20, 0x2000 | 185);
    test.check(pf_dissect(fragment.data(), size32(fragment), &flow) == 0, "dissects a fragment");
    test.equal(flow.flags, PF_FLOW_FRAG | PF_FLOW_LATER_FRAG, "not the first fragment");
    test.equal(flow.dport, 0, "which has no ports");
    put16(fragment, 12, 0x0806);
    test.check(pf_dissect(fragment.data(), size32(fragment), &flow) == -EPROTONOSUPPORT, "ARP");

    Packet there;
    Packet back;
    std::swap(back.saddr, back.daddr);
    std::swap(back.sport, back.dport);
    const Bytes there_bytes = there.bytes();
    const Bytes back_bytes = back.bytes();
    pf_flow other_way;
    pf_dissect(there_bytes.data(), size32(there_bytes), &flow);
    pf_dissect(back_bytes.data(), size32(back_bytes), &other_way);
    test.equal(pf_flow_hash(&flow), pf_flow_hash(&other_way), "hash of both directions");
}

void check_accepted(suite::SelfTest& test, Program& program, const std::string& what) {
    const bool accepted = program.verify() == 0;
    test.check(accepted, "accepts " + what + ": " + program.log.why);
}

/// One port makes the checksum 0, which UDP must send as ffff: 0 says that there is none.
void test_rewrite(suite::SelfTest& test) {
    Packet spec;
    spec.proto = PF_IP_UDP;
    Bytes packet = spec.bytes();
    pf_flow flow;
    pf_dissect(packet.data(), size32(packet), &flow);
    std::size_t right = 0;
    for (std::uint32_t port = 0; port < 65536; ++port) {
        const int err = pf_rewrite_dst(packet.data(), &flow, spec.daddr, port & 0xffff);
        const bool sent = packet[40] != 0 || packet[41] != 0;
        right += err == 0 && sent && pf_l4_csum_ok(packet.data(), &flow) ? 1 : 0;
    }
    test.equal(right, 65536, "checksums after rewriting the port");
}

/// Runs `body`, which leaves a number in r0; the number, by way of the mark.
std::uint32_t compute(suite::SelfTest& test, const std::function<void(pf_asm*)>& body) {
    Program program([&](pf_asm* a) {
        pf_emit_x(a, PF_MOV_X, 6, 1);
        body(a);
        pf_emit_store(a, PF_STX32, 6, mark_off, 0);
        finish_with(a, PF_PASS);
    });
    std::uint32_t mark = 0;
    check_accepted(test, program, "arithmetic");
    test.equal(run(program, Bytes(1), &mark), PF_PASS, "verdict");
    return mark;
}

void test_arithmetic(suite::SelfTest& test) {
    struct Case {
        pf_op op;
        std::int32_t d, s;
        std::uint32_t result;
    };
    constexpr std::array cases = {
        Case{PF_ADD_K, 7, -9, 0xfffffffe}, Case{PF_SUB_K, 7, 9, 0xfffffffe},
        Case{PF_MUL_K, -3, 5, 0xfffffff1}, Case{PF_DIV_K, 100, 7, 14},
        Case{PF_MOD_K, 100, 7, 2},         Case{PF_AND_K, 0xff, 0x3c, 0x3c},
        Case{PF_OR_K, 0x81, 0x18, 0x99},   Case{PF_XOR_K, 0xff, 0x0f, 0xf0},
        Case{PF_LSH_K, 3, 30, 0xc0000000}, Case{PF_RSH_K, -1, 40, 0xffffff},
        Case{PF_DIV_K, -1, 2, 0xffffffff}, Case{PF_MOV_K, 1, 77, 77},
    };
    for (const Case& c : cases) {
        const std::string what = "operation " + std::to_string(c.op) + ", immediate form ";
        test.equal(compute(test,
                           [&](pf_asm* a) {
                               pf_emit_k(a, PF_MOV_K, 0, c.d);
                               pf_emit_k(a, c.op, 0, c.s);
                           }),
                   c.result, what + "0");
        test.equal(compute(test,
                           [&](pf_asm* a) {
                               pf_emit_k(a, PF_MOV_K, 0, c.d);
                               pf_emit_k(a, PF_MOV_K, 3, c.s);
                               pf_emit_x(a, static_cast<pf_op>(c.op + 1), 0, 3);
                           }),
                   c.result, what + "1");
    }
    const auto divide_by_zero = [](pf_op op) {
        return [op](pf_asm* a) {
            pf_emit_k(a, PF_MOV_K, 0, 5);
            pf_emit_k(a, PF_MOV_K, 3, 0);
            pf_emit_x(a, op, 0, 3);
        };
    };
    test.equal(compute(test, divide_by_zero(PF_DIV_X)), 0, "division by zero is 0");
    test.equal(compute(test, divide_by_zero(PF_MOD_X)), 5, "remainder by zero changes nothing");
}

void test_jumps(suite::SelfTest& test) {
    struct Case {
        pf_op op;
        std::uint32_t taken; // bit 0: 4 op 5, bit 1: 5 op 5, bit 2: -1 op 5
    };
    constexpr std::array cases = {Case{PF_JEQ_K, 2}, Case{PF_JNE_K, 5}, Case{PF_JGT_K, 4},
                                  Case{PF_JLE_K, 3}, Case{PF_JGE_K, 6}, Case{PF_JLT_K, 1},
                                  Case{PF_JSET_K, 7}};
    constexpr std::array<std::int32_t, 3> lefts = {4, 5, -1};
    for (const Case& c : cases) {
        std::uint32_t taken = 0;
        for (std::size_t i = 0; i < lefts.size(); ++i) {
            taken |= compute(test,
                             [&](pf_asm* a) {
                                 pf_emit_k(a, PF_MOV_K, 2, lefts[i]);
                                 pf_emit_k(a, PF_MOV_K, 0, 1);
                                 pf_emit_jump_k(a, c.op, 2, 5, known);
                                 pf_emit_k(a, PF_MOV_K, 0, 0);
                                 pf_asm_label(a, known);
                             })
                     << i;
        }
        test.equal(taken, c.taken, "jump " + std::to_string(c.op));
    }
}

void test_calls(suite::SelfTest& test) {
    const auto over_stack = [](int call) {
        return [call](pf_asm* a) {
            pf_emit_k(a, PF_MOV_K, 2, 'a');
            pf_emit_store(a, PF_STX8, 10, -1, 2);
            pf_emit_x(a, PF_MOV_X, 1, 10);
            pf_emit_k(a, PF_ADD_K, 1, -1);
            pf_emit_k(a, PF_MOV_K, 2, 1);
            pf_emit_call(a, call);
        };
    };
    test.equal(compute(test, over_stack(PF_CALL_HASH)), 0xe40c292c, "call: FNV-1a of a");
    test.equal(compute(test, over_stack(PF_CALL_CSUM)), 0xffff ^ 0x6100, "call: checksum of a");
    const auto clock = [](pf_asm* a) { pf_emit_call(a, PF_CALL_CLOCK); };
    const std::uint32_t before = compute(test, clock);
    pf_clock_advance(1);
    pf_clock_advance(2);
    test.equal(compute(test, clock), before + 3, "call: the clock goes on");
}

void test_refusals(suite::SelfTest& test) {
    const MapPtr map = make_map(PF_MAP_HASH, 4, 8, 4);
    for (const Refusal& c : refusals()) {
        Program program(c.write, {map.get()});
        test.check(program.assembled > 0, std::string("assembles: ") + c.what);
        test.check(program.verify() == c.err, std::string("refuses: ") + c.what);
        test.equal(program.log.insn, c.insn, std::string("says where: ") + c.what);
        test.check(!program.prog.verified, std::string("unverified: ") + c.what);
    }
}

/// Bounds that the verifier must be able to see: r0 becomes a verdict only if it does.
void test_bounds(suite::SelfTest& test) {
    const auto accepts = [](const std::function<void(pf_asm*)>& body) {
        Program program([&](pf_asm* a) {
            pf_emit_load(a, PF_LDX32, 0, 1, len_off);
            body(a);
            pf_emit_exit(a);
        });
        return program.verify() == 0;
    };
    const auto one = [&](pf_op op, std::int32_t imm) {
        return accepts([&](pf_asm* a) { pf_emit_k(a, op, 0, imm); });
    };
    const auto clamp = [&](pf_op op, std::int32_t imm) {
        return accepts([&](pf_asm* a) {
            pf_emit_jump_k(a, op, 0, imm, known);
            pf_emit_k(a, PF_MOV_K, 0, 1);
            pf_asm_label(a, known);
        });
    };
    test.check(one(PF_MOD_K, 3) && !one(PF_MOD_K, 4), "bounds of a remainder");
    test.check(one(PF_AND_K, 2) && !one(PF_AND_K, 3), "bounds of and");
    test.check(one(PF_RSH_K, 31) && !one(PF_RSH_K, 30), "bounds of a shift");
    test.check(one(PF_DIV_K, 1 << 30) == false && one(PF_DIV_K, 0x7fffffff),
               "bounds of a quotient");
    test.check(clamp(PF_JLE_K, 2) && !clamp(PF_JLE_K, 3), "bounds by <=");
    test.check(clamp(PF_JLT_K, 3) && !clamp(PF_JLT_K, 4), "bounds by <");
    test.check(clamp(PF_JEQ_K, 2) && !clamp(PF_JEQ_K, 3), "bounds by ==");
    test.check(!clamp(PF_JGE_K, 2) && !clamp(PF_JNE_K, 2), "no bounds by >= and !=");
    test.check(!accepts([](pf_asm* a) {
        pf_emit_k(a, PF_AND_K, 0, 1);
        pf_emit_k(a, PF_SUB_K, 0, 1);
    }),
               "a difference may wrap");
    test.check(!accepts([](pf_asm* a) {
        pf_emit_call(a, PF_CALL_CLOCK);
        pf_emit_k(a, PF_ADD_K, 0, 1);
    }),
               "a sum may wrap");
    test.check(accepts([](pf_asm* a) { // 2 or 3, and then 0 or 1
                   pf_emit_k(a, PF_AND_K, 0, 3);
                   pf_emit_jump_k(a, PF_JGT_K, 0, 1, known);
                   finish_with(a, PF_PASS);
                   pf_asm_label(a, known);
                   pf_emit_k(a, PF_SUB_K, 0, 2);
               }),
               "bounds by >");
    test.check(accepts([](pf_asm* a) {
                   pf_emit_load(a, PF_LDX64, 2, 1, data_off);
                   pf_emit_load(a, PF_LDX64, 3, 1, data_end_off);
                   for (const int bytes : {8, 4}) {
                       pf_emit_x(a, PF_MOV_X, 4, 2);
                       pf_emit_k(a, PF_ADD_K, 4, bytes);
                       pf_emit_jump_x(a, PF_JGT_X, 4, 3, other);
                   }
                   pf_emit_load(a, PF_LDX64, 5, 2, 0);
                   pf_asm_label(a, other);
                   pf_emit_k(a, PF_MOV_K, 0, PF_PASS);
               }),
               "a longer check outlives a shorter one");
}

void test_assembler(suite::SelfTest& test) {
    Program unbound([](pf_asm* a) { pf_emit_ja(a, known); });
    test.check(unbound.assembled == -ENOENT, "label never bound");
    Program twice([](pf_asm* a) {
        pf_asm_label(a, known);
        pf_asm_label(a, known);
    });
    test.check(twice.assembled == -EINVAL, "label bound twice");
    Program too_long([](pf_asm* a) {
        for (int i = 0; i <= PF_MAX_INSNS; ++i) {
            pf_emit_exit(a);
        }
    });
    test.check(too_long.assembled == -ENOSPC, "program too long");
    Program no_register([](pf_asm* a) { pf_emit_k(a, PF_MOV_K, PF_NR_REGS, 0); });
    test.check(no_register.assembled == -EINVAL, "no such register");
    Program nothing([](pf_asm*) {});
    test.check(nothing.verify() == -E2BIG, "empty program");
}

void test_programs(suite::SelfTest& test) {
    const MapPtr flows = make_map(PF_MAP_HASH, 16, 16, 2048);
    const MapPtr protocols = make_map(PF_MAP_ARRAY, 4, 8, 32);
    Program ports(write_ports_filter);
    Program accounting(write_accounting, {flows.get(), protocols.get()});
    Program balancer(write_balancer);
    check_accepted(test, ports, "ports filter");
    check_accepted(test, accounting, "accounting");
    check_accepted(test, balancer, "balancer");

    pf_hook hook;
    pf_hook_init(&hook);
    Program unverified(write_balancer);
    test.check(pf_hook_attach(&hook, &unverified.prog) == -EACCES, "attaches verified ones only");
    for (const Program* program : {&accounting, &ports, &balancer}) {
        test.check(pf_hook_attach(&hook, &program->prog) == 0, "attaches");
    }
    test.check(pf_hook_add_backend(&hook, 0xac100001, 5353) == 0, "adds a backend");
    test.check(pf_hook_add_backend(&hook, 0xac100002, 5354) == 0, "adds another");

    std::map<Bytes, std::pair<std::uint64_t, std::uint64_t>> expected_flows;
    std::array<std::uint64_t, PF_NR_VERDICTS> expected{};
    std::uint64_t udp = 0;
    for (const Packet& packet : make_traffic(2000)) {
        Bytes bytes = packet.bytes();
        const std::size_t l4 = 34 + packet.ip_options;
        Bytes key(bytes.begin() + 26, bytes.begin() + 34);
        key.insert(key.end(), bytes.begin() + l4, bytes.begin() + l4 + 4);
        const std::uint32_t proto = packet.proto;
        key.insert(key.end(), reinterpret_cast<const std::uint8_t*>(&proto),
                   reinterpret_cast<const std::uint8_t*>(&proto + 1));
        auto& [packets, octets] = expected_flows[key];
        ++packets;
        octets += bytes.size();
        udp += packet.proto == PF_IP_UDP ? 1 : 0;
        const pf_verdict verdict = dropped_by_ports(packet) ? PF_DROP
                                   : redirected(packet)     ? PF_REDIRECT
                                                            : PF_PASS;
        ++expected[verdict];
        if (pf_hook_packet(&hook, bytes.data(), size32(bytes), 1) != verdict) {
            test.check(false, "verdict of the hook");
        }
        if (verdict != PF_REDIRECT) {
            continue;
        }
        pf_flow flow;
        test.check(pf_dissect(bytes.data(), size32(bytes), &flow) == 0 &&
                       pf_l3_csum_ok(bytes.data(), &flow) && pf_l4_csum_ok(bytes.data(), &flow) &&
                       bytes[30] == 0xac && flow.dport == 5352 + bytes[33],
                   "a redirected packet is whole");
        test.equal(plain_csum(bytes, 14, l4, 0), 0, "and its IP checksum is right");
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
        test.equal(hook.verdicts[i], expected[i], "verdicts " + std::to_string(i));
    }
    test.equal(pf_map_count(flows.get()), expected_flows.size(), "number of flows");
    for (const auto& [key, value] : expected_flows) {
        const auto* counters =
            static_cast<const std::uint64_t*>(pf_map_lookup(flows.get(), key.data()));
        test.check(counters != nullptr && counters[0] == value.first && counters[1] == value.second,
                   "counters of a flow");
    }
    const std::uint32_t udp_key = PF_IP_UDP;
    test.equal(*static_cast<std::uint64_t*>(pf_map_lookup(protocols.get(), &udp_key)), udp, "UDP");

    Bytes broken = Packet{}.bytes();
    broken[60] ^= 1;
    test.equal(pf_hook_packet(&hook, broken.data(), size32(broken), 1), PF_DROP,
               "bad TCP checksum");
    broken = Packet{}.bytes();
    broken[22] ^= 1; // the time to live: only the header's own checksum covers it
    test.equal(pf_hook_packet(&hook, broken.data(), size32(broken), 1), PF_DROP, "bad IP checksum");
    test.equal(hook.bad_csum, 2, "bad checksums");
    test.equal(pf_hook_packet(&hook, broken.data(), 20, 1), PF_DROP, "malformed packet");
    test.equal(hook.malformed, 1, "malformed packets");
}

} // namespace

void suite::self_test(suite::SelfTest& test) {
    test_checksums(test);
    test_hash_map(test);
    test_array_map(test);
    test_dissector(test);
    test_rewrite(test);
    test_arithmetic(test);
    test_jumps(test);
    test_calls(test);
    test_refusals(test);
    test_bounds(test);
    test_assembler(test);
    test_programs(test);
}

namespace {

constexpr std::size_t batch = 64;

void run_batch(benchmark::State& state, const Program& program) {
    const std::vector<Bytes> packets = to_bytes(make_traffic(batch));
    for (auto _ : suite::region(state)) {
        std::uint64_t passed = 0;
        for (const Bytes& packet : packets) {
            passed += run(program, packet) == PF_PASS ? 1 : 0;
        }
        benchmark::DoNotOptimize(passed);
    }
}

void filter_ports(benchmark::State& state) {
    Program program(write_ports_filter);
    program.verify();
    run_batch(state, program);
}
BENCHMARK(filter_ports);

void account_flows(benchmark::State& state) {
    const MapPtr flows = make_map(PF_MAP_HASH, 16, 16, 512);
    const MapPtr protocols = make_map(PF_MAP_ARRAY, 4, 8, 32);
    Program program(write_accounting, {flows.get(), protocols.get()});
    program.verify();
    run_batch(state, program);
}
BENCHMARK(account_flows);

void verify_program(benchmark::State& state) {
    const MapPtr flows = make_map(PF_MAP_HASH, 16, 16, 512);
    const MapPtr protocols = make_map(PF_MAP_ARRAY, 4, 8, 32);
    Program program(write_accounting, {flows.get(), protocols.get()});
    for (auto _ : suite::region(state)) {
        benchmark::DoNotOptimize(program.verify());
    }
}
BENCHMARK(verify_program);

void dissect_packets(benchmark::State& state) {
    const std::vector<Bytes> packets = to_bytes(make_traffic(batch));
    for (auto _ : suite::region(state)) {
        std::uint64_t sum = 0;
        for (const Bytes& packet : packets) {
            pf_flow flow;
            pf_dissect(packet.data(), size32(packet), &flow);
            sum += pf_l4_csum_ok(packet.data(), &flow) ? pf_flow_hash(&flow) : 0;
        }
        benchmark::DoNotOptimize(sum);
    }
}
BENCHMARK(dissect_packets);

/// Backends listen on port 53 too, so a redirected packet is redirected again the next time.
void hook_packets(benchmark::State& state) {
    std::vector<Bytes> packets = to_bytes(make_traffic(batch));
    Program ports(write_ports_filter);
    Program balancer(write_balancer);
    pf_hook hook;
    pf_hook_init(&hook);
    for (Program* program : {&ports, &balancer}) {
        program->verify();
        pf_hook_attach(&hook, &program->prog);
    }
    pf_hook_add_backend(&hook, 0xac100001, 53);
    pf_hook_add_backend(&hook, 0xac100002, 53);
    for (auto _ : suite::region(state)) {
        std::uint64_t redirects = 0;
        for (Bytes& packet : packets) {
            redirects += pf_hook_packet(&hook, packet.data(), size32(packet), 1) == PF_REDIRECT;
        }
        benchmark::DoNotOptimize(redirects);
    }
}
BENCHMARK(hook_packets);

} // namespace
