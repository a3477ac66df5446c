/* Which groups of people may be told of, so that nothing on fewer than a few of them follows.
 *
 * One division of all people into groups is published, of each group how many they are and what they want and
 * have together, and the same of all. Groups do not overlap, so whatever sum or difference of the figures is
 * made, it weighs everybody of a group alike, and everybody of the groups that are not told alike: these parts
 * are all that can be told apart. A reader knows his own people and can take them off, so a part is judged by
 * what two owners together leave of it: it is nobody, or no less than a few people, whose sums leave open of
 * each of them everything from nothing to the most that anybody has. These are the minimum frequency rule and,
 * in the place of the p% rule, the feasibility interval of tau-ARGUS (A. Hundepool et al., Statistical
 * Disclosure Control, Wiley 2012, chapter 4; tau-ARGUS user's manual 4.1, Statistics Netherlands 2014); a group
 * that is hidden only for what it would leave is a secondary suppression. That there is one division alone
 * makes both exact in whole numbers, where overlapping tables need an integer program.
 */
#ifndef PLANNER_JUDGE_SUPPRESSION_H
#define PLANNER_JUDGE_SUPPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct suppression_sums {
	int64_t people, wanted, given; /* given is at most wanted, of each person */
};

struct suppression {
	size_t group_count, owner_count;
	const struct suppression_sums *sums; /* [group * owner_count + owner] */
	const bool *reader;                  /* [owner]: those who read together, however many; NULL: none */
	int64_t least;                       /* people of a part */
	int64_t most;                        /* that a person wants, in the unit of wanted and given */
};

void suppression_add(struct suppression_sums *sums, const struct suppression_sums *more);

/* Fills hidden[group]; false: not even the figures on all may be told, and all groups are hidden. */
bool suppression_find(bool *hidden, const struct suppression *suppression);

#endif
