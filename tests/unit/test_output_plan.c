/* What is written and shown of a plan, on a region made by hand. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "output/plan/plan_tables.h"
#include "output/plan/summary_json.h"
#include "output/plan/terminal.h"
#include "planner/base/day.h"
#include "planner/figures/outcome.h"
#include "planner/plan/solution.h"
#include "tests/support/support.h"

static struct support night;
static struct solution solution;
static struct outcome outcome;

/* K2 gets one visit of her provider and one of another, K1 gets nothing but what she has had, K3 is finished, K4 lives
 * where nobody works. The rows stand in another order than the keys. */
static void make_night(void)
{
	support_begin(&night);
	night.policy.max_caregivers = 1;
	struct region_client *client = support_add_client(&night, "K4", "P1");
	client->postcode = 9000;
	client->birth_day = DAY_NONE;
	client->due_day = SUPPORT_PLAN_DATE + 7; /* the last day of the rosters */
	support_add_client(&night, "K2", "P1");
	support_add_client(&night, "K1", "P1")->indicated_ticks = HOURS(24);
	client = support_add_client(&night, "K3", "P1");
	client->due_day = client->birth_day = SUPPORT_PLAN_DATE - 30;
	support_add_caregiver(&night, "=A", "P1");
	support_add_caregiver(&night, "B", "P2");
	support_add_availability(&night, "=A", 0, 0, HOURS(4));
	support_add_availability(&night, "B", 1, 7, HOURS(8));
	support_add_area(&night, "P1", NULL, 1000, 2000);
	support_add_area(&night, "P2", NULL, 1000, 2000);
	support_add_delivery(&night, "K1", NULL, -1, HOURS(20.25), REGION_LIGDAG);
	support_add_delivery(&night, "K3", "B", -30, HOURS(6), REGION_VISIT);
	support_derive(&night);
}

static void make_outcome(void)
{
	make_night();
	plan_reset(&solution.plan, &night.problem);
	support_add_visit(&solution.plan, &night, "K2", "=A", 0, 7);
	support_add_visit(&solution.plan, &night, "K2", "B", 1, 16);
	plan_sort(&solution.plan);
	solution.values = values_plan(&night.problem, &solution.plan);
	solution.bounds = solution.certificate.bounds = solution.values;
	outcome_derive(&outcome, &night.problem, &solution, NULL);
}

static void free_outcome(void)
{
	outcome_free(&outcome);
	plan_free(&solution.plan);
	support_free(&night);
}

TestSuite(output_plan, .init = make_outcome, .fini = free_outcome);

Test(output_plan, visits)
{
	struct csv_writer writer;

	plan_tables_write_visits(&writer, &outcome, false);
	cr_assert_str_eq(writer.text.bytes, "date,client_id,caregiver_id,hours,provider,mediated,expected,confirmed\n"
					    "2026-07-13,K2,'=A,3.5,P1,no,no,no\n"
					    "2026-07-14,K2,B,8,P2,yes,no,no\n");
	csv_writer_free(&writer);
	plan_tables_write_visits(&writer, &outcome, true);
	cr_assert_str_eq(writer.text.bytes,
			 "\xef\xbb\xbf"
			 "datum;client;kraamverzorgende;uren;aanbieder;bemiddeld;verwacht;bevestigd\r\n"
			 "13-07-2026;K2;'=A;3,5;P1;nee;nee;nee\r\n"
			 "14-07-2026;K2;B;8;P2;ja;nee;nee\r\n");
	csv_writer_free(&writer);
}

/* All registrations in the order of clients.csv; 20.25 hours received count as 20 in half hours. */
Test(output_plan, allocations)
{
	struct csv_writer writer;

	plan_tables_write_allocations(&writer, &outcome, false);
	cr_assert_str_eq(writer.text.bytes, "client_id,status,provider,insurer,wanted_hours,received_hours,planned_"
					    "hours,digital_hours,minimum_short,"
					    "presence_short,medical_short,guaranteed_short,remaining_short,share,"
					    "caregivers,mediated_hours,bottleneck\n"
					    "K4,unreachable,P1,7085,49,0,0,0,24,8,0,0,25,0,0,0,area-1\n"
					    "K2,planned,P1,7085,49,0,11.5,0,12.5,6,0,0,25,0,2,8,capacity-2\n"
					    "K1,planned,P1,7085,24,20,0,0,4,1,0,0,0,,0,0,capacity-2\n"
					    "K3,finished,P1,7085,49,6,0,0,,,,,,,,,\n");
	csv_writer_free(&writer);
}

Test(output_plan, bottlenecks)
{
	struct csv_writer writer;
	static const char first[] = "\narea-1,area,1,0,9000,9000,2026-07-20,2026-07-27,49,0,0,24,49,8,";

	plan_tables_write_bottlenecks(&writer, &outcome, false);
	cr_assert_not_null(strstr(writer.text.bytes, first), "%s", writer.text.bytes);
	cr_assert_not_null(strstr(writer.text.bytes, "\ncapacity-2,capacity,2,2,1000,1000,"), "%s", writer.text.bytes);
	csv_writer_free(&writer);
}

static json_t *read_summary(void)
{
	static const struct summary_input inputs[] = {{"clients.csv", "00ff", 4}};
	struct summary_source source = {.version = "1.2.3", .inputs = inputs, .input_count = 1, .effort_percent = 100};
	struct text text = {0};

	summary_write(&text, &outcome, &source);
	json_t *summary = json_loads(text.bytes, JSON_REJECT_DUPLICATES, NULL);

	cr_assert_not_null(summary);
	text_free(&text);
	return summary;
}

static double tier_number(json_t *summary, size_t tier, const char *key)
{
	return json_number_value(json_object_get(json_array_get(json_object_get(summary, "tiers"), tier), key));
}

Test(output_plan, summary_tells_values)
{
	json_t *summary = read_summary();

	/* (24^2 / 24) + (12.5^2 / 24) + (4^2 / 24) hours */
	cr_assert_float_eq(tier_number(summary, TIER_MINIMUM, "value"), 24 + 156.25 / 24 + 16.0 / 24, 1e-8);
	cr_assert_float_eq(tier_number(summary, SUPPORT_PRESENCE, "value"), 8 + 36.0 / 8 + 1, 1e-8);
	cr_assert_float_eq(tier_number(summary, TIER_REMAINING, "value"), 50, 1e-8);
	for (size_t t = 0; t < TIER_COUNT; t++)
		cr_assert_eq(tier_number(summary, t, "gap"), 0);
	json_decref(summary);
}

/* A bound is told as it is or lower, and a gap as it is or higher. */
Test(output_plan, summary_never_claims_more_than_is_proven)
{
	solution.values.scaled[TIER_MINIMUM] = 3 * VALUES_SCALE;
	struct values *proven = &solution.certificate.bounds;
	proven->scaled[TIER_MINIMUM] = 2 * VALUES_SCALE - 1;
	proven->scaled[SUPPORT_PRESENCE] = solution.values.scaled[SUPPORT_PRESENCE] - VALUES_SCALE / 1000001;
	proven->scaled[TIER_REMAINING] = solution.values.scaled[TIER_REMAINING] - VALUES_SCALE / 400000;
	solution.bounds.scaled[TIER_MINIMUM] = 3 * VALUES_SCALE; /* by search, which proves nothing to others */
	outcome_free(&outcome);
	outcome_derive(&outcome, &night.problem, &solution, NULL);
	cr_assert_eq(outcome.tiers[TIER_MINIMUM].value_nano, 1500000000);
	cr_assert_eq(outcome.tiers[TIER_MINIMUM].bound_nano, 999999999);
	cr_assert_eq(outcome.tiers[TIER_MINIMUM].gap_millionths, 333334);
	cr_assert_not(outcome.tiers[TIER_MINIMUM].proven);
	cr_assert(outcome.tiers[TIER_MINIMUM].best_by_search);
	cr_assert(outcome.tiers[SUPPORT_PRESENCE].proven);
	cr_assert_eq(outcome.tiers[SUPPORT_PRESENCE].gap_millionths, 0);
	cr_assert_not(outcome.tiers[TIER_REMAINING].proven);
	cr_assert_eq(outcome.tiers[TIER_REMAINING].gap_millionths, 1);
}

Test(output_plan, summary_counts)
{
	json_t *summary = read_summary();
	int planned, finished, later, unreachable;
	double wanted, received, available, given;

	cr_assert_eq(json_unpack(summary, "{s:{s:i,s:i,s:i,s:i}}", "counts", "planned", &planned, "finished", &finished,
				 "later", &later, "unreachable", &unreachable),
		     0);
	cr_assert(planned == 2 && finished == 1 && later == 0 && unreachable == 1);
	cr_assert_eq(json_unpack(summary, "{s:{s:F,s:F,s:F,s:F}}", "hours", "wanted", &wanted, "received", &received,
				 "available", &available, "planned", &given),
		     0);
	cr_assert_eq(wanted, 49 + 49 + 24);
	cr_assert_eq(received, 20);
	cr_assert_eq(available, 4 + 7 * 8);
	cr_assert_eq(given, 11.5);
	json_decref(summary);
}

static void assert_shown(const struct text *text, const char *words)
{
	cr_assert_not_null(strstr(text->bytes, words), "no \"%s\" in\n%s", words, text->bytes);
}

Test(output_plan, terminal_summary)
{
	struct text text = {0};

	terminal_write(&text, &outcome, false);
	assert_shown(&text, "3 to plan (1 still expected), 1 finished, 0 later");
	assert_shown(&text, "122 wanted, 20 received, 102 still to give");
	assert_shown(&text, "Below the legal minimum: 3 clients");
	assert_shown(&text, "K1             P1              20 of  24 h from 2026-07-13  capacity-2");
	assert_shown(&text, "8 h (69 %) by other providers than the client's own");
	assert_shown(&text, "proven best");
	for (const char *line = text.bytes; *line != '\0'; line += strcspn(line, "\n") + 1)
		cr_assert_leq(strcspn(line, "\n"), 80, "%.*s", (int)strcspn(line, "\n"), line);
	text_free(&text);
}

Test(output_plan, terminal_summary_tells_of_the_previous_plan)
{
	struct plan previous = {0};
	struct text text = {0};

	plan_reset(&previous, &night.problem);
	support_add_visit(&previous, &night, "K2", "=A", 0, 7);
	support_add_visit(&previous, &night, "K2", "=A", 1, 7);
	outcome_free(&outcome);
	outcome_derive(&outcome, &night.problem, &solution, &previous);
	terminal_write(&text, &outcome, true);
	assert_shown(&text, "Stability   1 of 2 visits of the previous plan are gone or have other hours");
	text_free(&text);
	plan_free(&previous);
}

/* The weeks add up to the plan, whatever weeks the care days of a client fall in. */
Test(output_plan, weeks_add_up)
{
	int64_t wanted = 0, available = 0, visits = 0, given = 0;

	for (int32_t w = 0; w < night.problem.week_count; w++) {
		wanted += outcome.weeks[w].week.wanted_units;
		available += outcome.weeks[w].week.available_units;
		visits += outcome.weeks[w].visit_units;
		given += outcome.weeks[w].given_units;
	}
	cr_assert_eq(wanted, 2 * 102);
	cr_assert_eq(available, outcome.available_units);
	cr_assert_eq(visits, 23);
	cr_assert_eq(given, 23);
	cr_assert_eq(outcome.weeks[0].week.first_date, night.policy.plan_date);
	cr_assert_eq(outcome.weeks[1].week.first_date, night.policy.plan_date + 7);
}
