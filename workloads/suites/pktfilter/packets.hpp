// SPDX-License-Identifier: Apache-2.0
//
// Packets, made and summed with none of the suite's code.
#pragma once

#include "../support/suite.hpp"

extern "C" {
#include "dissect.h"
}

#include <array>
#include <cstdint>
#include <vector>

using Bytes = std::vector<std::uint8_t>;

inline void put16(Bytes& bytes, std::size_t at, std::uint32_t value) {
    bytes[at] = static_cast<std::uint8_t>(value >> 8);
    bytes[at + 1] = static_cast<std::uint8_t>(value);
}

inline void put32(Bytes& bytes, std::size_t at, std::uint32_t value) {
    put16(bytes, at, value >> 16);
    put16(bytes, at + 2, value & 0xffff);
}

/// RFC 1071 by the book: one 16-bit word after the other.
inline std::uint16_t plain_csum(const Bytes& bytes, std::size_t from, std::size_t to,
                                std::uint32_t sum) {
    for (std::size_t i = from; i < to; ++i) {
        sum += (i - from) % 2 == 0 ? bytes[i] * 256u : bytes[i];
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<std::uint16_t>(~sum);
}

struct Packet {
    std::uint8_t proto = PF_IP_TCP;
    std::uint32_t saddr = 0xc0a80001;
    std::uint32_t daddr = 0xc0a800c7;
    std::uint16_t sport = 40000;
    std::uint16_t dport = 80;
    std::uint8_t tcp_flags = 0x10;
    std::size_t payload = 100;
    std::size_t ip_options = 0;
    bool vlan = false;

    [[nodiscard]] Bytes bytes() const {
        const std::size_t ip = vlan ? 18 : 14;
        const std::size_t l4 = ip + 20 + ip_options;
        const std::size_t header = proto == PF_IP_TCP ? 24 : 8;
        const std::size_t size = l4 + header + payload;
        Bytes b(size);
        for (std::size_t i = l4 + header; i < size; ++i) {
            b[i] = static_cast<std::uint8_t>(i * 7 + sport);
        }
        if (vlan) {
            put32(b, 12, 0x81000000u | 42);
        }
        put16(b, ip - 2, PF_ETH_IPV4);
        b[ip] = static_cast<std::uint8_t>(0x40 | (5 + ip_options / 4));
        put16(b, ip + 2, static_cast<std::uint32_t>(size - ip));
        b[ip + 8] = 64;
        b[ip + 9] = proto;
        put32(b, ip + 12, saddr);
        put32(b, ip + 16, daddr);
        put16(b, ip + 10, plain_csum(b, ip, l4, 0));
        put16(b, l4, sport);
        put16(b, l4 + 2, dport);
        const std::uint32_t l4_size = static_cast<std::uint32_t>(size - l4);
        std::size_t check = l4 + 6;
        if (proto == PF_IP_TCP) {
            b[l4 + 12] = 0x60;
            b[l4 + 13] = tcp_flags;
            put32(b, l4 + 20, 0x020405b4); // MSS 1460
            check = l4 + 16;
        } else {
            put16(b, l4 + 4, l4_size);
        }
        const std::uint32_t pseudo =
            (saddr >> 16) + (saddr & 0xffff) + (daddr >> 16) + (daddr & 0xffff) + proto + l4_size;
        put16(b, check, plain_csum(b, l4, size, pseudo));
        return b;
    }
};

inline std::vector<Packet> make_traffic(std::size_t n) {
    constexpr std::array<std::uint16_t, 6> ports = {80, 443, 23, 445, 53, 8080};
    suite::Sequence random(20190612);
    std::vector<Packet> packets(n);
    for (Packet& packet : packets) {
        const std::uint64_t r = random.next();
        packet.proto = (r & 3) == 0 ? PF_IP_UDP : PF_IP_TCP;
        packet.saddr = 0x0a000000u + static_cast<std::uint32_t>(r >> 8 & 15);
        packet.sport = static_cast<std::uint16_t>(1024 + (r >> 12 & 3));
        packet.dport = ports[(r >> 16) % ports.size()];
        packet.tcp_flags = (r >> 24 & 1) != 0 ? 0x02 : 0x10;
        packet.payload = r >> 32 & 255;
        packet.ip_options = (r >> 40 & 7) == 0 ? 8 : 0;
    }
    return packets;
}

inline std::vector<Bytes> to_bytes(const std::vector<Packet>& packets) {
    std::vector<Bytes> all;
    for (const Packet& packet : packets) {
        all.push_back(packet.bytes());
    }
    return all;
}

inline bool dropped_by_ports(const Packet& p) {
    return p.proto == PF_IP_TCP && p.tcp_flags == 0x02 && (p.dport == 23 || p.dport == 445);
}

inline bool redirected(const Packet& p) {
    return p.proto == PF_IP_UDP && p.dport == 53;
}
