// SPDX-License-Identifier: Apache-2.0
// The path walk: component by component, from the cache where the name is known, from the
// directory where it is not.
#include <errno.h>

#include "vfs.h"

/* Each link is a level of recursion. */
#define LINKS_MAX 8

struct walk {
	struct fs *fs;
	struct dentry *at;	/* with a reference */
	struct name last;
	unsigned int links;
};

static int walk_text(struct walk *walk, const char *path, unsigned int flags);

/* Goes on from another dentry, whose reference is taken over. */
static void move_to(struct walk *walk, struct dentry *dentry)
{
	dentry_put(walk->at);
	walk->at = dentry;
}

static void move_to_shared(struct walk *walk, struct dentry *dentry)
{
	dentry_get(dentry);
	move_to(walk, dentry);
}

/* Asks the directory, and remembers its answer even if it is no. */
static __attribute__((noinline)) int find_slowly(struct fs *fs, struct dentry *dir,
						 const struct name *name, struct dentry **found)
{
	struct inode *inode = NULL;
	int err;

	if (unlikely(name->length > NAME_LENGTH_MAX))
		return -ENAMETOOLONG;
	err = dir->inode->ops->lookup(dir->inode, name, &inode);
	if (unlikely(err && err != -ENOENT))
		return err;
	*found = dcache_add(&fs->dcache, dir, name, inode);
	if (likely(*found))
		return 0;
	if (inode)
		inode_put(inode);
	return -ENOMEM;
}

int walk_name(struct fs *fs, struct dentry *dir, const struct name *name, struct dentry **found)
{
	*found = dcache_find(&fs->dcache, dir, name);
	return likely(*found) ? 0 : find_slowly(fs, dir, name, found);
}

static bool is_dots(const struct name *name, uint32_t count)
{
	return name->length == count && name->text[0] == '.' && name->text[count - 1] == '.';
}

/* Goes on from where a link in the present directory leads; its reference is taken over. */
static int follow(struct walk *walk, struct dentry *link)
{
	const struct inode *inode = link->inode;
	int err = -ELOOP;

	if (likely(++walk->links <= LINKS_MAX))
		err = walk_text(walk, inode->ops->get_link(inode), WALK_FOLLOW);
	dentry_put(link);
	return err;
}

static int step(struct walk *walk, const struct name *name, bool through_link)
{
	struct dentry *next;
	int err;

	if (is_dots(name, 1))
		return 0;
	if (is_dots(name, 2)) {
		move_to_shared(walk, walk->at->parent);
		return 0;
	}
	err = walk_name(walk->fs, walk->at, name, &next);
	if (unlikely(err))
		return err;
	if (unlikely(!next->inode)) {
		dentry_put(next);
		return -ENOENT;
	}
	if (unlikely(is_link(next->inode)) && through_link)
		return follow(walk, next);
	move_to(walk, next);
	return 0;
}

static const char *skip_slashes(const char *path)
{
	while (*path == '/')
		path++;
	return path;
}

static int may_search(const struct inode *inode)
{
	if (unlikely(!is_directory(inode)))
		return -ENOTDIR;
	return inode_permission(inode, MAY_EXEC);
}

static int walk_text(struct walk *walk, const char *path, unsigned int flags)
{
	struct name name;

	if (unlikely(!*path))
		return -ENOENT;
	if (*path == '/') {
		move_to_shared(walk, walk->fs->root);
		path = skip_slashes(path);
	}
	walk->last = (struct name){ .text = path };
	while (*path) {
		const char *rest;
		int err = may_search(walk->at->inode);

		if (unlikely(err))
			return err;
		name_scan(path, &name);
		rest = skip_slashes(path + name.length);
		if (!*rest && flags & WALK_PARENT) {
			walk->last = name;
			return 0;
		}
		/* A slash behind the last name asks for the directory that it leads to. */
		err = step(walk, &name, path[name.length] || flags & WALK_FOLLOW);
		if (unlikely(err))
			return err;
		if (!*rest && path[name.length] && !is_directory(walk->at->inode))
			return -ENOTDIR;
		path = rest;
	}
	return 0;
}

int walk_path(struct fs *fs, const char *path, unsigned int flags, struct dentry **found,
	      struct name *last)
{
	struct walk walk = { .fs = fs, .at = fs->root };
	int err;

	dentry_get(walk.at);
	err = walk_text(&walk, path, flags);
	if (unlikely(err)) {
		dentry_put(walk.at);
		return err;
	}
	*found = walk.at;
	if (flags & WALK_PARENT)
		*last = walk.last;
	return 0;
}
