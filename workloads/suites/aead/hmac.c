// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <string.h>

#include "bytes.h"
#include "constant_time.h"
#include "hmac.h"

#define INNER_PAD	0x36
#define OUTER_PAD	0x5c

static void start_padded(const struct hash_ops *ops, struct hash_state *state,
			 const uint8_t *key, uint8_t pad)
{
	uint8_t block[HASH_MAX_BLOCK];
	uint32_t i;

	for (i = 0; i < ops->block_size; i++)
		block[i] = key[i] ^ pad;
	ops->init(state);
	ops->update(state, block, ops->block_size);
	ct_wipe(block, sizeof(block));
}

void hmac_set_key(struct hmac *hmac, const struct algorithm *hash,
		  const uint8_t *key, size_t len)
{
	const struct hash_ops *ops = &hash->hash;
	uint8_t block[HASH_MAX_BLOCK] = { 0 };

	if (len > ops->block_size)
		hash_digest(hash, key, len, block);
	else if (len)
		memcpy(block, key, len);
	hmac->hash = hash;
	start_padded(ops, &hmac->inner, block, INNER_PAD);
	start_padded(ops, &hmac->outer, block, OUTER_PAD);
	ct_wipe(block, sizeof(block));
}

void hmac_start(struct hmac *hmac)
{
	hmac->current = hmac->inner;
}

void hmac_update(struct hmac *hmac, const void *data, size_t len)
{
	hmac->hash->hash.update(&hmac->current, data, len);
}

void hmac_final(struct hmac *hmac, uint8_t *mac)
{
	const struct hash_ops *ops = &hmac->hash->hash;
	uint8_t digest[HASH_MAX_DIGEST];

	ops->final(&hmac->current, digest);
	hmac->current = hmac->outer;
	ops->update(&hmac->current, digest, ops->digest_size);
	ops->final(&hmac->current, mac);
}

int hmac_verify(struct hmac *hmac, const void *data, size_t len,
		const uint8_t *mac, size_t mac_len)
{
	uint8_t expected[HASH_MAX_DIGEST];

	if (mac_len == 0 || mac_len > hmac->hash->hash.digest_size)
		return -EINVAL;
	hmac_start(hmac);
	hmac_update(hmac, data, len);
	hmac_final(hmac, expected);
	return ct_equal(expected, mac, mac_len) ? 0 : -EBADMSG;
}

void hmac_wipe(struct hmac *hmac)
{
	ct_wipe(hmac, sizeof(*hmac));
}

void hkdf_extract(const struct algorithm *hash, const uint8_t *salt,
		  size_t salt_len, const uint8_t *secret, size_t secret_len,
		  uint8_t *prk)
{
	struct hmac hmac;

	/* A short key is padded with zeros: no salt is a key of none. */
	hmac_set_key(&hmac, hash, salt, salt_len);
	hmac_start(&hmac);
	hmac_update(&hmac, secret, secret_len);
	hmac_final(&hmac, prk);
	hmac_wipe(&hmac);
}

int hkdf_expand(const struct algorithm *hash, const uint8_t *prk,
		size_t prk_len, const uint8_t *info, size_t info_len,
		uint8_t *out, size_t out_len)
{
	size_t digest_size = hash->hash.digest_size;
	uint8_t block[HASH_MAX_DIGEST];
	struct hmac hmac;
	uint8_t counter = 0;

	if (out_len > 255 * digest_size)
		return -EINVAL;
	hmac_set_key(&hmac, hash, prk, prk_len);
	while (out_len) {
		size_t n = out_len < digest_size ? out_len : digest_size;

		hmac_start(&hmac);
		if (counter++)
			hmac_update(&hmac, block, digest_size);
		hmac_update(&hmac, info, info_len);
		hmac_update(&hmac, &counter, 1);
		hmac_final(&hmac, block);
		memcpy(out, block, n);
		out += n;
		out_len -= n;
	}
	hmac_wipe(&hmac);
	ct_wipe(block, sizeof(block));
	return 0;
}

int pbkdf2(const struct algorithm *hash, const uint8_t *password,
	   size_t password_len, const uint8_t *salt, size_t salt_len,
	   uint32_t iterations, uint8_t *out, size_t out_len)
{
	size_t digest_size = hash->hash.digest_size;
	uint8_t sum[HASH_MAX_DIGEST];
	uint8_t u[HASH_MAX_DIGEST];
	uint8_t index[4];
	struct hmac hmac;
	uint32_t block;
	uint32_t i;

	if (iterations == 0)
		return -EINVAL;
	hmac_set_key(&hmac, hash, password, password_len);
	for (block = 1; out_len; block++) {
		size_t n = out_len < digest_size ? out_len : digest_size;

		store_be32(index, block);
		hmac_start(&hmac);
		hmac_update(&hmac, salt, salt_len);
		hmac_update(&hmac, index, sizeof(index));
		hmac_final(&hmac, u);
		memcpy(sum, u, digest_size);
		for (i = 1; i < iterations; i++) {
			hmac_start(&hmac);
			hmac_update(&hmac, u, digest_size);
			hmac_final(&hmac, u);
			xor_bytes(sum, sum, u, digest_size);
		}
		memcpy(out, sum, n);
		out += n;
		out_len -= n;
	}
	hmac_wipe(&hmac);
	return 0;
}
