// SPDX-License-Identifier: Apache-2.0
/* ChaCha20-Poly1305 over buffers; over scatter lists it is reached through
 * the registry, as "rfc8439(chacha20,poly1305)". */
#ifndef AEAD_CHACHAPOLY_H
#define AEAD_CHACHAPOLY_H

#include <stddef.h>
#include <stdint.h>

/* dst has len bytes and may be src. */
void chachapoly_seal(uint8_t *dst, uint8_t *tag, const uint8_t *src, size_t len,
		     const uint8_t *aad, size_t aad_len, const uint8_t *nonce,
		     const uint8_t *key);
/* 0, or -EBADMSG with dst left as it was. */
int chachapoly_open(uint8_t *dst, const uint8_t *tag, const uint8_t *src,
		    size_t len, const uint8_t *aad, size_t aad_len,
		    const uint8_t *nonce, const uint8_t *key);

#endif
