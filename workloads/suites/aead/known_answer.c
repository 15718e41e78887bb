// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "constant_time.h"
#include "known_answer.h"
#include "registry.h"
#include "scatter.h"

#define MAX_TEXT	64

struct hash_vector {
	const char *name;
	const char *text;
	const char *digest;
};

/* FIPS 180-4 examples, as NIST publishes them. */
static const struct hash_vector hash_vectors[] = {
	{ "sha224", "abc",
	  "\x23\x09\x7d\x22\x34\x05\xd8\x22\x86\x42\xa4\x77\xbd\xa2\x55\xb3"
	  "\x2a\xad\xbc\xe4\xbd\xa0\xb3\xf7\xe3\x6c\x9d\xa7" },
	{ "sha256", "abc",
	  "\xba\x78\x16\xbf\x8f\x01\xcf\xea\x41\x41\x40\xde\x5d\xae\x22\x23"
	  "\xb0\x03\x61\xa3\x96\x17\x7a\x9c\xb4\x10\xff\x61\xf2\x00\x15\xad" },
};

struct aead_vector {
	const char *name;
	const char *text;
	const char *cipher;
	const char *tag;
};

/* Key 00 01 .. 1f, nonce 00 01 .. 0b, no associated data; from OpenSSL. */
static const struct aead_vector aead_vectors[] = {
	{ "rfc8439(chacha20,poly1305)", "live patching",
	  "\xe5\x92\x7e\x65\x09\x67\xc4\x34\xd4\xeb\x56\x9d\xff",
	  "\x0e\x6c\xb5\xdd\xe2\x05\x30\x82\x33\x5e\xf9\x26\xa4\x75\xe1\xb8" },
};

static bool same(const void *got, const char *expected, size_t len)
{
	return ct_equal(got, expected, len);
}

static int check_hash(const struct algorithm *alg,
		      const struct hash_vector *vector)
{
	uint8_t digest[HASH_MAX_DIGEST];

	hash_digest(alg, vector->text, strlen(vector->text), digest);
	if (!same(digest, vector->digest, alg->hash.digest_size))
		return -EBADMSG;
	return 0;
}

static void count_up(uint8_t *bytes, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		bytes[i] = (uint8_t)i;
}

static int check_aead(const struct algorithm *alg,
		      const struct aead_vector *vector)
{
	size_t len = strlen(vector->text);
	uint8_t bytes[32];
	uint8_t text[MAX_TEXT];
	uint8_t tag[16];
	struct scatter list;
	struct aead_key key;
	struct aead_request req = {
		.nonce = bytes, .src = &list, .dst = &list, .len = len,
		.tag = tag,
	};
	int err;

	count_up(bytes, sizeof(bytes));
	memcpy(text, vector->text, len);
	scatter_init(&list, 1);
	scatter_set(&list, text, len);
	err = alg->aead.set_key(&key, bytes, alg->aead.key_size);
	if (!err)
		err = alg->aead.seal(&key, &req);
	if (err)
		return err;
	if (!same(text, vector->cipher, len) ||
	    !same(tag, vector->tag, sizeof(tag)))
		return -EBADMSG;
	err = alg->aead.open(&key, &req);
	if (err)
		return err;
	return same(text, vector->text, len) ? 0 : -EBADMSG;
}

#define COUNT(table)	(sizeof(table) / sizeof((table)[0]))

int known_answer_check(const struct algorithm *alg)
{
	size_t i;

	switch (alg->kind) {
	case ALGORITHM_HASH:
		for (i = 0; i < COUNT(hash_vectors); i++) {
			if (strcmp(hash_vectors[i].name, alg->name) == 0)
				return check_hash(alg, &hash_vectors[i]);
		}
		break;
	case ALGORITHM_AEAD:
		for (i = 0; i < COUNT(aead_vectors); i++) {
			if (strcmp(aead_vectors[i].name, alg->name) == 0)
				return check_aead(alg, &aead_vectors[i]);
		}
		break;
	}
	return -ENOENT;
}

static int check_visited(const struct algorithm *alg, void *data)
{
	int err = known_answer_check(alg);

	(void)data;
	return err == -ENOENT ? 0 : err;
}

int known_answer_check_all(void)
{
	return algorithm_for_each(check_visited, NULL);
}
