// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "registry.h"
#include "scatter.h"

static struct algorithm *algorithms;	/* by falling priority */

static bool valid_hash(const struct hash_ops *ops)
{
	return ops->init && ops->update && ops->final &&
	       ops->digest_size && ops->digest_size <= HASH_MAX_DIGEST &&
	       ops->block_size && ops->block_size <= HASH_MAX_BLOCK &&
	       ops->state_size <= HASH_MAX_STATE;
}

static bool valid_aead(const struct aead_ops *ops)
{
	return ops->set_key && ops->set_tag_size && ops->seal && ops->open &&
	       ops->key_size && ops->nonce_size;
}

static bool valid_algorithm(const struct algorithm *alg)
{
	switch (alg->kind) {
	case ALGORITHM_HASH:
		return valid_hash(&alg->hash);
	case ALGORITHM_AEAD:
		return valid_aead(&alg->aead);
	}
	return false;
}

int algorithm_register(struct algorithm *alg)
{
	struct algorithm **link = &algorithms;
	struct algorithm *other;

	if (!alg->name || !alg->driver || !valid_algorithm(alg))
		return -EINVAL;
	for (other = algorithms; other; other = other->next) {
		if (strcmp(other->driver, alg->driver) == 0)
			return -EEXIST;
	}
	while (*link && (*link)->priority >= alg->priority)
		link = &(*link)->next;
	alg->users = 0;
	alg->next = *link;
	*link = alg;
	return 0;
}

int algorithm_unregister(struct algorithm *alg)
{
	struct algorithm **link;

	for (link = &algorithms; *link; link = &(*link)->next) {
		if (*link != alg)
			continue;
		if (alg->users)
			return -EBUSY;
		*link = alg->next;
		return 0;
	}
	return -ENOENT;
}

int algorithm_register_builtin(void)
{
	static struct algorithm *const builtin[] = {
		&sha224_algorithm,
		&sha256_algorithm,
		&chachapoly_algorithm,
		&xchachapoly_algorithm,
	};
	size_t i;

	for (i = 0; i < sizeof(builtin) / sizeof(builtin[0]); i++) {
		int err = algorithm_register(builtin[i]);

		if (err && err != -EEXIST)
			return err;
	}
	return 0;
}

struct algorithm *algorithm_get(const char *name, enum algorithm_kind kind)
{
	struct algorithm *alg;

	for (alg = algorithms; alg; alg = alg->next) {
		if (alg->kind == kind && (strcmp(alg->name, name) == 0 ||
					  strcmp(alg->driver, name) == 0)) {
			alg->users++;
			return alg;
		}
	}
	return NULL;
}

void algorithm_put(struct algorithm *alg)
{
	if (alg)
		alg->users--;
}

int algorithm_for_each(int (*visit)(const struct algorithm *alg, void *data),
		       void *data)
{
	const struct algorithm *alg;
	int err = 0;

	for (alg = algorithms; alg && !err; alg = alg->next)
		err = visit(alg, data);
	return err;
}

void hash_digest(const struct algorithm *hash, const void *data, size_t len,
		 uint8_t *digest)
{
	struct hash_state state;

	hash->hash.init(&state);
	hash->hash.update(&state, data, len);
	hash->hash.final(&state, digest);
}

void hash_digest_list(const struct algorithm *hash, const struct scatter *list,
		      size_t len, uint8_t *digest)
{
	struct hash_state state;
	struct scatter_walk walk;
	size_t n;

	hash->hash.init(&state);
	scatter_walk_start(&walk, list, len);
	while ((n = scatter_walk_piece(&walk)) != 0) {
		hash->hash.update(&state, scatter_walk_at(&walk), n);
		scatter_walk_advance(&walk, n);
	}
	hash->hash.final(&state, digest);
}
