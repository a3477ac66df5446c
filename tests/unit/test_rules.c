/* C1 to C12: a plan that breaks none, one thing changed, and the right rule trips; just inside each limit none does. */
#include <criterion/criterion.h>

#include "planner/rules/rules.h"
#include "tests/support/support.h"

#define HALVES(hours) ((int32_t)((hours)*2)) /* units of 30 minutes */

/* Three clients and three caregivers, and a plan for them that has something in it for every rule. */
struct scene {
	struct support support;
	struct plan plan;
};

static void begin_clients(struct support *s)
{
	struct region_client *client = support_add_client(s, "ann", "p1");

	client->digital_consent = true;
	client->digital_ticks = HOURS(4);
	client = support_add_client(s, "bea", "p2");
	client->birth_day = client->due_day = s->policy.plan_date - 4; /* care days 0 to 3 */
	client->postcode = 1500;
	client = support_add_client(s, "cor", "p1"); /* 1.5 h left: less than a visit */
	client->indicated_ticks = HOURS(24);
	support_add_delivery(s, "cor", NULL, -1, HOURS(22.5), REGION_LIGDAG);
	client = support_add_client(s, "dot", "p1"); /* her care days are over */
	client->birth_day = client->due_day = s->policy.plan_date - 8;
}

static void begin_scene(struct scene *scene)
{
	struct support *s = &scene->support;

	scene->plan = (struct plan){0};
	support_begin(s);
	begin_clients(s);
	support_add_caregiver(s, "kim", "p1")->max_week_ticks = HOURS(24);
	support_add_caregiver(s, "lea", "p2")->employee = false;
	support_add_caregiver(s, "mia", "p2");
	support_add_area(s, "p1", NULL, 1000, 1999);
	support_add_area(s, "p2", NULL, 1000, 1999);
	support_add_area(s, "p2", "mia", 1000, 1099); /* not where bea lives */
	support_add_availability(s, "kim", 0, 9, HOURS(9));
	support_add_availability(s, "lea", -2, 9, HOURS(8));
	support_add_availability(s, "mia", 0, 9, HOURS(4));
	support_add_delivery(s, "ann", "kim", -1, HOURS(4), REGION_PARTUS); /* a Sunday: the week before */
	support_add_must(s, "bea", "lea", 0, HOURS(3.5));
	support_add_must(s, "bea", "lea", 2, REGION_NONE);
	support_add_never(s, "bea", "kim", 1);
	support_add_never(s, "cor", "lea", REGION_NONE);
}

static void derive_scene(struct scene *scene)
{
	struct support *s = &scene->support;
	struct plan *plan = &scene->plan;

	support_derive(s);
	plan_reset(plan, &s->problem);
	support_add_visit(plan, s, "ann", "kim", 0, HALVES(8));
	support_add_visit(plan, s, "ann", "kim", 1, HALVES(8));
	support_add_visit(plan, s, "ann", "kim", 2, HALVES(6));
	support_add_visit(plan, s, "ann", "mia", 3, HALVES(3));
	support_add_visit(plan, s, "bea", "lea", 0, HALVES(3.5));
	support_add_visit(plan, s, "bea", "lea", 2, HALVES(8));
	support_add_visit(plan, s, "cor", "kim", 2, HALVES(1.5));
	plan->digital_units[support_find_client(s, "ann")] = HALVES(4);
}

static void end_scene(struct scene *scene)
{
	plan_free(&scene->plan);
	support_free(&scene->support);
}

static int32_t client_of(const struct scene *scene, const char *key)
{
	return key == NULL ? REGION_NONE : support_find_client(&scene->support, key);
}

static int32_t caregiver_of(const struct scene *scene, const char *key)
{
	return key == NULL ? REGION_NONE : support_find_caregiver(&scene->support, key);
}

/* The visit of this client on this day, to be changed. */
static struct visit *visit_of(struct scene *scene, const char *client, int32_t day)
{
	size_t i = 0;

	while (i < scene->plan.visit_count &&
	       (scene->plan.visits[i].client != client_of(scene, client) || scene->plan.visits[i].day != day))
		i++;
	cr_assert_lt(i, scene->plan.visit_count, "no visit to %s on day %d", client, day);
	return &scene->plan.visits[i];
}

static void expect_none(struct scene *scene)
{
	struct broken_rules broken;

	rules_check(&broken, &scene->support.problem, &scene->plan);
	for (size_t i = 0; i < broken.count; i++) {
		char text[RULES_TEXT_SIZE];
		rules_describe(text, &scene->support.problem, &broken.rules[i]);
		cr_expect(false, "%s", text);
	}
	rules_free(&broken);
}

/* This rule and no other is broken, once, here. */
static void expect_broken(struct scene *scene, struct broken_rule expected)
{
	struct broken_rules broken;

	rules_check(&broken, &scene->support.problem, &scene->plan);
	cr_expect_eq(broken.count, 1, "C%d: %zu rules broken", expected.rule, broken.count);
	for (size_t i = 0; i < broken.count; i++) {
		const struct broken_rule *found = &broken.rules[i];
		char text[RULES_TEXT_SIZE];
		rules_describe(text, &scene->support.problem, found);
		cr_expect(found->rule == expected.rule && found->client == expected.client &&
				  found->caregiver == expected.caregiver && found->day == expected.day &&
				  found->found_units == expected.found_units &&
				  found->allowed_units == expected.allowed_units,
			  "%s (client %d, caregiver %d, day %d, %d of %d)", text, found->client, found->caregiver,
			  found->day, found->found_units, found->allowed_units);
	}
	rules_free(&broken);
}

/* A scene with one more visit. */
static void expect_broken_by(struct visit visit, struct broken_rule expected)
{
	struct scene scene;

	begin_scene(&scene);
	derive_scene(&scene);
	plan_add_visit(&scene.plan, visit);
	expect_broken(&scene, expected);
	end_scene(&scene);
}

/* Keys stand in the order of their names in the problem. */
enum { ANN, BEA, COR, CLIENTS };
enum { KIM, LEA, MIA, CAREGIVERS };

Test(rules, the_good_plan_breaks_none)
{
	struct scene scene;

	begin_scene(&scene);
	derive_scene(&scene);
	cr_assert_eq(client_of(&scene, "cor"), COR);
	cr_assert_eq(caregiver_of(&scene, "mia"), MIA);
	cr_assert_eq(scene.support.problem.client_count, CLIENTS);
	expect_none(&scene);
	end_scene(&scene);
}

Test(rules, c1_a_client_to_plan)
{
	expect_broken_by((struct visit){CLIENTS, LEA, 4, HALVES(3)},
			 (struct broken_rule){1, REGION_NONE, LEA, 4, 0, 0});
	expect_broken_by((struct visit){REGION_NONE, LEA, 4, HALVES(3)},
			 (struct broken_rule){1, REGION_NONE, LEA, 4, 0, 0});
}

Test(rules, c2_a_known_caregiver)
{
	expect_broken_by((struct visit){ANN, CAREGIVERS, 4, HALVES(3)},
			 (struct broken_rule){2, ANN, REGION_NONE, 4, 0, 0});
	expect_broken_by((struct visit){ANN, REGION_NONE, 4, HALVES(3)},
			 (struct broken_rule){2, ANN, REGION_NONE, 4, 0, 0});
}

Test(rules, c3_a_care_day)
{
	struct scene scene;

	expect_broken_by((struct visit){BEA, LEA, 4, HALVES(3)}, (struct broken_rule){3, BEA, LEA, 4, 0, 0});
	begin_scene(&scene);
	scene.support.region.clients[0].home_from_day = scene.support.policy.plan_date + 1;
	derive_scene(&scene);
	expect_broken(&scene, (struct broken_rule){3, ANN, KIM, 0, 0, 0});
	end_scene(&scene);
}

Test(rules, c4_one_visit_a_day)
{
	struct scene scene;

	begin_scene(&scene);
	derive_scene(&scene);
	plan_add_visit(&scene.plan, (struct visit){ANN, LEA, 3, HALVES(3)});
	/* by client and day the visits stand in the order of caregivers: the second of them is one too many */
	expect_broken(&scene, (struct broken_rule){4, ANN, MIA, 3, 0, 0});
	end_scene(&scene);
}

Test(rules, c5_an_eligible_caregiver)
{
	struct scene scene;

	/* outside her own area */
	expect_broken_by((struct visit){BEA, MIA, 1, HALVES(3)}, (struct broken_rule){5, BEA, MIA, 1, 0, 0});
	/* mediation off */
	begin_scene(&scene);
	scene.support.policy.mediation = false;
	derive_scene(&scene);
	expect_broken(&scene, (struct broken_rule){5, ANN, MIA, 3, 0, 0});
	end_scene(&scene);
	/* no contract with her insurer; her own provider needs none */
	begin_scene(&scene);
	support_add_contract(&scene.support, "p2", "0101");
	derive_scene(&scene);
	expect_broken(&scene, (struct broken_rule){5, ANN, MIA, 3, 0, 0});
	end_scene(&scene);
	begin_scene(&scene);
	support_add_contract(&scene.support, "p2", "7085");
	derive_scene(&scene);
	expect_none(&scene);
	end_scene(&scene);
	/* outside the area of her provider */
	begin_scene(&scene);
	scene.support.region.areas[1].postcode_from = 1001;
	derive_scene(&scene);
	expect_broken(&scene, (struct broken_rule){5, ANN, MIA, 3, 0, 0});
	end_scene(&scene);
}

Test(rules, c6_length)
{
	struct scene scene;

	begin_scene(&scene);
	derive_scene(&scene);
	visit_of(&scene, "ann", 3)->units = HALVES(2.5);
	expect_broken(&scene, (struct broken_rule){6, ANN, MIA, 3, HALVES(2.5), HALVES(3)});
	visit_of(&scene, "ann", 3)->units = HALVES(3);
	visit_of(&scene, "ann", 2)->units = HALVES(5); /* or her week is too long */
	visit_of(&scene, "ann", 1)->units = HALVES(8.5);
	expect_broken(&scene, (struct broken_rule){6, ANN, KIM, 1, HALVES(8.5), HALVES(8)});
	visit_of(&scene, "ann", 1)->units = HALVES(8);
	visit_of(&scene, "cor", 2)->units = HALVES(1); /* less than the 1.5 h that are left */
	expect_broken(&scene, (struct broken_rule){6, COR, KIM, 2, HALVES(1), HALVES(1.5)});
	end_scene(&scene);
}

Test(rules, c6_nothing_left_is_no_visit)
{
	struct scene scene;
	struct broken_rules broken;

	begin_scene(&scene);
	scene.support.region.clients[2].indicated_ticks = HOURS(22.5);
	derive_scene(&scene);
	rules_check(&broken, &scene.support.problem, &scene.plan);
	cr_assert_eq(broken.count, 2);
	cr_expect_eq(broken.rules[0].rule, 6);
	cr_expect_eq(broken.rules[1].rule, 11);
	rules_free(&broken);
	end_scene(&scene);
}

Test(rules, c7_availability_and_travel)
{
	struct scene scene;

	/* kim's day 2: 6 + 0.5 travel + 1.5 = 8 of 9 h */
	begin_scene(&scene);
	derive_scene(&scene);
	visit_of(&scene, "ann", 2)->units = HALVES(7);
	visit_of(&scene, "ann", 1)->units = HALVES(7);
	expect_none(&scene);
	visit_of(&scene, "ann", 2)->units = HALVES(7.5);
	visit_of(&scene, "ann", 1)->units = HALVES(6);
	expect_broken(&scene, (struct broken_rule){7, REGION_NONE, KIM, 2, HALVES(9.5), HALVES(9)});
	end_scene(&scene);
	/* a day without availability */
	begin_scene(&scene);
	derive_scene(&scene);
	scene.support.problem.available_units[LEA * scene.support.problem.day_count] = 0;
	expect_broken(&scene, (struct broken_rule){7, REGION_NONE, LEA, 0, HALVES(3.5), 0});
	end_scene(&scene);
}

Test(rules, c8_hours_of_a_week)
{
	struct scene scene;

	/* kim: 8 + 8 + 8 with travel = 24 of 24 h */
	begin_scene(&scene);
	derive_scene(&scene);
	visit_of(&scene, "ann", 2)->units = HALVES(6.5);
	expect_broken(&scene, (struct broken_rule){8, REGION_NONE, KIM, 0, HALVES(24.5), HALVES(24)});
	/* the next Monday is another week */
	visit_of(&scene, "ann", 2)->units = HALVES(6);
	plan_add_visit(&scene.plan, (struct visit){ANN, KIM, 7, HALVES(8)});
	expect_none(&scene);
	end_scene(&scene);
	/* work of this week's past counts: the plan date on a Tuesday */
	begin_scene(&scene);
	scene.support.policy.plan_date++;
	for (size_t i = 0; i < scene.support.region.pin_count; i++)
		scene.support.region.pins[i].day = scene.support.policy.plan_date + (i == 1 ? 2 : i == 2 ? 1 : 0);
	scene.support.region.clients[0].birth_day = scene.support.policy.plan_date;
	scene.support.region.clients[1].birth_day = scene.support.policy.plan_date - 4;
	scene.support.region.deliveries[1].day = scene.support.policy.plan_date - 1;
	derive_scene(&scene);
	expect_broken(&scene, (struct broken_rule){8, REGION_NONE, KIM, 0, HALVES(24), HALVES(20)});
	end_scene(&scene);
}

/* ann by `caregiver` on the six days that are free of others, days 0 to 5, with work on the day before. */
static void begin_row(struct scene *scene, const char *caregiver)
{
	struct support *s = &scene->support;

	begin_scene(scene);
	support_add_delivery(s, "ann", caregiver, -1, HOURS(3), REGION_VISIT);
	support_derive(s);
	plan_reset(&scene->plan, &s->problem);
	for (int32_t day = 0; day < 5; day++)
		support_add_visit(&scene->plan, s, "ann", caregiver, day, HALVES(3));
	support_add_visit(&scene->plan, s, "bea", "lea", 0, HALVES(3.5));
	support_add_visit(&scene->plan, s, "bea", "lea", 2, HALVES(3));
}

Test(rules, c9_days_in_a_row)
{
	struct scene scene;

	begin_row(&scene, "mia"); /* days -1 to 4 are six in a row: allowed */
	expect_none(&scene);
	support_add_visit(&scene.plan, &scene.support, "ann", "mia", 5, HALVES(3));
	expect_broken(&scene, (struct broken_rule){9, REGION_NONE, MIA, 5, 7, 6});
	visit_of(&scene, "ann", 2)->caregiver = LEA; /* a day off in between */
	visit_of(&scene, "ann", 2)->units = HALVES(3);
	expect_none(&scene);
	end_scene(&scene);
	begin_row(&scene, "lea"); /* freelance: no limit */
	support_add_visit(&scene.plan, &scene.support, "ann", "lea", 5, HALVES(3));
	expect_none(&scene);
	end_scene(&scene);
}

Test(rules, c9_no_limit)
{
	struct scene scene;

	begin_row(&scene, "mia");
	support_add_visit(&scene.plan, &scene.support, "ann", "mia", 5, HALVES(3));
	scene.support.policy.max_days_in_a_row = 0;
	support_derive(&scene.support);
	expect_none(&scene);
	end_scene(&scene);
}

Test(rules, c10_digital)
{
	struct scene scene;

	begin_scene(&scene);
	derive_scene(&scene);
	scene.plan.digital_units[ANN] = HALVES(4.5); /* more than digital_hours */
	expect_broken(&scene, (struct broken_rule){10, ANN, REGION_NONE, REGION_NONE, HALVES(4.5), HALVES(4)});
	scene.plan.digital_units[ANN] = -1;
	expect_broken(&scene, (struct broken_rule){10, ANN, REGION_NONE, REGION_NONE, -1, HALVES(4)});
	scene.plan.digital_units[ANN] = 0;
	scene.plan.digital_units[BEA] = 1; /* without consent */
	expect_broken(&scene, (struct broken_rule){10, BEA, REGION_NONE, REGION_NONE, 1, 0});
	end_scene(&scene);
}

Test(rules, c10_cap_received_and_what_is_not_for_screens)
{
	struct scene scene;

	begin_scene(&scene);
	scene.support.region.clients[0].digital_ticks = HOURS(10);
	support_add_delivery(&scene.support, "ann", NULL, -1, HOURS(2), REGION_DIGITAL);
	derive_scene(&scene);
	expect_none(&scene); /* 4 + 2 = the cap of 6 h */
	scene.plan.digital_units[ANN]++;
	expect_broken(&scene, (struct broken_rule){10, ANN, REGION_NONE, REGION_NONE, HALVES(4.5), HALVES(4)});
	end_scene(&scene);
	begin_scene(&scene);
	scene.support.region.clients[0].medical_ticks = HOURS(22); /* 49 - 24 - 22 leaves 3 h */
	derive_scene(&scene);
	expect_broken(&scene, (struct broken_rule){10, ANN, REGION_NONE, REGION_NONE, HALVES(4), HALVES(3)});
	end_scene(&scene);
}

Test(rules, c11_not_more_than_wanted)
{
	struct scene scene;

	begin_scene(&scene);
	scene.support.region.clients[0].declined_ticks = HOURS(20); /* 29 h: the visits of 25 h and 4 h digital */
	derive_scene(&scene);
	expect_none(&scene);
	visit_of(&scene, "ann", 3)->units = HALVES(3.5);
	expect_broken(&scene, (struct broken_rule){11, ANN, REGION_NONE, REGION_NONE, HALVES(29.5), HALVES(29)});
	end_scene(&scene);
}

Test(rules, c12_musts)
{
	struct scene scene;

	begin_scene(&scene);
	derive_scene(&scene);
	visit_of(&scene, "bea", 0)->units = HALVES(4); /* pinned at 3.5 h */
	expect_broken(&scene, (struct broken_rule){12, BEA, LEA, 0, 0, HALVES(3.5)});
	visit_of(&scene, "bea", 0)->units = HALVES(3.5);
	visit_of(&scene, "bea", 2)->units = HALVES(3); /* pinned at any length */
	expect_none(&scene);
	visit_of(&scene, "bea", 2)->day = 1;
	expect_broken(&scene, (struct broken_rule){12, BEA, LEA, 2, 0, 0});
	end_scene(&scene);
}

Test(rules, c12_nevers)
{
	struct scene scene;

	expect_broken_by(
		(struct visit){BEA, KIM, 3, HALVES(3)},
		(struct broken_rule){8, REGION_NONE, KIM, 0, HALVES(27), HALVES(24)}); /* not C12: another day */
	begin_scene(&scene);
	derive_scene(&scene);
	visit_of(&scene, "ann", 1)->units = HALVES(4);
	visit_of(&scene, "ann", 2)->units = HALVES(6);
	plan_add_visit(&scene.plan, (struct visit){BEA, KIM, 1, HALVES(3)});
	expect_broken(&scene, (struct broken_rule){12, BEA, KIM, 1, HALVES(3), 0});
	end_scene(&scene);
	begin_scene(&scene);
	derive_scene(&scene);
	visit_of(&scene, "cor", 2)->caregiver = LEA; /* never, on any day */
	visit_of(&scene, "bea", 2)->units = HALVES(3);
	expect_broken(&scene, (struct broken_rule){12, COR, LEA, 2, HALVES(1.5), 0});
	end_scene(&scene);
}

Test(rules, every_broken_rule_is_told)
{
	struct scene scene;
	struct broken_rules broken;

	begin_scene(&scene);
	derive_scene(&scene);
	plan_add_visit(&scene.plan, (struct visit){BEA, MIA, 5, HALVES(9)}); /* C3, C5, C6, C7 */
	scene.plan.digital_units[BEA] = 1;                                   /* C10 */
	rules_check(&broken, &scene.support.problem, &scene.plan);
	const int expected[] = {3, 5, 6, 7, 10};
	cr_assert_eq(broken.count, sizeof expected / sizeof *expected, "%zu rules broken", broken.count);
	for (size_t i = 0; i < broken.count; i++)
		cr_expect_eq(broken.rules[i].rule, expected[i]);
	rules_free(&broken);
	rules_free(&broken); /* twice is fine */
	end_scene(&scene);
}
