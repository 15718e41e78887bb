// SPDX-License-Identifier: Apache-2.0
/* HMAC (RFC 2104) and HKDF (RFC 5869) over any registered hash. */
#ifndef AEAD_HMAC_H
#define AEAD_HMAC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "registry.h"

/* The two keyed states are kept, so that a message costs no key set-up. */
struct hmac {
	const struct algorithm *hash;
	struct hash_state inner;	/* after the inner pad */
	struct hash_state outer;	/* after the outer pad */
	struct hash_state current;
};

void hmac_set_key(struct hmac *hmac, const struct algorithm *hash,
		  const uint8_t *key, size_t len);
void hmac_start(struct hmac *hmac);
void hmac_update(struct hmac *hmac, const void *data, size_t len);
/* Writes digest_size bytes. */
void hmac_final(struct hmac *hmac, uint8_t *mac);
/* Compares the first `mac_len` bytes in constant time; 0, -EBADMSG, or
 * -EINVAL when that is none or more than there are. */
int hmac_verify(struct hmac *hmac, const void *data, size_t len,
		const uint8_t *mac, size_t mac_len);
void hmac_wipe(struct hmac *hmac);

/* prk has digest_size bytes; an empty salt counts as that many zeros. */
void hkdf_extract(const struct algorithm *hash, const uint8_t *salt,
		  size_t salt_len, const uint8_t *secret, size_t secret_len,
		  uint8_t *prk);
/* 0, or -EINVAL when more than 255 digests are asked for. */
int hkdf_expand(const struct algorithm *hash, const uint8_t *prk,
		size_t prk_len, const uint8_t *info, size_t info_len,
		uint8_t *out, size_t out_len);
/* PBKDF2 (RFC 8018, 5.2); -EINVAL when there are no iterations. */
int pbkdf2(const struct algorithm *hash, const uint8_t *password,
	   size_t password_len, const uint8_t *salt, size_t salt_len,
	   uint32_t iterations, uint8_t *out, size_t out_len);

#endif
