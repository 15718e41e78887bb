// SPDX-License-Identifier: Apache-2.0
//
// Runs every file of the given folders through the fuzz target it is linked with, as libFuzzer
// would. A folder without files is a mistake, not a success.
#include "require.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool replay(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        return false;
    }
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    // Named first: when the target ends the program, the last line says on what.
    std::printf("%s (%zu bytes)\n", path.filename().c_str(), bytes.size());
    std::fflush(stdout);
    // A copy of the exact size, so that the sanitizers see a read past its end.
    const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(input.data(), input.size());
    return true;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s FOLDER...\n", argv[0]);
        return 2;
    }
    bool good = true;
    for (int i = 1; i < argc; ++i) {
        const std::vector<fs::path> files = files_of(argv[i]);
        if (files.empty()) {
            std::fprintf(stderr, "no files in %s\n", argv[i]);
            good = false;
        }
        for (const fs::path& file : files) {
            good = replay(file) && good;
        }
    }
    return good ? 0 : 1;
}
