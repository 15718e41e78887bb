/* SPDX-License-Identifier: Apache-2.0
 *
 * The scripts and the style sheet of the pages, as html_page.cpp finds them.
 */
    .macro embed name, file
    .global klp_page_\name\()_begin
klp_page_\name\()_begin:
    .incbin "\file"
    .global klp_page_\name\()_end
klp_page_\name\()_end:
    .endm

    .section .rodata
    embed report_script, "report.js"
    embed nightly_script, "nightly.js"
    embed style, "page.css"

    .section .note.GNU-stack, "", %progbits
