// SPDX-License-Identifier: Apache-2.0
//
// The worked example of docs/formats.md: what GCC 12.2 wrote for two files at -O2 -flto. Both have
// a static `helper`, and `mix` is in `shared` before WPA inlines that.
//
//     // one.c                                         // two.c
//     int shared(int x);                               static inline int mix(int x) { … }
//     static inline int twice(int x) { … }             int shared(int x) { … mix(x) … }
//     static inline int quad(int x) { …twice twice }   static int helper(int x) { … mix(x) … }
//     int entry(int x) { … quad(x) … shared(x) }       int big(int x) { …shared(x)…helper(x) }
//     static int helper(int x) { for … shared(i) … }
//     int use1(int x) { … helper(x) … }
//     int use2(int x) { … helper(x) … }
//     int main(int c, char **v) { …entry use1 use2… }
#pragma once

#include "support/dump_graph.hpp"

namespace klp::test {

inline std::vector<WrittenDump> two_files_under_lto() {
    return {
        {DumpStage::compile, "one.c",
         "Callgraph clone;twice;0;one.c;2;19;quad;1;one.c;3;19;inlining to\n"
         "Callgraph clone;twice;0;one.c;2;19;quad;1;one.c;3;19;inlining to\n"
         "Callgraph removal;twice;0;one.c;2;19\n"
         "Callgraph clone;quad;1;one.c;3;19;entry;2;one.c;4;5;inlining to\n"
         "Callgraph removal;quad;1;one.c;3;19\n"
         "Callgraph clone;use2;5;one.c;7;5;main;6;one.c;8;5;inlining to\n"
         "Callgraph clone;use1;4;one.c;6;5;main;6;one.c;8;5;inlining to\n"
         "Callgraph clone;entry;2;one.c;4;5;main;6;one.c;8;5;inlining to\n"},
        {DumpStage::compile, "two.c",
         "Callgraph clone;mix;0;two.c;1;19;helper;2;two.c;3;12;inlining to\n"
         "Callgraph clone;mix;0;two.c;1;19;shared;1;two.c;2;5;inlining to\n"
         "Callgraph removal;mix;0;two.c;1;19\n"
         "Callgraph clone;helper;2;two.c;3;12;big;3;two.c;4;5;inlining to\n"
         "Callgraph clone;shared;1;two.c;2;5;big;3;two.c;4;5;inlining to\n"
         "Callgraph removal;helper;2;two.c;3;12\n"},
        {DumpStage::wpa, "prog.wpa",
         "Callgraph clone;shared;10;two.c;2;5;main;6;one.c;8;5;inlining to\n"
         "Callgraph clone;shared;10;two.c;2;5;helper;3;one.c;5;12;inlining to\n"
         "Callgraph clone;helper;3;one.c;5;12;main;6;one.c;8;5;inlining to\n"
         "Callgraph clone;shared;10;two.c;2;5;main;6;one.c;8;5;inlining to\n"
         "Callgraph clone;helper;3;one.c;5;12;main;6;one.c;8;5;inlining to\n"},
        {DumpStage::ltrans, "prog.ltrans0.ltrans",
         "Callgraph clone;helper;3;one.c;5;12;helper;8;one.c;5;12;(null)\n"
         "Callgraph clone;shared;10;two.c;2;5;shared;16;two.c;2;5;(null)\n"
         "Callgraph clone;shared;10;two.c;2;5;shared;17;two.c;2;5;(null)\n"
         "Callgraph removal;helper;14;one.c;5;12\n"
         "Callgraph removal;helper;3;one.c;5;12\n"
         "Callgraph removal;shared;13;two.c;2;5\n"
         "Callgraph removal;shared;10;two.c;2;5\n"},
    };
}

} // namespace klp::test
