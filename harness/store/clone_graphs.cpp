// SPDX-License-Identifier: Apache-2.0
#include "store/clone_graphs.hpp"

#include "store/database.hpp"
#include "store/store.hpp"

#include <zstd.h>

#include <array>

namespace klp {
namespace {

constexpr int compression_level = 6; // the dumps of a kernel: 70 MB become about 3 in a second
constexpr std::array<std::string_view, 3> stage_names{"compile", "wpa", "ltrans"};

tl::unexpected<Error> broken(const std::filesystem::path& path, const std::string& what) {
    return tl::unexpected<Error>(Error{ErrorKind::failure, what, path.string(), 0, 0});
}

Result<std::string> compress(const std::filesystem::path& path,
                             const std::vector<DumpText>& dumps) {
    std::string all;
    std::size_t bytes = 0;
    for (const DumpText& dump : dumps) {
        bytes += dump.text.size();
    }
    all.reserve(bytes);
    for (const DumpText& dump : dumps) {
        all += dump.text;
    }
    std::string packed(ZSTD_compressBound(all.size()), '\0');
    const std::size_t size =
        ZSTD_compress(packed.data(), packed.size(), all.data(), all.size(), compression_level);
    if (ZSTD_isError(size) != 0) {
        return broken(path, std::string("cannot compress dumps: ") + ZSTD_getErrorName(size));
    }
    packed.resize(size);
    return packed;
}

// Cuts the texts of `dumps`, whose sizes are known, off the decompressed whole.
Status unpack(const std::filesystem::path& path, const void* packed, std::size_t packed_size,
              const std::vector<std::size_t>& sizes, std::vector<DumpText>& dumps) {
    std::size_t bytes = 0;
    for (const std::size_t size : sizes) {
        bytes += size;
    }
    std::string all(bytes, '\0');
    const std::size_t size = ZSTD_decompress(all.data(), all.size(), packed, packed_size);
    if (ZSTD_isError(size) != 0 || size != bytes) {
        return broken(path, std::string("stored dumps are damaged: ") +
                                (ZSTD_isError(size) != 0 ? ZSTD_getErrorName(size)
                                                         : "their size is another"));
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < dumps.size(); ++i) {
        dumps[i].text = all.substr(at, sizes[i]);
        at += sizes[i];
    }
    return {};
}

} // namespace

Status insert_clone_graph(SQLite::Database& database, const std::filesystem::path& path,
                          std::int64_t visit, const VisitResult& result) {
    SQLite::Statement size_row(database, "INSERT INTO impact_size VALUES (?,?,?)");
    for (const auto& [functions, count] : result.impact_sizes) {
        insert(size_row, visit, functions, count);
    }
    if (result.dumps.empty()) {
        return {};
    }
    SQLite::Statement dump_row(database, "INSERT INTO dump VALUES (?,?,?,?,?,?)");
    std::int64_t position = 0;
    for (const DumpText& dump : result.dumps) {
        insert(dump_row, visit, position++,
               std::string(stage_names.at(static_cast<std::size_t>(dump.stage))), dump.name,
               std::ssize(dump.text), dump.apart ? 1 : 0);
    }
    const Result<std::string> packed = compress(path, result.dumps);
    if (!packed) {
        return tl::unexpected(packed.error());
    }
    SQLite::Statement text_row(database, "INSERT INTO dump_text VALUES (?,?)");
    text_row.bind(1, visit);
    text_row.bind(2, packed->data(), static_cast<int>(packed->size()));
    text_row.exec();
    return {};
}

Result<std::vector<DumpText>> Store::dumps(std::int64_t run, const std::string& cell) {
    return guarded(m_path, [&]() -> Result<std::vector<DumpText>> {
        std::vector<DumpText> dumps;
        std::vector<std::size_t> sizes;
        SQLite::Statement row(*m_database,
                              "SELECT stage, dump.name, bytes, apart FROM dump JOIN visit "
                              "ON visit.id = visit JOIN cell ON cell.id = visit.cell "
                              "WHERE cell.run = ? AND cell.name = ? AND replicate = 0 "
                              "ORDER BY dump.position");
        SQLite::bind(row, run, cell);
        while (row.executeStep()) {
            const std::string stage = row.getColumn(0).getString();
            const DumpStage at = stage == "wpa"      ? DumpStage::wpa
                                 : stage == "ltrans" ? DumpStage::ltrans
                                                     : DumpStage::compile;
            dumps.push_back({at, row.getColumn(1).getString(), {}, row.getColumn(3).getInt() != 0});
            sizes.push_back(static_cast<std::size_t>(row.getColumn(2).getInt64()));
        }
        SQLite::Statement text(*m_database,
                               "SELECT zstd FROM dump_text JOIN visit ON visit.id = visit "
                               "JOIN cell ON cell.id = visit.cell "
                               "WHERE cell.run = ? AND cell.name = ? AND replicate = 0");
        SQLite::bind(text, run, cell);
        if (!text.executeStep()) {
            return dumps;
        }
        const SQLite::Column packed = text.getColumn(0);
        KLP_TRY(unpack(m_path, packed.getBlob(), static_cast<std::size_t>(packed.getBytes()), sizes,
                       dumps));
        return dumps;
    });
}

} // namespace klp
