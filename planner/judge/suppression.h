/* Which figures on groups of people may be told, so that none on fewer than a few can be read or derived from them.
 *
 * A figure of a group can be multiplied by its people and so be added to and subtracted from others: of all, and of the
 * groups of two dimensions. What such a sum leaves of the people, if not all, must be as many as a group. A dimension's
 * groups that are not told are together known as what the others leave of all.
 */
#ifndef PLANNER_JUDGE_SUPPRESSION_H
#define PLANNER_JUDGE_SUPPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct suppression {
	size_t person_count, group_count;
	int dimension_count;
	const size_t *group_of;      /* [dimension * person_count + person], SIZE_MAX: not counted at all */
	const int *dimension;        /* [group]; dimension 0 has all people in one group */
	const int32_t *people_count; /* [group] */
	int32_t least;               /* people of a figure */
};

/* Fills hidden[group]. */
void suppression_find(bool *hidden, const struct suppression *suppression);

#endif
