/* Who may serve whom: areas, mediation, contracts; and whose hours an insurer guarantees. */
#include <criterion/criterion.h>

#include "tests/support/support.h"

/* One client; one caregiver of her own provider in whose area she lives. */
static struct region_client *begin_one(struct support *s)
{
	support_begin(s);
	support_add_caregiver(s, "kim", "p1");
	support_add_area(s, "p1", NULL, 1000, 1999);
	return support_add_client(s, "ann", "p1");
}

static bool is_eligible(struct support *s)
{
	support_derive(s);
	bool found = problem_is_eligible(&s->problem, 0, 0);
	cr_expect_eq(s->problem.clients[0].eligible_count, found ? 1 : 0);
	cr_expect_eq(s->problem.status[0], found ? CLIENT_PLANNED : CLIENT_UNREACHABLE);
	cr_expect_eq(s->problem.client_of_region[0], 0, "who is unreachable is still to plan");
	return found;
}

Test(eligibility, area_of_the_provider)
{
	struct support s;

	begin_one(&s);
	s.region.clients[0].postcode = 1999; /* both ends in */
	cr_expect(is_eligible(&s));
	s.region.clients[0].postcode = 2000;
	cr_expect_not(is_eligible(&s));
	support_add_area(&s, "p1", NULL, 2000, 2000); /* spans add up */
	cr_expect(is_eligible(&s));
	support_free(&s);
	support_begin(&s);
	support_add_client(&s, "ann", "p1");
	support_add_caregiver(&s, "kim", "p1");
	cr_expect_not(is_eligible(&s), "a provider without an area serves nobody");
	support_free(&s);
}

Test(eligibility, own_area_narrows)
{
	struct support s;

	begin_one(&s);
	support_add_area(&s, "p1", "kim", 1100, 2500);
	cr_expect_not(is_eligible(&s));
	s.region.clients[0].postcode = 1100;
	cr_expect(is_eligible(&s));
	s.region.clients[0].postcode = 2100; /* in hers, but not in her provider's */
	cr_expect_not(is_eligible(&s));
	s.region.clients[0].postcode = 1000;
	support_add_area(&s, "p1", "kim", 1000, 1000);
	cr_expect(is_eligible(&s));
	support_free(&s);
}

Test(eligibility, mediation_and_contracts)
{
	struct support s;

	support_begin(&s);
	support_add_client(&s, "ann", "p1");
	support_add_caregiver(&s, "kim", "p2");
	support_add_area(&s, "p2", NULL, 1000, 1999);
	cr_expect(is_eligible(&s), "without contracts.csv everybody has a contract with everybody");
	s.policy.mediation = false;
	cr_expect_not(is_eligible(&s));
	s.policy.mediation = true;
	support_add_contract(&s, "p2", "0101");
	cr_expect_not(is_eligible(&s));
	support_add_contract(&s, "p1", "7085"); /* her own provider's contract does not help the other */
	cr_expect_not(is_eligible(&s));
	support_add_contract(&s, "p2", "7085");
	cr_expect(is_eligible(&s));
	support_free(&s);
	begin_one(&s);
	support_add_contract(&s, "p2", "0101");
	cr_expect(is_eligible(&s), "her own provider needs no contract here");
	s.policy.mediation = false;
	cr_expect(is_eligible(&s));
	support_free(&s);
}

static bool is_guaranteed(int32_t before_due, int32_t before_week, const char *insurer)
{
	struct support s;
	struct region_client *client = begin_one(&s);

	client->due_day = s.policy.plan_date;
	client->registered_day = client->due_day - before_due;
	support_add_guarantee(&s, insurer, before_week);
	support_derive(&s);
	bool guaranteed = s.problem.clients[0].rest_tier == SUPPORT_GUARANTEED;
	support_free(&s);
	return guaranteed;
}

Test(eligibility, guarantee)
{
	/* week 20 begins 20 weeks before the due date: 141 days are week 19 and six days */
	cr_expect(is_guaranteed(141, 20, "7085"));
	cr_expect_not(is_guaranteed(140, 20, "7085"));
	cr_expect_not(is_guaranteed(139, 20, "7085"));
	cr_expect(is_guaranteed(139, 21, "7085"));
	cr_expect_not(is_guaranteed(141, 20, "0101"), "another insurer");
	struct support s;
	begin_one(&s);
	support_add_guarantee(&s, "7085", 40);
	support_derive(&s);
	cr_expect_eq(s.problem.clients[0].rest_tier, TIER_REMAINING, "without a date of registration");
	support_free(&s);
}
