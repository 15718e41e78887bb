// SPDX-License-Identifier: Apache-2.0
// Inodes, open files and paths, over whatever file system the inodes belong to.
#ifndef PC_VFS_H
#define PC_VFS_H

#include "dcache.h"
#include "mapping.h"

#define MODE_TYPE	0170000u
#define MODE_DIRECTORY	0040000u
#define MODE_REGULAR	0100000u
#define MODE_LINK	0120000u

#define MAY_EXEC	1u
#define MAY_WRITE	2u
#define MAY_READ	4u

#define OPEN_WRITE	1u
#define OPEN_CREATE	2u
#define OPEN_EXCLUSIVE	4u	/* with OPEN_CREATE: fail if it is there */
#define OPEN_TRUNCATE	8u

#define FILE_SIZE_MAX	((uint64_t)1 << 40)

struct fs;
struct inode;

/* Directories have all but get_link, links have get_link, and anything may have truncate. */
struct inode_ops {
	/* Finds a name; the inode with a reference in *found, or -ENOENT. */
	int (*lookup)(struct inode *dir, const struct name *name, struct inode **found);
	/* Makes an inode of a mode, or a link to target; as lookup. */
	int (*create)(struct inode *dir, const struct name *name, unsigned int mode,
		      const char *target, struct inode **made);
	/* Removes a name that is there. */
	int (*remove)(struct inode *dir, const struct name *name);
	const char *(*get_link)(const struct inode *inode);
	/* Frees the backing store from a page on. */
	void (*truncate)(struct inode *inode, uint64_t first_page);
	/* The last reference is gone: frees the inode. */
	void (*evict)(struct inode *inode);
};

struct inode {
	const struct inode_ops *ops;
	struct fs *fs;
	uint64_t number;
	uint64_t size;		/* in bytes; of a directory, in entries */
	unsigned int mode;
	int refs;
	struct mapping mapping;
};

struct fs {
	struct zone zone;
	struct dcache dcache;
	struct dentry *root;
	uint64_t next_inode;
	size_t nr_inodes;
};

/* What was read last, and what is being read ahead. */
struct readahead {
	uint64_t start;
	uint64_t size;		/* in pages; 0: nothing yet */
	uint64_t expected;	/* the page that a sequential reader asks for next */
};

struct file {
	struct dentry *dentry;
	struct inode *inode;
	unsigned int flags;
	struct readahead readahead;
};

struct file_status {
	uint64_t number;
	uint64_t size;
	unsigned int mode;
};

static inline bool is_directory(const struct inode *inode)
{
	return (inode->mode & MODE_TYPE) == MODE_DIRECTORY;
}

static inline bool is_link(const struct inode *inode)
{
	return (inode->mode & MODE_TYPE) == MODE_LINK;
}

/* vfs.c: all return 0 or an error. */

/* Takes a reference. */
void inode_get(struct inode *inode);

/* Gives up a reference; the last one evicts the inode. */
void inode_put(struct inode *inode);

/* Sets up an inode with one reference. */
void inode_init(struct inode *inode, struct fs *fs, const struct inode_ops *ops,
		const struct mapping_ops *mapping_ops, unsigned int mode);

/* Whether the owner may do all of `wanted`: 0 or -EACCES. */
int inode_permission(const struct inode *inode, unsigned int wanted);

/* Opens a file, and makes it first if OPEN_CREATE says so. */
int vfs_open(struct fs *fs, const char *path, unsigned int flags, unsigned int mode,
	     struct file *file);

/* Closes a file; the error is that of a write nobody waited for. */
int vfs_close(struct file *file);

/* Makes a directory. */
int vfs_mkdir(struct fs *fs, const char *path, unsigned int mode);

/* Makes a symbolic link. */
int vfs_symlink(struct fs *fs, const char *target, const char *path);

/* Removes a file or a link. */
int vfs_unlink(struct fs *fs, const char *path);

/* Removes an empty directory. */
int vfs_rmdir(struct fs *fs, const char *path);

/* What there is at a path, behind links. */
int vfs_status(struct fs *fs, const char *path, struct file_status *status);

/* Writes a dentry's path to the end of a buffer; where it begins, or NULL if it is too long. */
char *vfs_path(const struct dentry *dentry, char *buffer, size_t size);

/* walk.c */

#define WALK_FOLLOW	1u	/* a link at the end too */
#define WALK_PARENT	2u	/* stop before the last name */

/* The dentry a path leads to, with a reference; with WALK_PARENT the last name in *last. */
int walk_path(struct fs *fs, const char *path, unsigned int flags, struct dentry **found,
	      struct name *last);

/* The dentry, maybe negative, of a name in a directory, with a reference. */
int walk_name(struct fs *fs, struct dentry *dir, const struct name *name,
	      struct dentry **found);

/* filemap.c */

/* Reads up to size bytes; how many there were, or an error. */
long file_read(struct file *file, uint64_t position, void *buffer, size_t size);

/* Writes size bytes into the cache; how many could be, or an error. */
long file_write(struct file *file, uint64_t position, const void *buffer, size_t size);

/* Writes all that is dirty to the backing store; 0 or an error. */
int file_sync(struct file *file);

/* Cuts an inode down to, or extends it with zeros to, a size; 0 or an error. */
int inode_truncate(struct inode *inode, uint64_t size);

/* The first byte from position on that no page is cached for, as when asked what is resident. */
uint64_t file_next_hole(const struct file *file, uint64_t position);

#endif
