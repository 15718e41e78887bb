// SPDX-License-Identifier: Apache-2.0
#include "report/formats.hpp"
#include "report/html_page.hpp"
#include "report/page_data.hpp"

namespace klp {

std::string render_html(const ReportContent& content, const RenderOptions& /*options*/) {
    const Json data = page_data(content);
    return html_page({"klpbench: " + content.run.experiment, PageScript::report, data,
                      render_text(content, {})});
}

} // namespace klp
