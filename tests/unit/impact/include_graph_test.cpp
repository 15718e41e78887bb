// SPDX-License-Identifier: Apache-2.0
#include "impact/include_graph.hpp"

#include "written_tree.hpp"

#include <catch2/catch.hpp>

using klp::IncludeGraph;
using klp::WrittenTree;
using Names = std::vector<std::string>;

namespace {

IncludeGraph graph() {
    WrittenTree tree(
        WrittenTree::Texts{{"/s/fs/a.h", "#include <linux/deep.h>\n"},
                           {"/s/mm/a.h", ""},
                           {"/s/mm/own.c", "#include \"a.h\"\n"},
                           {"/s/fs/own.c", "#include \"a.h\"\n#include <linux/beside.h>\n"},
                           {"/s/net/far.c", "#include <linux/deep.h>\n#include COMPUTED\n"},
                           {"/s/include/linux/deep.h", "#include <linux/deep.h>\n"},
                           {"/s/include/linux/beside.h", "#include \"../linux/deep.h\"\n"}});
    return IncludeGraph(tree);
}

} // namespace

TEST_CASE("a quoted name is the file beside the includer, when there is one") {
    CHECK(graph().including("/s/mm/a.h") == Names{"/s/mm/a.h", "/s/mm/own.c"});
    CHECK(graph().including("/s/fs/a.h") == Names{"/s/fs/a.h", "/s/fs/own.c"});
}

TEST_CASE("files include through others, and themselves, without end") {
    CHECK(graph().including("/s/include/linux/deep.h") ==
          Names{"/s/fs/a.h", "/s/fs/own.c", "/s/include/linux/beside.h", "/s/include/linux/deep.h",
                "/s/net/far.c"});
}

TEST_CASE("what is read with a file: its units, and all that these include") {
    CHECK(graph().read_with("/s/fs/a.h") == Names{"/s/fs/a.h", "/s/fs/own.c",
                                                  "/s/include/linux/beside.h",
                                                  "/s/include/linux/deep.h"});
    CHECK(graph().read_with("/s/none.h").empty());
}
