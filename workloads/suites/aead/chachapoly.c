// SPDX-License-Identifier: Apache-2.0
/*
 * The AEAD construction of RFC 8439, 2.8, and its variant with 24 bytes of
 * nonce (draft-irtf-cfrg-xchacha). Opening checks the tag first: nothing
 * unauthenticated is ever decrypted.
 */
#include <errno.h>
#include <string.h>

#include "bytes.h"
#include "chacha.h"
#include "chachapoly.h"
#include "constant_time.h"
#include "poly1305.h"
#include "registry.h"
#include "scatter.h"

#define XNONCE_SIZE	24
#define MIN_TAG_SIZE	8

/* Sets both ciphers up; the first block of key stream is Poly1305's key. */
static void start(struct chacha *chacha, struct poly1305 *poly,
		  const uint8_t *key, const uint8_t *nonce)
{
	uint8_t block[CHACHA_BLOCK_SIZE];

	chacha_init(chacha, key, nonce, 0);
	chacha_block(chacha, block);
	poly1305_init(poly, block);
	ct_wipe(block, sizeof(block));
}

static void finish(struct poly1305 *poly, size_t aad_len, size_t len,
		   uint8_t *tag)
{
	uint8_t lengths[16];

	poly1305_pad16(poly);
	store_le64(lengths, aad_len);
	store_le64(lengths + 8, len);
	poly1305_update(poly, lengths, sizeof(lengths));
	poly1305_final(poly, tag);
}

static void authenticate(struct poly1305 *poly, const struct scatter *list,
			 size_t len)
{
	struct scatter_walk walk;
	size_t n;

	scatter_walk_start(&walk, list, len);
	while ((n = scatter_walk_piece(&walk)) != 0) {
		poly1305_update(poly, scatter_walk_at(&walk), n);
		scatter_walk_advance(&walk, n);
	}
	poly1305_pad16(poly);
}

/* Encrypts or decrypts piece by piece; `poly`, if any, sees the output. */
static void crypt_list(struct chacha *chacha, struct poly1305 *poly,
		       const struct aead_request *req)
{
	struct scatter_walk src;
	struct scatter_walk dst;
	size_t in;

	scatter_walk_start(&src, req->src, req->len);
	scatter_walk_start(&dst, req->dst, req->len);
	while ((in = scatter_walk_piece(&src)) != 0) {
		size_t out = scatter_walk_piece(&dst);
		size_t n = in < out ? in : out;
		uint8_t *to = scatter_walk_at(&dst);

		chacha_crypt(chacha, to, scatter_walk_at(&src), n);
		if (poly)
			poly1305_update(poly, to, n);
		scatter_walk_advance(&src, n);
		scatter_walk_advance(&dst, n);
	}
}

static int check_request(const struct aead_request *req)
{
	if (scatter_total(req->aad) < req->aad_len ||
	    scatter_total(req->src) < req->len ||
	    scatter_total(req->dst) < req->len)
		return -EINVAL;
	/* The block counter has 32 bits, and block 0 is taken. */
	if (req->len / CHACHA_BLOCK_SIZE >= UINT32_MAX)
		return -EMSGSIZE;
	return 0;
}

static int seal_list(const uint8_t *key, const uint8_t *nonce,
		     const struct aead_request *req, uint32_t tag_size)
{
	uint8_t tag[POLY1305_TAG_SIZE];
	struct poly1305 poly;
	struct chacha chacha;
	int err = check_request(req);

	if (err)
		return err;
	start(&chacha, &poly, key, nonce);
	authenticate(&poly, req->aad, req->aad_len);
	crypt_list(&chacha, &poly, req);
	finish(&poly, req->aad_len, req->len, tag);
	memcpy(req->tag, tag, tag_size);
	ct_wipe(&chacha, sizeof(chacha));
	return 0;
}

static int open_list(const uint8_t *key, const uint8_t *nonce,
		     const struct aead_request *req, uint32_t tag_size)
{
	uint8_t tag[POLY1305_TAG_SIZE];
	struct poly1305 poly;
	struct chacha chacha;
	int err = check_request(req);

	if (err)
		return err;
	start(&chacha, &poly, key, nonce);
	authenticate(&poly, req->aad, req->aad_len);
	authenticate(&poly, req->src, req->len);
	finish(&poly, req->aad_len, req->len, tag);
	if (ct_equal(tag, req->tag, tag_size))
		crypt_list(&chacha, NULL, req);
	else
		err = -EBADMSG;
	ct_wipe(&chacha, sizeof(chacha));
	return err;
}

static const uint8_t *key_bytes(const struct aead_key *key)
{
	return (const uint8_t *)key->words;
}

static int set_key(struct aead_key *key, const uint8_t *bytes, size_t len)
{
	if (len != CHACHA_KEY_SIZE)
		return -EINVAL;
	memcpy(key->words, bytes, len);
	key->tag_size = POLY1305_TAG_SIZE;
	return 0;
}

static int set_tag_size(struct aead_key *key, uint32_t size)
{
	if (size < MIN_TAG_SIZE || size > POLY1305_TAG_SIZE)
		return -EINVAL;
	key->tag_size = size;
	return 0;
}

static int seal_request(const struct aead_key *key,
			const struct aead_request *req)
{
	return seal_list(key_bytes(key), req->nonce, req, key->tag_size);
}

static int open_request(const struct aead_key *key,
			const struct aead_request *req)
{
	return open_list(key_bytes(key), req->nonce, req, key->tag_size);
}

/* The long nonce makes a key of its first 16 bytes; 8 are left. */
static void derive(uint8_t *subkey, uint8_t *nonce, const struct aead_key *key,
		   const uint8_t *long_nonce)
{
	hchacha(subkey, key_bytes(key), long_nonce);
	memset(nonce, 0, 4);
	memcpy(nonce + 4, long_nonce + HCHACHA_NONCE_SIZE, 8);
}

static int xseal_request(const struct aead_key *key,
			 const struct aead_request *req)
{
	uint8_t subkey[CHACHA_KEY_SIZE];
	uint8_t nonce[CHACHA_NONCE_SIZE];
	int err;

	derive(subkey, nonce, key, req->nonce);
	err = seal_list(subkey, nonce, req, key->tag_size);
	ct_wipe(subkey, sizeof(subkey));
	return err;
}

static int xopen_request(const struct aead_key *key,
			 const struct aead_request *req)
{
	uint8_t subkey[CHACHA_KEY_SIZE];
	uint8_t nonce[CHACHA_NONCE_SIZE];
	int err;

	derive(subkey, nonce, key, req->nonce);
	err = open_list(subkey, nonce, req, key->tag_size);
	ct_wipe(subkey, sizeof(subkey));
	return err;
}

struct algorithm chachapoly_algorithm = {
	.name = "rfc8439(chacha20,poly1305)",
	.driver = "chachapoly-generic",
	.kind = ALGORITHM_AEAD,
	.priority = 100,
	.aead = {
		.key_size = CHACHA_KEY_SIZE,
		.nonce_size = CHACHA_NONCE_SIZE,
		.max_tag_size = POLY1305_TAG_SIZE,
		.set_key = set_key,
		.set_tag_size = set_tag_size,
		.seal = seal_request,
		.open = open_request,
	},
};

struct algorithm xchachapoly_algorithm = {
	.name = "xchacha20poly1305",
	.driver = "xchachapoly-generic",
	.kind = ALGORITHM_AEAD,
	.priority = 100,
	.aead = {
		.key_size = CHACHA_KEY_SIZE,
		.nonce_size = XNONCE_SIZE,
		.max_tag_size = POLY1305_TAG_SIZE,
		.set_key = set_key,
		.set_tag_size = set_tag_size,
		.seal = xseal_request,
		.open = xopen_request,
	},
};

static void tag_buffers(struct poly1305 *poly, const uint8_t *aad,
			size_t aad_len, const uint8_t *data, size_t len,
			uint8_t *tag)
{
	poly1305_update(poly, aad, aad_len);
	poly1305_pad16(poly);
	poly1305_update(poly, data, len);
	finish(poly, aad_len, len, tag);
}

void chachapoly_seal(uint8_t *dst, uint8_t *tag, const uint8_t *src, size_t len,
		     const uint8_t *aad, size_t aad_len, const uint8_t *nonce,
		     const uint8_t *key)
{
	struct poly1305 poly;
	struct chacha chacha;

	start(&chacha, &poly, key, nonce);
	chacha_crypt(&chacha, dst, src, len);
	tag_buffers(&poly, aad, aad_len, dst, len, tag);
	ct_wipe(&chacha, sizeof(chacha));
}

int chachapoly_open(uint8_t *dst, const uint8_t *tag, const uint8_t *src,
		    size_t len, const uint8_t *aad, size_t aad_len,
		    const uint8_t *nonce, const uint8_t *key)
{
	uint8_t expected[POLY1305_TAG_SIZE];
	struct poly1305 poly;
	struct chacha chacha;
	int err = 0;

	start(&chacha, &poly, key, nonce);
	tag_buffers(&poly, aad, aad_len, src, len, expected);
	if (ct_equal(expected, tag, sizeof(expected)))
		chacha_crypt(&chacha, dst, src, len);
	else
		err = -EBADMSG;
	ct_wipe(&chacha, sizeof(chacha));
	return err;
}
