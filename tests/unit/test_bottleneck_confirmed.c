/* Shortages for which a visit stands in the way that the previous plan confirmed: which one is named. */
#include <criterion/criterion.h>
#include <string.h>

#include "planner/reasons/bottleneck.h"
#include "tests/support/support.h"

#define HALVES(hours) ((int32_t)((hours)*2)) /* units of 30 minutes */

/* One client, and one caregiver of her own provider who may come to her. */
static struct region_client *begin_one(struct support *s)
{
	support_begin(s);
	support_add_caregiver(s, "kim", "p1");
	support_add_area(s, "p1", NULL, 1000, 1999);
	return support_add_client(s, "ann", "p1");
}

static void expect_reason(struct support *s, const struct plan *plan, const char *client, enum bottleneck_reason reason)
{
	struct bottlenecks found;

	bottleneck_find(&found, &s->problem, plan);
	int32_t at = found.of_client[support_find_client(s, client)];
	cr_assert_neq(at, REGION_NONE);
	cr_expect_str_eq(bottleneck_reason_names[found.list[at].reason], bottleneck_reason_names[reason]);
	bottleneck_free(&found);
}

/* Derives; an empty plan for what was built. */
static void derive(struct support *s, struct plan *plan)
{
	support_derive(s);
	plan_reset(plan, &s->problem);
}

/* The last must of the region was confirmed by the previous plan. */
static void confirm(struct support *s)
{
	s->region.pins[s->region.pin_count - 1].confirmed = true;
}

static void expect_words(const struct support *s, const struct plan *plan, bool dutch, const char *part)
{
	struct bottlenecks found;
	char words[BOTTLENECK_WORDS_SIZE];

	bottleneck_find(&found, &s->problem, plan);
	int32_t at = found.of_client[support_find_client(s, "ann")];
	bottleneck_write_words(words, &found, &found.list[at], dutch);
	cr_expect_not_null(strstr(words, part), "%s", words);
	bottleneck_free(&found);
}

Test(bottleneck_confirmed, confirmed_visit_of_another_client_in_the_way)
{
	struct support s;
	struct plan plan = {0};

	begin_one(&s)->care_days = 1;
	support_add_client(&s, "bea", "p1")->care_days = 1;
	s.region.clients[0].indicated_ticks = s.region.clients[1].indicated_ticks = HOURS(8); /* one day may do */
	s.region.clients[1].minimum_ticks = 0;
	support_add_availability(&s, "kim", 0, 0, HOURS(8));
	support_add_must(&s, "bea", "kim", 0, HOURS(8));
	confirm(&s);
	derive(&s, &plan);
	support_add_visit(&plan, &s, "bea", "kim", 0, HALVES(8));
	expect_reason(&s, &plan, "ann", BOTTLENECK_CONFIRMED);
	expect_words(&s, &plan, false, "without the confirmed visit of kim to bea on 2026-07-13 she could be nearer");
	expect_words(&s, &plan, true, "zonder het bevestigde bezoek van kim aan bea op 13-07-2026");
	s.region.clients[1].minimum_ticks = HOURS(24); /* both lack as much: nothing would be better */
	derive(&s, &plan);
	support_add_visit(&plan, &s, "bea", "kim", 0, HALVES(8));
	expect_reason(&s, &plan, "ann", BOTTLENECK_CAPACITY);
	s.region.clients[0].minimum_ticks = 0; /* what she lacks is no minimum */
	s.region.clients[1].minimum_ticks = 0;
	derive(&s, &plan);
	support_add_visit(&plan, &s, "bea", "kim", 0, HALVES(8));
	expect_reason(&s, &plan, "ann", BOTTLENECK_CAPACITY);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck_confirmed, her_own_confirmed_visit_in_the_way)
{
	struct support s;
	struct plan plan = {0};

	begin_one(&s)->care_days = 1;
	s.region.clients[0].indicated_ticks = HOURS(8);
	support_add_availability(&s, "kim", 0, 0, HOURS(8));
	support_add_must(&s, "ann", "kim", 0, HOURS(3));
	confirm(&s);
	derive(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(3));
	expect_reason(&s, &plan, "ann", BOTTLENECK_CONFIRMED);
	expect_words(&s, &plan, false, "without the confirmed visit of kim to ann on 2026-07-13");
	s.region.availability[0].ticks = HOURS(3);
	derive(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(3));
	expect_reason(&s, &plan, "ann", BOTTLENECK_CAPACITY);
	plan_free(&plan);
	support_free(&s);
}
