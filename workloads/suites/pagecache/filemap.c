// SPDX-License-Identifier: Apache-2.0
// Reading and writing through the page cache, and reading ahead of who reads in sequence.
#include <errno.h>
#include <string.h>

#include "vfs.h"

#define WINDOW_MIN	4	/* pages */
#define WINDOW_MAX	32

static uint64_t page_index(uint64_t position)
{
	return position >> PAGE_SHIFT;
}

static size_t page_offset(uint64_t position)
{
	return position & (PAGE_BYTES - 1);
}

/* How many pages hold the bytes of a file. */
static uint64_t pages_of(const struct inode *inode)
{
	return page_index(inode->size + PAGE_BYTES - 1);
}

/* A page with its content and a reference, new in the cache; NULL and *err. */
static struct page *read_new_page(struct mapping *mapping, uint64_t index, int *err)
{
	struct page *page = mapping_new_page(mapping, index, err);

	if (unlikely(!page))
		return NULL;
	*err = mapping_read_page(page);
	if (likely(!*err))
		return page;
	mapping_remove(page);
	page_put(page);
	return NULL;
}

/* Reads what is not cached of the window; whatever goes wrong, the reader itself will find out. */
static void read_window(struct inode *inode, const struct readahead *window, uint64_t marker)
{
	struct mapping *mapping = &inode->mapping;
	uint64_t end = window->start + window->size;
	uint64_t index;
	int err;

	if (end > pages_of(inode))
		end = pages_of(inode);
	for (index = window->start; index < end; index++) {
		struct page *page;

		if (xtree_load(&mapping->pages, index))
			continue;
		page = read_new_page(mapping, index, &err);
		if (unlikely(!page))
			return;
		if (index == marker)
			page->flags |= PAGE_READAHEAD;
		page_put(page);
	}
}

static uint64_t next_size(uint64_t size)
{
	size *= 2;
	if (size < WINDOW_MIN)
		return WINDOW_MIN;
	return size < WINDOW_MAX ? size : WINDOW_MAX;
}

/* The reader got to a page that is not there. */
static __attribute__((noinline)) void readahead_miss(struct file *file, uint64_t index,
						     uint64_t want)
{
	struct readahead *window = &file->readahead;

	if (index && index != window->expected) {
		/* A random reader gets what it asked for. */
		const struct readahead once = { .start = index, .size = want };

		window->size = 0;
		read_window(file->inode, &once, UINT64_MAX);
		return;
	}
	window->start = index;
	window->size = next_size(want > window->size ? want : window->size);
	read_window(file->inode, window, index + window->size / 2);
}

/* The reader got to the mark in a window: time for the next one. */
static void readahead_marked(struct file *file, struct page *page)
{
	struct readahead *window = &file->readahead;

	page->flags &= ~PAGE_READAHEAD;
	if (!window->size)
		return;
	window->start += window->size;
	window->size = next_size(window->size);
	read_window(file->inode, window, window->start);
}

static struct page *page_to_read(struct file *file, uint64_t index, uint64_t want, int *err)
{
	struct mapping *mapping = &file->inode->mapping;
	struct page *page = mapping_find(mapping, index);

	if (unlikely(!page)) {
		readahead_miss(file, index, want);
		page = mapping_find(mapping, index);
		if (unlikely(!page))
			return read_new_page(mapping, index, err);
	}
	if (unlikely(page->flags & PAGE_READAHEAD))
		readahead_marked(file, page);
	*err = mapping_read_page(page);
	if (likely(!*err))
		return page;
	page_put(page);
	return NULL;
}

static size_t part_of_page(uint64_t position, size_t left)
{
	size_t part = PAGE_BYTES - page_offset(position);

	return part < left ? part : left;
}

long file_read(struct file *file, uint64_t position, void *buffer, size_t size)
{
	const struct inode *inode = file->inode;
	size_t done = 0;

	if (position >= inode->size)
		return 0;
	if (size > inode->size - position)
		size = inode->size - position;

	while (done < size) {
		uint64_t index = page_index(position);
		uint64_t want = page_index(position + (size - done) - 1) - index + 1;
		size_t part = part_of_page(position, size - done);
		int err;
		struct page *page = page_to_read(file, index, want, &err);

		if (unlikely(!page))
			return done ? (long)done : err;
		memcpy((char *)buffer + done, page->data + page_offset(position), part);
		lru_mark_accessed(page);
		page_put(page);
		file->readahead.expected = index + 1;
		position += part;
		done += part;
	}
	return done;
}

/* A page to change `part` bytes of, whose other bytes are right already. */
static struct page *page_to_write(struct inode *inode, uint64_t position, size_t part, int *err)
{
	struct mapping *mapping = &inode->mapping;
	uint64_t index = page_index(position);
	struct page *page = mapping_find(mapping, index);

	if (!page) {
		page = mapping_new_page(mapping, index, err);
		if (unlikely(!page))
			return NULL;
	}
	if (part == PAGE_BYTES) {
		page->flags |= PAGE_UPTODATE;
		return page;
	}
	*err = mapping_read_page(page);
	if (likely(!*err))
		return page;
	mapping_remove(page);
	page_put(page);
	return NULL;
}

long file_write(struct file *file, uint64_t position, const void *buffer, size_t size)
{
	struct inode *inode = file->inode;
	size_t done = 0;

	if (unlikely(!(file->flags & OPEN_WRITE)))
		return -EBADF;
	if (unlikely(position > FILE_SIZE_MAX || size > FILE_SIZE_MAX - position))
		return -EFBIG;
	while (done < size) {
		size_t part = part_of_page(position, size - done);
		int err;
		struct page *page = page_to_write(inode, position, part, &err);

		if (unlikely(!page))
			return done ? (long)done : err;
		memcpy(page->data + page_offset(position), (const char *)buffer + done, part);
		mapping_set_dirty(page);
		lru_mark_accessed(page);
		page_put(page);
		position += part;
		done += part;
		if (position > inode->size)
			inode->size = position;
		mapping_balance_dirty(&inode->mapping);
	}
	return done;
}

int file_sync(struct file *file)
{
	struct mapping *mapping = &file->inode->mapping;
	long written = mapping_writeback(mapping, 0, UINT64_MAX);
	int err = mapping_take_error(mapping);

	return written < 0 ? (int)written : err;
}

int inode_truncate(struct inode *inode, uint64_t size)
{
	struct mapping *mapping = &inode->mapping;
	size_t kept = page_offset(size);
	struct page *page;
	int err;

	if (unlikely(size > FILE_SIZE_MAX))
		return -EFBIG;
	if (size < inode->size && kept) {
		/* The rest of the last page must read as zeros if the file grows again. */
		page = page_to_write(inode, size, PAGE_BYTES - kept, &err);
		if (unlikely(!page))
			return err;
		memset(page->data + kept, 0, PAGE_BYTES - kept);
		mapping_set_dirty(page);
		page_put(page);
	}
	if (size < inode->size) {
		uint64_t first = page_index(size + PAGE_BYTES - 1);

		mapping_truncate(mapping, first);
		if (inode->ops->truncate)
			inode->ops->truncate(inode, first);
	}
	inode->size = size;
	return 0;
}

uint64_t file_next_hole(const struct file *file, uint64_t position)
{
	const struct inode *inode = file->inode;
	uint64_t hole;

	if (position >= inode->size)
		return inode->size;
	hole = xtree_next_hole(&inode->mapping.pages, page_index(position), pages_of(inode) - 1);
	if (hole == page_index(position))
		return position;
	hole <<= PAGE_SHIFT;
	return hole < inode->size ? hole : inode->size;
}
