// SPDX-License-Identifier: Apache-2.0
/* SHA-256 and SHA-224 (FIPS 180-4, 6.2 and 6.3). */
#include <string.h>

#include "bytes.h"
#include "constant_time.h"
#include "registry.h"

#define BLOCK_SIZE	64
#define LENGTH_AT	56		/* of the bit length in the last block */

struct sha256 {
	uint32_t h[8];
	uint64_t total;			/* bytes */
	uint8_t buffer[BLOCK_SIZE];
};

_Static_assert(sizeof(struct sha256) <= sizeof(struct hash_state),
	       "hash_state has no room for SHA-256");

static const uint32_t round_constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static const uint32_t initial_256[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static const uint32_t initial_224[8] = {
	0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939,
	0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
};

static uint32_t sigma(uint32_t x, unsigned int a, unsigned int b,
		      unsigned int c)
{
	return rotate_right(x, a) ^ rotate_right(x, b) ^ rotate_right(x, c);
}

static uint32_t schedule_sigma(uint32_t x, unsigned int a, unsigned int b,
			       unsigned int shift)
{
	return rotate_right(x, a) ^ rotate_right(x, b) ^ x >> shift;
}

static void transform(uint32_t *h, const uint8_t *block)
{
	uint32_t w[64];
	uint32_t v[8];
	int i;

	for (i = 0; i < 16; i++)
		w[i] = load_be32(block + 4 * i);
	for (; i < 64; i++)
		w[i] = schedule_sigma(w[i - 2], 17, 19, 10) + w[i - 7] +
		       schedule_sigma(w[i - 15], 7, 18, 3) + w[i - 16];
	memcpy(v, h, sizeof(v));
	for (i = 0; i < 64; i++) {
		uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
		uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^
				    (v[1] & v[2]);
		uint32_t t1 = v[7] + sigma(v[4], 6, 11, 25) + choice +
			      round_constants[i] + w[i];
		uint32_t t2 = sigma(v[0], 2, 13, 22) + majority;

		memmove(v + 1, v, 7 * sizeof(v[0]));
		v[4] += t1;
		v[0] = t1 + t2;
	}
	for (i = 0; i < 8; i++)
		h[i] += v[i];
}

static struct sha256 *sha256_of(struct hash_state *state)
{
	return (struct sha256 *)state;
}

static void start(struct sha256 *sha, const uint32_t *initial)
{
	memcpy(sha->h, initial, sizeof(sha->h));
	sha->total = 0;
}

static void sha256_init(struct hash_state *state)
{
	start(sha256_of(state), initial_256);
}

static void sha224_init(struct hash_state *state)
{
	start(sha256_of(state), initial_224);
}

static void sha256_update(struct hash_state *state, const uint8_t *data,
			  size_t len)
{
	struct sha256 *sha = sha256_of(state);
	size_t used = sha->total % BLOCK_SIZE;

	if (len == 0)
		return;
	sha->total += len;
	if (used) {
		size_t n = BLOCK_SIZE - used;

		if (len < n) {
			memcpy(sha->buffer + used, data, len);
			return;
		}
		memcpy(sha->buffer + used, data, n);
		transform(sha->h, sha->buffer);
		data += n;
		len -= n;
	}
	for (; len >= BLOCK_SIZE; data += BLOCK_SIZE, len -= BLOCK_SIZE)
		transform(sha->h, data);
	memcpy(sha->buffer, data, len);
}

static void finish(struct sha256 *sha, uint8_t *digest, uint32_t words)
{
	size_t used = sha->total % BLOCK_SIZE;
	uint32_t i;

	sha->buffer[used++] = 0x80;
	if (used > LENGTH_AT) {
		memset(sha->buffer + used, 0, BLOCK_SIZE - used);
		transform(sha->h, sha->buffer);
		used = 0;
	}
	memset(sha->buffer + used, 0, LENGTH_AT - used);
	store_be64(sha->buffer + LENGTH_AT, sha->total * 8);
	transform(sha->h, sha->buffer);
	for (i = 0; i < words; i++)
		store_be32(digest + 4 * i, sha->h[i]);
	ct_wipe(sha, sizeof(*sha));
}

static void sha256_final(struct hash_state *state, uint8_t *digest)
{
	finish(sha256_of(state), digest, 8);
}

static void sha224_final(struct hash_state *state, uint8_t *digest)
{
	finish(sha256_of(state), digest, 7);
}

struct algorithm sha256_algorithm = {
	.name = "sha256",
	.driver = "sha256-generic",
	.kind = ALGORITHM_HASH,
	.priority = 100,
	.hash = {
		.digest_size = 32,
		.block_size = BLOCK_SIZE,
		.state_size = sizeof(struct sha256),
		.init = sha256_init,
		.update = sha256_update,
		.final = sha256_final,
	},
};

struct algorithm sha224_algorithm = {
	.name = "sha224",
	.driver = "sha224-generic",
	.kind = ALGORITHM_HASH,
	.priority = 100,
	.hash = {
		.digest_size = 28,
		.block_size = BLOCK_SIZE,
		.state_size = sizeof(struct sha256),
		.init = sha224_init,
		.update = sha256_update,
		.final = sha224_final,
	},
};
