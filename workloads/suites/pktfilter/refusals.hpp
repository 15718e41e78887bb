// SPDX-License-Identifier: Apache-2.0
//
// Programs that the verifier must refuse, and at which instruction.
#pragma once

#include "programs.hpp"

#include <cerrno>
#include <cstdint>
#include <functional>
#include <vector>

struct Refusal {
    const char* what;
    int err;
    std::uint32_t insn;
    std::function<void(pf_asm*)> write;
};

/// Seven instructions; r0 is the value or NULL.
inline void emit_lookup(pf_asm* a) {
    pf_emit_k(a, PF_MOV_K, 2, 1);
    pf_emit_store(a, PF_STX32, 10, -4, 2);
    pf_emit_k(a, PF_LDMAP, 1, 0);
    pf_emit_x(a, PF_MOV_X, 2, 10);
    pf_emit_k(a, PF_ADD_K, 2, -4);
    pf_emit_call(a, PF_CALL_MAP_LOOKUP);
    pf_emit_x(a, PF_MOV_X, 7, 0);
}

/// Five instructions; r2 has 8 bytes checked.
inline void emit_packet(pf_asm* a) {
    pf_emit_load(a, PF_LDX64, 2, 1, data_off);
    pf_emit_load(a, PF_LDX64, 3, 1, data_end_off);
    pf_emit_x(a, PF_MOV_X, 4, 2);
    pf_emit_k(a, PF_ADD_K, 4, 8);
    pf_emit_jump_x(a, PF_JGT_X, 4, 3, other);
}

inline void emit_end(pf_asm* a) {
    pf_asm_label(a, other);
    finish_with(a, PF_PASS);
}

/// Each program has one map: four bytes of key, eight of value.
inline std::vector<Refusal> refusals() {
    return {
        {"uninitialised register", -EACCES, 0, [](pf_asm* a) { pf_emit_exit(a); }},
        {"register that holds nothing", -EACCES, 0,
         [](pf_asm* a) { pf_emit_x(a, PF_MOV_X, 0, 3); }},
        {"end that is missing", -EINVAL, 0, [](pf_asm* a) { pf_emit_k(a, PF_MOV_K, 0, 1); }},
        {"verdict out of range", -EACCES, 1,
         [](pf_asm* a) {
             pf_emit_k(a, PF_MOV_K, 0, PF_NR_VERDICTS);
             pf_emit_exit(a);
         }},
        {"loop", -ELOOP, 1,
         [](pf_asm* a) {
             pf_asm_label(a, known);
             pf_emit_k(a, PF_MOV_K, 0, 1);
             pf_emit_ja(a, known);
         }},
        {"unknown function", -EINVAL, 0, [](pf_asm* a) { pf_emit_call(a, PF_NR_CALLS); }},
        {"unknown map", -EINVAL, 0, [](pf_asm* a) { pf_emit_k(a, PF_LDMAP, 1, 1); }},
        {"unknown operation", -EINVAL, 0, [](pf_asm* a) { pf_emit_k(a, PF_NR_OPS, 1, 1); }},
        {"division by immediate zero", -EINVAL, 1,
         [](pf_asm* a) {
             pf_emit_k(a, PF_MOV_K, 0, 1);
             pf_emit_k(a, PF_DIV_K, 0, 0);
         }},
        {"write to the frame pointer", -EACCES, 0,
         [](pf_asm* a) { pf_emit_k(a, PF_MOV_K, 10, 0); }},
        {"stack never written", -EACCES, 0, [](pf_asm* a) { pf_emit_load(a, PF_LDX8, 0, 10, -1); }},
        {"stack overflow", -EACCES, 1,
         [](pf_asm* a) {
             pf_emit_k(a, PF_MOV_K, 2, 1);
             pf_emit_store(a, PF_STX32, 10, -PF_STACK_SIZE - 1, 2);
         }},
        {"pointer leak", -EACCES, 0, [](pf_asm* a) { pf_emit_store(a, PF_STX64, 10, -8, 1); }},
        {"packet without a check", -EACCES, 1,
         [](pf_asm* a) {
             pf_emit_load(a, PF_LDX64, 2, 1, data_off);
             pf_emit_load(a, PF_LDX8, 0, 2, 0);
         }},
        {"one byte more than was checked", -EACCES, 5,
         [](pf_asm* a) {
             emit_packet(a);
             pf_emit_load(a, PF_LDX64, 0, 2, 1);
             emit_end(a);
         }},
        {"packet byte before the first", -EACCES, 5,
         [](pf_asm* a) {
             emit_packet(a);
             pf_emit_load(a, PF_LDX8, 0, 2, -1);
             emit_end(a);
         }},
        {"check lost by a variable offset", -EACCES, 7,
         [](pf_asm* a) {
             emit_packet(a);
             pf_emit_load(a, PF_LDX8, 4, 2, 0);
             pf_emit_x(a, PF_ADD_X, 2, 4);
             pf_emit_load(a, PF_LDX8, 0, 2, 0);
             emit_end(a);
         }},
        {"unbounded packet offset", -EACCES, 6,
         [](pf_asm* a) {
             emit_packet(a);
             pf_emit_load(a, PF_LDX32, 4, 2, 0);
             pf_emit_x(a, PF_ADD_X, 2, 4);
             emit_end(a);
         }},
        {"map value without a check", -EACCES, 7,
         [](pf_asm* a) {
             emit_lookup(a);
             pf_emit_load(a, PF_LDX8, 0, 7, 0);
         }},
        {"checked in the wrong direction", -EACCES, 8,
         [](pf_asm* a) {
             emit_lookup(a);
             pf_emit_jump_k(a, PF_JNE_K, 0, 0, other);
             pf_emit_load(a, PF_LDX8, 0, 7, 0);
             emit_end(a);
         }},
        {"map value too far", -EACCES, 8,
         [](pf_asm* a) {
             emit_lookup(a);
             pf_emit_jump_k(a, PF_JEQ_K, 0, 0, other);
             pf_emit_load(a, PF_LDX8, 0, 7, 8);
             emit_end(a);
         }},
        {"arguments do not survive a call", -EACCES, 7,
         [](pf_asm* a) {
             emit_lookup(a);
             pf_emit_x(a, PF_MOV_X, 0, 1);
         }},
        {"number for a map", -EACCES, 1,
         [](pf_asm* a) {
             pf_emit_k(a, PF_MOV_K, 1, 1);
             pf_emit_call(a, PF_CALL_MAP_LOOKUP);
         }},
        {"write to a constant field", -EACCES, 1,
         [](pf_asm* a) {
             pf_emit_k(a, PF_MOV_K, 2, 1);
             pf_emit_store(a, PF_STX32, 1, len_off, 2);
         }},
        {"map value and a variable", -EACCES, 10,
         [](pf_asm* a) {
             emit_lookup(a);
             pf_emit_jump_k(a, PF_JEQ_K, 0, 0, other);
             pf_emit_load(a, PF_LDX8, 3, 0, 0);
             pf_emit_x(a, PF_ADD_X, 0, 3);
             pf_emit_load(a, PF_LDX8, 0, 0, 0);
             emit_end(a);
         }},
        {"check of another map value", -EACCES, 16,
         [](pf_asm* a) {
             emit_lookup(a);
             pf_emit_x(a, PF_MOV_X, 8, 7);
             emit_lookup(a);
             pf_emit_jump_k(a, PF_JEQ_K, 0, 0, other);
             pf_emit_load(a, PF_LDX8, 0, 8, 0);
             emit_end(a);
         }},
        {"check of another packet pointer", -EACCES, 11,
         [](pf_asm* a) {
             emit_packet(a);
             pf_emit_load(a, PF_LDX8, 5, 2, 0);
             pf_emit_x(a, PF_MOV_X, 4, 2);
             pf_emit_x(a, PF_ADD_X, 4, 5);
             pf_emit_x(a, PF_MOV_X, 6, 4);
             pf_emit_k(a, PF_ADD_K, 4, 64);
             pf_emit_jump_x(a, PF_JGT_X, 4, 3, other);
             pf_emit_load(a, PF_LDX8, 0, 2, 8);
             emit_end(a);
         }},
        {"packet checked on one way only", -EACCES, 6,
         [](pf_asm* a) {
             pf_emit_load(a, PF_LDX64, 2, 1, data_off);
             pf_emit_load(a, PF_LDX64, 3, 1, data_end_off);
             pf_emit_x(a, PF_MOV_X, 4, 2);
             pf_emit_k(a, PF_ADD_K, 4, 8);
             pf_emit_jump_x(a, PF_JGT_X, 4, 3, known);
             pf_emit_k(a, PF_MOV_K, 0, 1);
             pf_asm_label(a, known);
             pf_emit_load(a, PF_LDX8, 0, 2, 0);
             pf_emit_exit(a);
         }},
        {"packet checked on the other way only", -EACCES, 6,
         [](pf_asm* a) {
             pf_emit_load(a, PF_LDX64, 2, 1, data_off);
             pf_emit_load(a, PF_LDX64, 3, 1, data_end_off);
             pf_emit_x(a, PF_MOV_X, 4, 2);
             pf_emit_k(a, PF_ADD_K, 4, 8);
             pf_emit_jump_x(a, PF_JLE_X, 4, 3, known);
             pf_emit_k(a, PF_MOV_K, 0, 1);
             pf_asm_label(a, known);
             pf_emit_load(a, PF_LDX8, 0, 2, 0);
             pf_emit_exit(a);
         }},
        {"stack written on the other way only", -EACCES, 6,
         [](pf_asm* a) {
             pf_emit_load(a, PF_LDX32, 2, 1, len_off);
             pf_emit_k(a, PF_MOV_K, 0, 1);
             pf_emit_jump_k(a, PF_JEQ_K, 2, 9, other);
             pf_emit_store(a, PF_STX8, 10, -1, 2);
             pf_emit_ja(a, known);
             pf_asm_label(a, other);
             pf_emit_k(a, PF_MOV_K, 3, 0);
             pf_asm_label(a, known);
             pf_emit_load(a, PF_LDX8, 3, 10, -1);
             pf_emit_exit(a);
         }},
        {"stack written on one way only", -EACCES, 4,
         [](pf_asm* a) {
             pf_emit_load(a, PF_LDX32, 2, 1, len_off);
             pf_emit_k(a, PF_MOV_K, 0, 1);
             pf_emit_jump_k(a, PF_JEQ_K, 2, 9, known);
             pf_emit_store(a, PF_STX8, 10, -1, 2);
             pf_asm_label(a, known);
             pf_emit_load(a, PF_LDX8, 3, 10, -1);
             pf_emit_exit(a);
         }},
        {"verdict on one way only", -EACCES, 4,
         [](pf_asm* a) {
             pf_emit_load(a, PF_LDX32, 2, 1, len_off);
             pf_emit_k(a, PF_MOV_K, 0, 1);
             pf_emit_jump_k(a, PF_JEQ_K, 2, 9, known);
             pf_emit_k(a, PF_MOV_K, 0, PF_NR_VERDICTS);
             pf_asm_label(a, known);
             pf_emit_exit(a);
         }},
        {"only one way initialises", -EACCES, 3,
         [](pf_asm* a) {
             pf_emit_load(a, PF_LDX32, 2, 1, len_off);
             pf_emit_jump_k(a, PF_JEQ_K, 2, 0, known);
             pf_emit_k(a, PF_MOV_K, 0, 1);
             pf_asm_label(a, known);
             pf_emit_exit(a);
         }},
    };
}
