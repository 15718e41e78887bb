// SPDX-License-Identifier: Apache-2.0
//
// The programs that the self-test and the benchmarks verify and run.
#pragma once

extern "C" {
#include "dissect.h"
#include "filter.h"
}

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <initializer_list>

enum label { other, drop, pass, known, tcp, count };

constexpr int mark_off = offsetof(pf_ctx, mark);
constexpr int data_off = offsetof(pf_ctx, data);
constexpr int data_end_off = offsetof(pf_ctx, data_end);
constexpr int len_off = offsetof(pf_ctx, len);

struct Program {
    std::array<pf_insn, PF_MAX_INSNS> insns{};
    pf_prog prog{};
    pf_log log{};
    int assembled = 0;

    explicit Program(const std::function<void(pf_asm*)>& write,
                     std::initializer_list<pf_map*> maps = {}) {
        pf_asm assembler;
        pf_asm_init(&assembler, insns.data(), static_cast<std::uint32_t>(insns.size()));
        write(&assembler);
        assembled = pf_asm_finish(&assembler);
        prog.insns = insns.data();
        prog.len = assembled > 0 ? static_cast<std::uint32_t>(assembled) : 0;
        std::copy(maps.begin(), maps.end(), prog.maps);
        prog.nr_maps = static_cast<std::uint32_t>(maps.size());
    }

    int verify() { return pf_verify(&prog, &log); }
};

inline void finish_with(pf_asm* a, pf_verdict verdict) {
    pf_emit_k(a, PF_MOV_K, 0, verdict);
    pf_emit_exit(a);
}

/// r6 = context, r7 = packet, r8 = its end; goes to `other` unless it is IPv4 with ports, which r9
/// then points at: 4 bytes behind it for UDP, 14 for TCP have been checked.
inline void emit_ports(pf_asm* a, int needed) {
    pf_emit_x(a, PF_MOV_X, 6, 1);
    pf_emit_load(a, PF_LDX64, 7, 6, data_off);
    pf_emit_load(a, PF_LDX64, 8, 6, data_end_off);
    pf_emit_x(a, PF_MOV_X, 2, 7);
    pf_emit_k(a, PF_ADD_K, 2, 34);
    pf_emit_jump_x(a, PF_JGT_X, 2, 8, other);
    pf_emit_load(a, PF_LDX16, 3, 7, 12);
    pf_emit_k(a, PF_BE16, 3, 0);
    pf_emit_jump_k(a, PF_JNE_K, 3, PF_ETH_IPV4, other);
    pf_emit_load(a, PF_LDX8, 4, 7, 14);
    pf_emit_k(a, PF_AND_K, 4, 15);
    pf_emit_k(a, PF_LSH_K, 4, 2);
    pf_emit_x(a, PF_MOV_X, 9, 7);
    pf_emit_x(a, PF_ADD_X, 9, 4);
    pf_emit_k(a, PF_ADD_K, 9, 14);
    pf_emit_x(a, PF_MOV_X, 2, 9);
    pf_emit_k(a, PF_ADD_K, 2, needed);
    pf_emit_jump_x(a, PF_JGT_X, 2, 8, other);
}

/// Drops TCP connection requests to ports 23 and 445.
inline void write_ports_filter(pf_asm* a) {
    emit_ports(a, 14);
    pf_emit_load(a, PF_LDX8, 3, 7, 23);
    pf_emit_jump_k(a, PF_JNE_K, 3, PF_IP_TCP, other);
    pf_emit_load(a, PF_LDX8, 3, 9, 13);
    pf_emit_k(a, PF_AND_K, 3, 0x12);
    pf_emit_jump_k(a, PF_JNE_K, 3, 0x02, other);
    pf_emit_load(a, PF_LDX16, 3, 9, 2);
    pf_emit_k(a, PF_BE16, 3, 0);
    pf_emit_jump_k(a, PF_JEQ_K, 3, 23, drop);
    pf_emit_jump_k(a, PF_JEQ_K, 3, 445, drop);
    pf_asm_label(a, other);
    finish_with(a, PF_PASS);
    pf_asm_label(a, drop);
    finish_with(a, PF_DROP);
}

/// Counts packets and bytes of each flow in map 0, and packets of each protocol in map 1.
inline void write_accounting(pf_asm* a) {
    emit_ports(a, 4);
    pf_emit_load(a, PF_LDX32, 2, 7, 26);
    pf_emit_store(a, PF_STX32, 10, -16, 2);
    pf_emit_load(a, PF_LDX32, 2, 7, 30);
    pf_emit_store(a, PF_STX32, 10, -12, 2);
    pf_emit_load(a, PF_LDX32, 2, 9, 0);
    pf_emit_store(a, PF_STX32, 10, -8, 2);
    pf_emit_load(a, PF_LDX8, 2, 7, 23);
    pf_emit_store(a, PF_STX32, 10, -4, 2);
    pf_emit_load(a, PF_LDX32, 7, 6, len_off);
    pf_emit_k(a, PF_MOV_K, 8, 1);
    pf_emit_k(a, PF_LDMAP, 1, 0);
    pf_emit_x(a, PF_MOV_X, 2, 10);
    pf_emit_k(a, PF_ADD_K, 2, -16);
    pf_emit_call(a, PF_CALL_MAP_LOOKUP);
    pf_emit_jump_k(a, PF_JNE_K, 0, 0, known);
    pf_emit_store(a, PF_STX64, 10, -32, 8);
    pf_emit_store(a, PF_STX64, 10, -24, 7);
    pf_emit_k(a, PF_LDMAP, 1, 0);
    pf_emit_x(a, PF_MOV_X, 2, 10);
    pf_emit_k(a, PF_ADD_K, 2, -16);
    pf_emit_x(a, PF_MOV_X, 3, 10);
    pf_emit_k(a, PF_ADD_K, 3, -32);
    pf_emit_k(a, PF_MOV_K, 4, PF_NOEXIST);
    pf_emit_call(a, PF_CALL_MAP_UPDATE);
    pf_emit_ja(a, count);
    pf_asm_label(a, known);
    pf_emit_add_to_mem(a, 0, 0, 8, 2);
    pf_emit_add_to_mem(a, 0, 8, 7, 2);
    pf_asm_label(a, count);
    pf_emit_k(a, PF_LDMAP, 1, 1);
    pf_emit_x(a, PF_MOV_X, 2, 10);
    pf_emit_k(a, PF_ADD_K, 2, -4);
    pf_emit_call(a, PF_CALL_MAP_LOOKUP);
    pf_emit_jump_k(a, PF_JEQ_K, 0, 0, other);
    pf_emit_add_to_mem(a, 0, 0, 8, 2);
    pf_asm_label(a, other);
    finish_with(a, PF_PASS);
}

/// Redirects UDP to port 53.
inline void write_balancer(pf_asm* a) {
    emit_ports(a, 8);
    pf_emit_load(a, PF_LDX8, 3, 7, 23);
    pf_emit_jump_k(a, PF_JNE_K, 3, PF_IP_UDP, other);
    pf_emit_load(a, PF_LDX16, 3, 9, 2);
    pf_emit_k(a, PF_BE16, 3, 0);
    pf_emit_jump_k(a, PF_JNE_K, 3, 53, other);
    finish_with(a, PF_REDIRECT);
    pf_asm_label(a, other);
    finish_with(a, PF_PASS);
}
