// SPDX-License-Identifier: Apache-2.0
/*
 * Algorithms by name. A name may have several implementations: the one with
 * the highest priority is found, unless its own name is asked for.
 */
#ifndef AEAD_REGISTRY_H
#define AEAD_REGISTRY_H

#include <stddef.h>
#include <stdint.h>

struct scatter;

#define HASH_MAX_STATE	128
#define HASH_MAX_DIGEST	32
#define HASH_MAX_BLOCK	64
#define AEAD_MAX_STATE	64

/* Room for the state of any hash. */
struct hash_state {
	uint64_t words[HASH_MAX_STATE / 8];
};

struct hash_ops {
	uint32_t digest_size;
	uint32_t block_size;
	uint32_t state_size;
	void (*init)(struct hash_state *state);
	void (*update)(struct hash_state *state, const uint8_t *data,
		       size_t len);
	void (*final)(struct hash_state *state, uint8_t *digest);
};

struct aead_key {
	uint64_t words[AEAD_MAX_STATE / 8];
	uint32_t tag_size;
};

/* One operation. dst may be src, list for list; both hold `len` bytes. */
struct aead_request {
	const uint8_t *nonce;
	const struct scatter *aad;	/* NULL when aad_len is 0 */
	size_t aad_len;
	const struct scatter *src;
	const struct scatter *dst;
	size_t len;
	uint8_t *tag;			/* read by open, written by seal */
};

struct aead_ops {
	uint32_t key_size;
	uint32_t nonce_size;
	uint32_t max_tag_size;
	int (*set_key)(struct aead_key *key, const uint8_t *bytes, size_t len);
	int (*set_tag_size)(struct aead_key *key, uint32_t size);
	int (*seal)(const struct aead_key *key, const struct aead_request *req);
	int (*open)(const struct aead_key *key, const struct aead_request *req);
};

enum algorithm_kind {
	ALGORITHM_HASH,
	ALGORITHM_AEAD,
};

struct algorithm {
	const char *name;		/* "sha256" */
	const char *driver;		/* "sha256-generic", unique */
	enum algorithm_kind kind;
	int priority;
	union {
		struct hash_ops hash;
		struct aead_ops aead;
	};
	struct algorithm *next;		/* the registry's */
	uint32_t users;			/* the registry's */
};

/* 0, -EEXIST driver name taken, -EINVAL sizes or operations missing. */
int algorithm_register(struct algorithm *alg);
/* 0, -ENOENT not registered, -EBUSY in use. */
int algorithm_unregister(struct algorithm *alg);
/* Registers all that is built in; may be called again. */
int algorithm_register_builtin(void);
/* By name or driver; NULL when there is none. Pair with put. */
struct algorithm *algorithm_get(const char *name, enum algorithm_kind kind);
void algorithm_put(struct algorithm *alg);
/* Calls `visit` for each algorithm, best first; stops when it is not 0. */
int algorithm_for_each(int (*visit)(const struct algorithm *alg, void *data),
		       void *data);

/* Hash of one buffer. */
void hash_digest(const struct algorithm *hash, const void *data, size_t len,
		 uint8_t *digest);
/* Hash of the first `len` bytes of a list. */
void hash_digest_list(const struct algorithm *hash, const struct scatter *list,
		      size_t len, uint8_t *digest);

/* What the units define and registry.c lists. */
extern struct algorithm sha224_algorithm;
extern struct algorithm sha256_algorithm;
extern struct algorithm chachapoly_algorithm;
extern struct algorithm xchachapoly_algorithm;

#endif
