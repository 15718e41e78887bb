// SPDX-License-Identifier: Apache-2.0
#include "strategy.h"

#include "bytes.h"
#include "lz77.h"

/* The fast parser takes a step more for each 2^6 places where it found nothing. */
#define SKIP_SHIFT 6

/* The last place where the format lets a match begin. */
static const uint8_t *last_start(const uint8_t *end)
{
	return end - LZ_MATCH_MARGIN;
}

/* Where the last match has to be over. */
static const uint8_t *last_end(const uint8_t *end)
{
	return end - LZ_TAIL_LITERALS;
}

static int parse_fast(const struct lz_strategy *strategy, struct lz_finder *finder,
		      const uint8_t *src, const uint8_t *end, struct lz_sink *sink)
{
	const uint8_t *low = lz_finder_low(finder);
	const uint8_t *anchor = src;
	const uint8_t *p = src;
	unsigned int misses = 0;

	(void)strategy;
	while (p <= last_start(end)) {
		const uint8_t *q = lz_finder_replace(finder, p);
		size_t back, length;
		int err;

		if (!q || get_le32(q) != get_le32(p)) {
			ptrdiff_t step = 1 + (misses++ >> SKIP_SHIFT);

			if (step > last_start(end) - p)
				break;
			p += step;
			continue;
		}
		back = lz_count_backward(p, anchor, q, low);
		length = back + LZ_MIN_MATCH +
			 lz_count_forward(p + LZ_MIN_MATCH, q + LZ_MIN_MATCH, last_end(end));
		p -= back;
		q -= back;
		err = lz_emit_sequence(sink, anchor, p - anchor, p - q, length);
		if (unlikely(err))
			return err;
		p += length;
		anchor = p;
		misses = 0;
	}
	return lz_emit_tail(sink, anchor, end - anchor);
}

static struct lz_match search(const struct lz_strategy *strategy, struct lz_finder *finder,
			      const uint8_t *p, const uint8_t *end)
{
	return lz_finder_longest(finder, p, last_end(end), strategy->depth,
				 strategy->nice_length);
}

/* Whether a match that begins `ahead` bytes later is worth those literals. */
static int is_better(const struct lz_match *later, const struct lz_match *now, unsigned int ahead)
{
	return later->length > now->length + ahead - 1;
}

/* Takes the first match, or one that begins up to `patience` bytes later and is better. */
static int parse_chains(const struct lz_strategy *strategy, struct lz_finder *finder,
			const uint8_t *src, const uint8_t *end, struct lz_sink *sink,
			unsigned int patience)
{
	const uint8_t *anchor = src;
	const uint8_t *p = src;

	while (p <= last_start(end)) {
		struct lz_match best = search(strategy, finder, p, end);
		unsigned int ahead;
		int err;

		if (!best.length) {
			p++;
			continue;
		}
		for (ahead = 1; ahead <= patience; ahead++) {
			struct lz_match later;

			if (best.length >= strategy->nice_length ||
			    last_start(end) - p < (ptrdiff_t)ahead)
				break;
			later = search(strategy, finder, p + ahead, end);
			if (is_better(&later, &best, ahead)) {
				best = later;
				p += ahead;
				ahead = 0;
			}
		}
		err = lz_emit_sequence(sink, anchor, p - anchor, best.offset, best.length);
		if (unlikely(err))
			return err;
		p += best.length;
		anchor = p;
		lz_finder_insert(finder, p);
	}
	return lz_emit_tail(sink, anchor, end - anchor);
}

static int parse_greedy(const struct lz_strategy *strategy, struct lz_finder *finder,
			const uint8_t *src, const uint8_t *end, struct lz_sink *sink)
{
	return parse_chains(strategy, finder, src, end, sink, 0);
}

static int parse_lazy(const struct lz_strategy *strategy, struct lz_finder *finder,
		      const uint8_t *src, const uint8_t *end, struct lz_sink *sink)
{
	return parse_chains(strategy, finder, src, end, sink, 1);
}

static int parse_patient(const struct lz_strategy *strategy, struct lz_finder *finder,
			 const uint8_t *src, const uint8_t *end, struct lz_sink *sink)
{
	return parse_chains(strategy, finder, src, end, sink, 2);
}

static const struct lz_strategy strategies[] = {
	{ "fast",    1,	  0,	parse_fast },
	{ "greedy",  8,	  32,	parse_greedy },
	{ "lazy",    16,  64,	parse_lazy },
	{ "patient", 128, 1024, parse_patient },
};

const struct lz_strategy *lz_strategy_for(int level)
{
	if (level < LZ_LEVEL_MIN)
		level = LZ_LEVEL_MIN;
	if (level > LZ_LEVEL_MAX)
		level = LZ_LEVEL_MAX;
	return &strategies[level - LZ_LEVEL_MIN];
}

static int parse_runs(const struct lz_strategy *strategy, struct lz_finder *finder,
		      const uint8_t *src, const uint8_t *end, struct lz_sink *sink)
{
	const uint8_t *anchor = src;
	const uint8_t *p = src + 1;

	(void)finder;
	while (p <= last_start(end)) {
		size_t length = lz_count_forward(p, p - 1, last_end(end));
		int err;

		if (length < strategy->nice_length) {
			p += length + 1;
			continue;
		}
		err = lz_emit_sequence(sink, anchor, p - anchor, 1, length);
		if (unlikely(err))
			return err;
		p += length;
		anchor = p;
	}
	return lz_emit_tail(sink, anchor, end - anchor);
}

const struct lz_strategy lz_strategy_runs = { "runs", 1, LZ_MIN_MATCH, parse_runs };
