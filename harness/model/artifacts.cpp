// SPDX-License-Identifier: Apache-2.0
#include "model/artifacts.hpp"

namespace klp {

const std::filesystem::path& image_to_run(const Artifacts& artifacts) {
    return artifacts.run_image.empty() ? artifacts.image : artifacts.run_image;
}

} // namespace klp
