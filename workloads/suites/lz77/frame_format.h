// SPDX-License-Identifier: Apache-2.0
// The numbers of the frame format, for its writer and its reader.
#ifndef LZ_FRAME_FORMAT_H
#define LZ_FRAME_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#define FRAME_MAGIC		0x184d2204u
#define SKIPPABLE_MAGIC		0x184d2a50u
#define SKIPPABLE_MASK		0xfffffff0u

#define FLAG_VERSION		0x40
#define FLAG_VERSION_MASK	0xc0
#define FLAG_INDEPENDENT	0x20
#define FLAG_BLOCK_CHECKSUM	0x10
#define FLAG_CONTENT_SIZE	0x08
#define FLAG_CONTENT_CHECKSUM	0x04
#define FLAG_RESERVED		0x02
#define FLAG_DICTIONARY_ID	0x01

#define BLOCK_64K_CODE		4
#define BLOCK_STORED		0x80000000u
#define HEADER_MAX		19
#define TRAILER_MAX		8

/* The byte that ends a header: it covers the header after its magic. */
uint8_t lz_frame_header_checksum(const uint8_t *descriptor, size_t size);

#endif
