# SPDX-License-Identifier: Apache-2.0
#
# The pages: what the lock file names is fetched from the npm registry, bundled with our modules into
# one script a page, and embedded in the report module with the style sheet.
find_program(NPM npm REQUIRED)
find_program(ESBUILD esbuild REQUIRED)

set(page_source ${CMAKE_CURRENT_SOURCE_DIR}/report/page)
set(page_build ${CMAKE_BINARY_DIR}/page)

add_custom_command(
    OUTPUT ${page_build}/node_modules/.package-lock.json
    DEPENDS ${page_source}/package.json ${page_source}/package-lock.json
    COMMAND ${CMAKE_COMMAND} -E make_directory ${page_build}
    COMMAND ${CMAKE_COMMAND} -E copy ${page_source}/package.json ${page_source}/package-lock.json
            ${page_build}
    COMMAND ${NPM} ci --prefix ${page_build} --ignore-scripts --no-audit --no-fund --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${page_build}/node_modules/.package-lock.json
    COMMENT "Fetching what the pages are drawn with"
    VERBATIM)

file(GLOB page_modules CONFIGURE_DEPENDS ${page_source}/*.js ${page_source}/*.css)
set(page_files)
# klpbench_page_file(NAME): NAME of page_source, bundled and without blanks.
function(klpbench_page_file name)
    add_custom_command(
        OUTPUT ${page_build}/${name}
        DEPENDS ${page_modules} ${page_build}/node_modules/.package-lock.json
        COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${page_build}/node_modules
                ${ESBUILD} ${page_source}/${name} --bundle --minify --charset=utf8
                --target=es2020 --legal-comments=none --log-level=warning
                --outfile=${page_build}/${name}
        COMMENT "Bundling ${name}"
        VERBATIM)
    set(page_files ${page_files} ${page_build}/${name} PARENT_SCOPE)
endfunction()
klpbench_page_file(report.js)
klpbench_page_file(nightly.js)
klpbench_page_file(page.css)

target_sources(klp_report PRIVATE ${page_source}/embedded.S)
set_source_files_properties(${page_source}/embedded.S PROPERTIES
    OBJECT_DEPENDS "${page_files}" COMPILE_OPTIONS -Wa,-I${page_build})
