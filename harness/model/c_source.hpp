// SPDX-License-Identifier: Apache-2.0
//
// What one file of C says, read without a preprocessor: where its functions, types, variables and
// macros stand and which identifiers each of them mentions. Every string_view points into the text
// that was scanned. Lines and columns are counted from 1, columns in bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

enum class CItemKind : std::uint8_t {
    function,    ///< has a body; also `MACRO(…) { … }`, as SYSCALL_DEFINE3 is used
    type,        ///< struct, union, enum or typedef
    variable,    ///< with or without an initialiser
    declaration, ///< a prototype, an extern variable, a type that is only named
    invocation,  ///< `MACRO(…);`, which may define anything
};

/// Something at file scope, from the first of its tokens to the last.
struct CItem {
    CItemKind kind = CItemKind::declaration;
    /// Of a function or macro, a type's tag, or else the first name declared; may be empty.
    std::string_view name;
    int line = 0;   ///< of the name
    int column = 0; ///< of the name
    int first_line = 0;
    int last_line = 0;
    std::vector<std::string_view>
        declares; ///< all names: members and constants of a type too; sorted
    std::vector<std::string_view> mentions; ///< all identifiers, sorted, each once
};

struct CMacro {
    std::string_view name;
    bool function_like = false;
    int first_line = 0;
    int last_line = 0;
    std::vector<std::string_view> mentions; ///< identifiers of its body, sorted, each once
};

struct CInclude {
    std::string_view name; ///< as written, without quotes or angles; empty when a macro computes it
    bool quoted = false;
    int line = 0;
};

/// Both lines belong to it. Of a comment: whoever begins to read at a line in (first, last] is in
/// it.
struct CLines {
    int first = 0;
    int last = 0;
};

struct CSource {
    std::vector<CItem> items;   ///< in order of their first lines
    std::vector<CMacro> macros; ///< in order
    std::vector<CInclude> includes;
    std::vector<CLines> conditionals;   ///< from each #if to its #endif
    std::vector<CLines> comments;       ///< those of several lines
    std::vector<int> conditional_lines; ///< of #if, #elif, #else and #endif
};

/// Some lines of C, as a patch takes out or puts in.
struct CFragment {
    CSource scan;     ///< lines counted from 1
    std::string code; ///< its tokens, one blank between; nothing of comments and layout
};

} // namespace klp
