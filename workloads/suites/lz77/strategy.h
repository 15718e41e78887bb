// SPDX-License-Identifier: Apache-2.0
// Parsing strategies: which of the matches that the finder knows become sequences.
#ifndef LZ_STRATEGY_H
#define LZ_STRATEGY_H

#include <stdint.h>

#include "emit.h"
#include "match.h"

struct lz_strategy {
	const char *name;
	uint16_t depth;		/* places looked at for each match */
	uint16_t nice_length;	/* a match this long is not improved upon */
	/* Writes [src, end), longer than LZ_MATCH_MARGIN, as sequences; 0 or an error. */
	int (*parse)(const struct lz_strategy *strategy, struct lz_finder *finder,
		     const uint8_t *src, const uint8_t *end, struct lz_sink *sink);
};

/* The strategy of a level; levels out of range are brought into it. */
const struct lz_strategy *lz_strategy_for(int level);

/* Looks for runs of one byte alone, for bitmaps; not one of the levels. */
extern const struct lz_strategy lz_strategy_runs;

#endif
