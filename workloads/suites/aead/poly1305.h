// SPDX-License-Identifier: Apache-2.0
/* The Poly1305 one-time authenticator (RFC 8439, 2.5). */
#ifndef AEAD_POLY1305_H
#define AEAD_POLY1305_H

#include <stddef.h>
#include <stdint.h>

#define POLY1305_KEY_SIZE	32
#define POLY1305_TAG_SIZE	16
#define POLY1305_BLOCK_SIZE	16

struct poly1305 {
	uint32_t r[5];			/* limbs of 26 bits */
	uint32_t h[5];
	uint32_t pad[4];
	uint8_t buffer[POLY1305_BLOCK_SIZE];
	uint32_t buffered;
};

void poly1305_init(struct poly1305 *poly, const uint8_t *key);
void poly1305_update(struct poly1305 *poly, const uint8_t *data, size_t len);
/* Zeros up to the next multiple of 16 bytes, as the AEAD wants them. */
void poly1305_pad16(struct poly1305 *poly);
/* Ends the message, writes the tag and wipes the state. */
void poly1305_final(struct poly1305 *poly, uint8_t *tag);

#endif
