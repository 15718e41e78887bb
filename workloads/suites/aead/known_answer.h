// SPDX-License-Identifier: Apache-2.0
/* Tests that a build may run when an algorithm is registered. This build
 * never does: nothing calls these, and their vectors are dead data. */
#ifndef AEAD_KNOWN_ANSWER_H
#define AEAD_KNOWN_ANSWER_H

struct algorithm;

/* 0, -EBADMSG for a wrong answer, -ENOENT when there is no vector for it. */
int known_answer_check(const struct algorithm *alg);
/* Checks everything registered; the first error. */
int known_answer_check_all(void);

#endif
