// SPDX-License-Identifier: Apache-2.0
#include "model/command.hpp"

namespace klp {

std::string flat_name(const std::string& unit) {
    std::string name;
    for (const char byte : unit) {
        if (byte == '/' || byte == '%') {
            name += byte == '/' ? "%2F" : "%25";
        } else {
            name += byte;
        }
    }
    return name;
}

std::vector<std::string> compile_command(const BuildFlags& flags, const Workload& workload,
                                         const std::string& unit,
                                         const std::filesystem::path& object) {
    std::vector<std::string> argv{flags.compiler};
    argv.insert(argv.end(), workload.compile.begin(), workload.compile.end());
    argv.insert(argv.end(), flags.compile.begin(), flags.compile.end());
    for (const std::string& folder : workload.include) {
        argv.push_back("-I" + folder);
    }
    argv.insert(argv.end(), {"-frandom-seed=" + unit, "-c", unit, "-o", object.string()});
    return argv;
}

} // namespace klp
