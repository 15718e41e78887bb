// SPDX-License-Identifier: Apache-2.0
#include "ramfs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "slab.h"

struct entry {
	struct list siblings;
	struct inode *inode;	/* with a reference */
	struct name name;
	char text[];
};

struct ramfs_inode {
	struct inode inode;
	struct xtree blocks;	/* of a regular file, by page */
	struct list entries;	/* of a directory */
	char *target;		/* of a link */
};

static struct slab inodes = SLAB_OF(struct ramfs_inode);

static struct ramfs_inode *ramfs_inode_of(const struct inode *inode)
{
	return container_of(inode, struct ramfs_inode, inode);
}

static struct ramfs *ramfs_of(const struct inode *inode)
{
	return container_of(inode->fs, struct ramfs, fs);
}

static struct inode *inode_of(struct mapping *mapping)
{
	return container_of(mapping, struct inode, mapping);
}

static void block_free(struct ramfs *ramfs, void *block)
{
	*(void **)block = ramfs->free_blocks;
	ramfs->free_blocks = block;
	ramfs->nr_free_blocks++;
}

static void *block_alloc(struct ramfs *ramfs)
{
	void *block = ramfs->free_blocks;

	if (likely(block)) {
		ramfs->free_blocks = *(void **)block;
		ramfs->nr_free_blocks--;
	}
	return block;
}

static int ramfs_read_page(struct mapping *mapping, struct page *page)
{
	struct inode *inode = inode_of(mapping);
	struct ramfs *ramfs = ramfs_of(inode);
	const void *block = xtree_load(&ramfs_inode_of(inode)->blocks, page->index);

	if (unlikely(ramfs->broken))
		return -EIO;
	ramfs->reads++;
	if (block)
		memcpy(page->data, block, PAGE_BYTES);
	else
		memset(page->data, 0, PAGE_BYTES);
	return 0;
}

static int ramfs_write_page(struct mapping *mapping, struct page *page)
{
	struct inode *inode = inode_of(mapping);
	struct ramfs *ramfs = ramfs_of(inode);
	struct xtree *blocks = &ramfs_inode_of(inode)->blocks;
	void *block = xtree_load(blocks, page->index);
	int err;

	if (unlikely(ramfs->broken))
		return -EIO;
	if (!block) {
		block = block_alloc(ramfs);
		if (unlikely(!block))
			return -ENOSPC;
		err = xtree_insert(blocks, page->index, block);
		if (unlikely(err)) {
			block_free(ramfs, block);
			return err;
		}
	}
	ramfs->writes++;
	memcpy(block, page->data, PAGE_BYTES);
	return 0;
}

static const struct mapping_ops ramfs_mapping_ops = {
	.read_page = ramfs_read_page,
	.write_page = ramfs_write_page,
};

static struct entry *find_entry(const struct inode *dir, const struct name *name)
{
	const struct list *entries = &ramfs_inode_of(dir)->entries;
	struct list *at;

	for (at = entries->next; at != entries; at = at->next) {
		struct entry *entry = container_of(at, struct entry, siblings);

		if (name_equal(&entry->name, name))
			return entry;
	}
	return NULL;
}

static int ramfs_lookup(struct inode *dir, const struct name *name, struct inode **found)
{
	struct entry *entry = find_entry(dir, name);

	if (!entry)
		return -ENOENT;
	inode_get(entry->inode);
	*found = entry->inode;
	return 0;
}

static void drop_entry(struct inode *dir, struct entry *entry)
{
	list_del(&entry->siblings);
	dir->size--;
	inode_put(entry->inode);
	free(entry);
}

static int ramfs_remove(struct inode *dir, const struct name *name)
{
	struct entry *entry = find_entry(dir, name);

	if (unlikely(!entry))
		return -ENOENT;
	drop_entry(dir, entry);
	return 0;
}

static const char *ramfs_get_link(const struct inode *inode)
{
	return ramfs_inode_of(inode)->target;
}

static void ramfs_truncate(struct inode *inode, uint64_t first_page)
{
	struct xtree *blocks = &ramfs_inode_of(inode)->blocks;
	uint64_t index = first_page;
	void *block;

	while (xtree_gather(blocks, &index, UINT64_MAX, XTREE_PRESENT, &block, 1)) {
		xtree_erase(blocks, index - 1);
		block_free(ramfs_of(inode), block);
	}
}

static void ramfs_evict(struct inode *inode)
{
	struct ramfs_inode *own = ramfs_inode_of(inode);

	while (!list_empty(&own->entries))
		drop_entry(inode, container_of(own->entries.next, struct entry, siblings));
	ramfs_truncate(inode, 0);
	free(own->target);
	slab_free(&inodes, own);
}

static int ramfs_create(struct inode *dir, const struct name *name, unsigned int mode,
			const char *target, struct inode **made);

static const struct inode_ops directory_ops = {
	.lookup = ramfs_lookup,
	.create = ramfs_create,
	.remove = ramfs_remove,
	.evict = ramfs_evict,
};

static const struct inode_ops regular_ops = {
	.truncate = ramfs_truncate,
	.evict = ramfs_evict,
};

static const struct inode_ops link_ops = {
	.get_link = ramfs_get_link,
	.evict = ramfs_evict,
};

static const struct inode_ops *ops_of(unsigned int mode)
{
	switch (mode & MODE_TYPE) {
	case MODE_DIRECTORY:
		return &directory_ops;
	case MODE_LINK:
		return &link_ops;
	default:
		return &regular_ops;
	}
}

static struct inode *new_inode(struct fs *fs, unsigned int mode)
{
	struct ramfs_inode *own = slab_alloc(&inodes);

	if (unlikely(!own))
		return NULL;
	list_init(&own->entries);
	inode_init(&own->inode, fs, ops_of(mode), &ramfs_mapping_ops, mode);
	return &own->inode;
}

static struct entry *new_entry(const struct name *name)
{
	struct entry *entry = malloc(sizeof(*entry) + name->length);

	if (unlikely(!entry))
		return NULL;
	entry->name = *name;
	entry->name.text = entry->text;
	memcpy(entry->text, name->text, name->length);
	return entry;
}

static int ramfs_create(struct inode *dir, const struct name *name, unsigned int mode,
			const char *target, struct inode **made)
{
	struct entry *entry = new_entry(name);
	struct inode *inode;

	if (unlikely(!entry))
		return -ENOMEM;
	inode = new_inode(dir->fs, mode);
	if (unlikely(!inode))
		goto no_inode;
	if (target) {
		ramfs_inode_of(inode)->target = strdup(target);
		if (unlikely(!ramfs_inode_of(inode)->target))
			goto no_target;
		inode->size = strlen(target);
	}
	entry->inode = inode;
	list_add(&ramfs_inode_of(dir)->entries, &entry->siblings);
	dir->size++;
	inode_get(inode);
	*made = inode;
	return 0;

no_target:
	inode_put(inode);
no_inode:
	free(entry);
	return -ENOMEM;
}

int ramfs_mount(struct ramfs *ramfs, size_t blocks, size_t cached_pages, size_t cached_names)
{
	const struct name no_name = { .text = "" };
	struct inode *inode;
	size_t i;

	*ramfs = (struct ramfs){ .blocks = malloc(blocks << PAGE_SHIFT) };
	if (unlikely(!ramfs->blocks || zone_init(&ramfs->fs.zone, cached_pages) ||
		     dcache_init(&ramfs->fs.dcache, 10, cached_names)))
		goto no_memory;
	for (i = blocks; i-- > 0;)
		block_free(ramfs, ramfs->blocks + (i << PAGE_SHIFT));
	inode = new_inode(&ramfs->fs, MODE_DIRECTORY | 0700);
	if (unlikely(!inode))
		goto no_memory;
	ramfs->fs.root = dcache_add(&ramfs->fs.dcache, NULL, &no_name, inode);
	if (likely(ramfs->fs.root))
		return 0;
	inode_put(inode);

no_memory:
	dcache_destroy(&ramfs->fs.dcache);
	zone_destroy(&ramfs->fs.zone);
	free(ramfs->blocks);
	return -ENOMEM;
}

size_t ramfs_unmount(struct ramfs *ramfs)
{
	struct fs *fs = &ramfs->fs;
	size_t leaked;

	while (dcache_shrink(&fs->dcache, SIZE_MAX))
		;
	dentry_put(fs->root);
	leaked = fs->nr_inodes + fs->dcache.nr_dentries + fs->zone.total - fs->zone.nr_free;
	dcache_destroy(&fs->dcache);
	zone_destroy(&fs->zone);
	free(ramfs->blocks);
	return leaked;
}

void ramfs_list(const struct inode *dir,
		void (*visit)(void *context, const struct name *name, uint64_t number),
		void *context)
{
	const struct list *entries = &ramfs_inode_of(dir)->entries;
	const struct list *at;

	for (at = entries->next; at != entries; at = at->next) {
		const struct entry *entry = container_of(at, struct entry, siblings);

		visit(context, &entry->name, entry->inode->number);
	}
}

static int refuse_create(struct inode *dir, const struct name *name, unsigned int mode,
			 const char *target, struct inode **made)
{
	(void)dir;
	(void)name;
	(void)mode;
	(void)target;
	(void)made;
	return -EROFS;
}

static int refuse_remove(struct inode *dir, const struct name *name)
{
	(void)dir;
	(void)name;
	return -EROFS;
}

const struct inode_ops ramfs_readonly_ops = {
	.lookup = ramfs_lookup,
	.create = refuse_create,
	.remove = refuse_remove,
	.get_link = ramfs_get_link,
	.evict = ramfs_evict,
};
