/* Sets of caregivers, told apart and compared: held against a count of every pair of clients. */
#include <criterion/criterion.h>

#include "planner/reasons/likeness.h"
#include "tests/support/tiny.h"

static int32_t count_common(const struct problem *problem, int32_t left, int32_t right)
{
	int32_t common = 0;

	for (int32_t k = 0; k < problem->caregiver_count; k++)
		common += problem_is_eligible(problem, left, k) && problem_is_eligible(problem, right, k);
	return common;
}

static void expect_pair(struct likeness *likeness, int32_t a, int32_t b, int *alike, int *unlike)
{
	const struct problem *problem = likeness->problem;
	int32_t of_a = problem->clients[a].eligible_count, of_b = problem->clients[b].eligible_count;
	int32_t common = count_common(problem, a, b), any = of_a + of_b - common;
	bool same = common == of_a && common == of_b;

	cr_expect_eq(likeness->set_of_client[a] == likeness->set_of_client[b], same, "clients %d and %d", a, b);
	cr_expect_eq(likeness_holds(likeness, likeness->set_of_client[a], likeness->set_of_client[b]),
		     3 * common >= 2 * any, "clients %d and %d: %d of %d in common", a, b, common, any);
	*alike += !same && 3 * common >= 2 * any;
	*unlike += 3 * common < 2 * any;
}

Test(likeness, every_pair)
{
	int alike = 0, unlike = 0;

	for (uint64_t seed = 0; seed < 1000; seed++) {
		struct support s;
		struct likeness likeness;
		tiny_make(&s, seed);
		likeness_find(&likeness, &s.problem);
		for (int32_t a = 0; a < s.problem.client_count; a++)
			for (int32_t b = 0; b < s.problem.client_count; b++)
				expect_pair(&likeness, a, b, &alike, &unlike);
		likeness_free(&likeness);
		likeness_free(&likeness); /* twice is fine */
		support_free(&s);
	}
	cr_expect_gt(alike, 10, "%d", alike);
	cr_expect_gt(unlike, 10, "%d", unlike);
}
