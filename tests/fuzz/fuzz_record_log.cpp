// SPDX-License-Identifier: Apache-2.0
#include "inspect/record_log.hpp"
#include "require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto records = klp::read_record_log(klp::as_text(data, size));
    for (std::size_t i = 0; records && i < records->size(); ++i) {
        const klp::ProcessRecord& record = records->at(i);
        klp::require(record.wall_s >= 0 && record.user_s >= 0 && record.system_s >= 0 &&
                         record.peak_rss_bytes >= 0,
                     "no process costs less than nothing");
    }
    return 0;
}
