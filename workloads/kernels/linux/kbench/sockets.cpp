// SPDX-License-Identifier: Apache-2.0
//
// Round trips of one byte to another process through sockets.
#include "echo.hpp"

#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

namespace kbench {
namespace {

void echo_over(benchmark::State& state, const Descriptor& ours, Descriptor theirs) {
    Descriptor again(dup(theirs.get()));
    if (!again.ok()) {
        return give_up(state, "dup");
    }
    const std::array close_there{ours.get()};
    const EchoProcess peer(std::move(theirs), std::move(again), close_there);
    if (!peer.ok()) {
        return give_up(state, "fork");
    }
    ping_pong(state, ours.get(), ours.get());
}

/// Over a pair of unix stream sockets.
void unix_pingpong(benchmark::State& state) {
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) {
        return give_up(state, "socketpair(AF_UNIX)");
    }
    const Descriptor ours(ends[0]);
    echo_over(state, ours, Descriptor(ends[1]));
}

/// The name of the call that failed; null when the loopback interface is up.
const char* bring_up_loopback(int any_socket) {
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    if (ioctl(any_socket, SIOCGIFFLAGS, &request) != 0) {
        return "ioctl(SIOCGIFFLAGS) of lo";
    }
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
    return ioctl(any_socket, SIOCSIFFLAGS, &request) == 0 ? nullptr : "ioctl(SIOCSIFFLAGS) of lo";
}

void send_at_once(int connection) {
    const int on = 1;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/// Over a TCP connection through the loopback interface.
void tcp_pingpong(benchmark::State& state) {
    const Descriptor listener(socket(AF_INET, SOCK_STREAM, 0));
    if (!listener.ok()) {
        return give_up(state, "socket(AF_INET)");
    }
    if (const char* failed = bring_up_loopback(listener.get())) {
        return give_up(state, failed);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    sockaddr* const any = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener.get(), any, size) != 0) {
        return give_up(state, "bind");
    }
    if (listen(listener.get(), 1) != 0) {
        return give_up(state, "listen");
    }
    if (getsockname(listener.get(), any, &size) != 0) {
        return give_up(state, "getsockname");
    }
    // The kernel takes the connection before accept is called, so that one thread can do both.
    const Descriptor ours(socket(AF_INET, SOCK_STREAM, 0));
    if (!ours.ok() || connect(ours.get(), any, size) != 0) {
        return give_up(state, "connect");
    }
    Descriptor theirs(accept(listener.get(), nullptr, nullptr));
    if (!theirs.ok()) {
        return give_up(state, "accept");
    }
    send_at_once(ours.get());
    send_at_once(theirs.get());
    echo_over(state, ours, std::move(theirs));
}

constexpr std::array entries{
    Entry{"unix_pingpong", unix_pingpong},
    Entry{"tcp_pingpong", tcp_pingpong},
};

} // namespace

std::span<const Entry> socket_benchmarks() {
    return entries;
}

} // namespace kbench
