// SPDX-License-Identifier: Apache-2.0
// A file system whose backing store is a fixed number of blocks in memory.
#ifndef PC_RAMFS_H
#define PC_RAMFS_H

#include "vfs.h"

struct ramfs {
	struct fs fs;
	uint8_t *blocks;	/* of a page's size each */
	void *free_blocks;	/* each free block points to the next */
	size_t nr_free_blocks;
	uint64_t reads;
	uint64_t writes;
	bool broken;		/* reads and writes fail with -EIO */
};

/* Makes an empty file system; 0 or -ENOMEM. */
int ramfs_mount(struct ramfs *ramfs, size_t blocks, size_t cached_pages, size_t cached_names);

/* Frees everything; no file may be open. How many pages, names and inodes were leaked. */
size_t ramfs_unmount(struct ramfs *ramfs);

/* Calls visit for each entry of a directory, as a directory listing would. */
void ramfs_list(const struct inode *dir,
		void (*visit)(void *context, const struct name *name, uint64_t number),
		void *context);

/* For directories and files of a file system that nobody may change. */
extern const struct inode_ops ramfs_readonly_ops;

#endif
