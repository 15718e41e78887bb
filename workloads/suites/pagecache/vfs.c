// SPDX-License-Identifier: Apache-2.0
#include "vfs.h"

#include <errno.h>
#include <string.h>

void inode_init(struct inode *inode, struct fs *fs, const struct inode_ops *ops,
		const struct mapping_ops *mapping_ops, unsigned int mode)
{
	inode->ops = ops;
	inode->fs = fs;
	inode->number = ++fs->next_inode;
	inode->mode = mode;
	inode->refs = 1;
	mapping_init(&inode->mapping, &fs->zone, mapping_ops);
	fs->nr_inodes++;
}

void inode_get(struct inode *inode)
{
	ref_get(&inode->refs);
}

void inode_put(struct inode *inode)
{
	if (likely(!ref_put(&inode->refs)))
		return;
	inode->fs->nr_inodes--;
	mapping_truncate(&inode->mapping, 0);
	inode->ops->evict(inode);
}

int inode_permission(const struct inode *inode, unsigned int wanted)
{
	return likely((inode->mode >> 6 & wanted) == wanted) ? 0 : -EACCES;
}

/* Whether a name is one that no one can give or take: that of the root, "." or "..". */
static bool is_fixed(const struct name *name)
{
	return !name->length || (name->length <= 2 && !memcmp(name->text, "..", name->length));
}

/* The directory of a path and the dentry, maybe negative, of its last name. */
static int find_entry(struct fs *fs, const char *path, bool directory, struct dentry **dir,
		      struct dentry **entry)
{
	struct name name;
	int err = walk_path(fs, path, WALK_PARENT, dir, &name);

	if (unlikely(err))
		return err;
	if (is_fixed(&name))
		err = -EINVAL;
	else if (name.text[name.length] == '/' && !directory)
		err = -ENOTDIR;
	else
		err = walk_name(fs, *dir, &name, entry);
	if (unlikely(err))
		dentry_put(*dir);
	return err;
}

/* Makes an inode under a negative dentry. */
static int make(struct dentry *dir, struct dentry *entry, unsigned int mode, const char *target)
{
	struct inode *inode;
	int err = inode_permission(dir->inode, MAY_WRITE);

	if (!err)
		err = dir->inode->ops->create(dir->inode, &entry->name, mode, target, &inode);
	if (!err)
		dentry_instantiate(entry, inode);
	return err;
}

static int make_at(struct fs *fs, const char *path, unsigned int mode, const char *target)
{
	bool directory = (mode & MODE_TYPE) == MODE_DIRECTORY;
	struct dentry *dir, *entry;
	int err = find_entry(fs, path, directory, &dir, &entry);

	if (unlikely(err))
		return err;
	err = entry->inode ? -EEXIST : make(dir, entry, mode, target);
	dentry_put(entry);
	dentry_put(dir);
	return err;
}

int vfs_mkdir(struct fs *fs, const char *path, unsigned int mode)
{
	return make_at(fs, path, MODE_DIRECTORY | mode, NULL);
}

int vfs_symlink(struct fs *fs, const char *target, const char *path)
{
	return make_at(fs, path, MODE_LINK | 0777, target);
}

static int may_remove(const struct dentry *dir, const struct dentry *entry, bool directory)
{
	if (!entry->inode)
		return -ENOENT;
	if (is_directory(entry->inode) != directory)
		return directory ? -ENOTDIR : -EISDIR;
	if (directory && entry->inode->size)
		return -ENOTEMPTY;
	return inode_permission(dir->inode, MAY_WRITE);
}

static int remove_at(struct fs *fs, const char *path, bool directory)
{
	struct dentry *dir, *entry;
	int err = find_entry(fs, path, directory, &dir, &entry);

	if (unlikely(err))
		return err;
	err = may_remove(dir, entry, directory);
	if (!err)
		err = dir->inode->ops->remove(dir->inode, &entry->name);
	if (!err) {
		/* Names below a directory need its number to be found: that dentry has to go. */
		if (directory)
			dcache_drop(entry);
		else
			dentry_make_negative(entry);
	}
	dentry_put(entry);
	dentry_put(dir);
	return err;
}

int vfs_unlink(struct fs *fs, const char *path)
{
	return remove_at(fs, path, false);
}

int vfs_rmdir(struct fs *fs, const char *path)
{
	return remove_at(fs, path, true);
}

static int create_for_open(struct fs *fs, const char *path, unsigned int flags, unsigned int mode)
{
	int err = make_at(fs, path, MODE_REGULAR | mode, NULL);

	if (err == -EEXIST && !(flags & OPEN_EXCLUSIVE))
		return 0;
	return err;
}

static int may_open(const struct inode *inode, unsigned int flags)
{
	if (is_directory(inode))
		return -EISDIR;
	return inode_permission(inode, MAY_READ | (flags & OPEN_WRITE ? MAY_WRITE : 0));
}

int vfs_open(struct fs *fs, const char *path, unsigned int flags, unsigned int mode,
	     struct file *file)
{
	struct dentry *dentry;
	int err = 0;

	if (flags & OPEN_CREATE)
		err = create_for_open(fs, path, flags, mode);
	if (!err)
		err = walk_path(fs, path, WALK_FOLLOW, &dentry, NULL);
	if (unlikely(err))
		return err;
	err = may_open(dentry->inode, flags);
	if (!err && flags & OPEN_TRUNCATE)
		err = flags & OPEN_WRITE ? inode_truncate(dentry->inode, 0) : -EINVAL;
	if (unlikely(err)) {
		dentry_put(dentry);
		return err;
	}
	*file = (struct file){ .dentry = dentry, .inode = dentry->inode, .flags = flags };
	/* Its name may go while the file is open. */
	inode_get(file->inode);
	return 0;
}

int vfs_close(struct file *file)
{
	int err = mapping_take_error(&file->inode->mapping);

	inode_put(file->inode);
	dentry_put(file->dentry);
	return err;
}

int vfs_status(struct fs *fs, const char *path, struct file_status *status)
{
	struct dentry *dentry;
	int err = walk_path(fs, path, WALK_FOLLOW, &dentry, NULL);

	if (unlikely(err))
		return err;
	status->number = dentry->inode->number;
	status->size = dentry->inode->size;
	status->mode = dentry->inode->mode;
	dentry_put(dentry);
	return 0;
}

char *vfs_path(const struct dentry *dentry, char *buffer, size_t size)
{
	char *start = buffer + size;

	if (size < 2)
		return NULL;
	*--start = '\0';
	if (dentry->parent == dentry)
		*--start = '/';
	for (; dentry->parent != dentry; dentry = dentry->parent) {
		size_t length = dentry->name.length;

		if ((size_t)(start - buffer) < length + 1)
			return NULL;
		start -= length;
		memcpy(start, dentry->name.text, length);
		*--start = '/';
	}
	return start;
}
