/* A consistent forger: changes a plan in one place, or only what it claims, and writes all of its files anew with the
 * program's own code, as somebody would who wants a false plan to pass: forge REGION PLAN PREVIOUS|- OUT FIRST COUNT
 *
 * The forgeries stand in OUT/FIRST, OUT/FIRST+1, ...; a line for each tells what was done: its number, the change, how
 * bounds are claimed, what is said of reasons, and whether the rules still hold. The same numbers give the same
 * forgeries. tests/reference/forgeries.py has the audit judge them.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input/plan/certificate_reader.h"
#include "input/plan/plan_reader.h"
#include "output/writer/jansson_memory.h"
#include "planner/base/memory.h"
#include "planner/base/random.h"
#include "planner/judge/bound.h"
#include "planner/plan/single.h"
#include "planner/region/files.h"
#include "planner/rules/rules.h"
#include "planner/runs/night.h"

#define TRIES 40

/* What is forged. */
struct forger {
	struct night night;
	struct plan plan; /* as it was made */
	struct judge_certificate certificate;
	uint64_t state;
};

static uint32_t draw(struct forger *f, size_t below)
{
	f->state = f->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return below > 0 ? (uint32_t)((f->state >> 33) % below) : 0;
}

static struct visit *pick(struct forger *f, struct plan *plan)
{
	return plan->visit_count > 0 ? &plan->visits[draw(f, plan->visit_count)] : NULL;
}

static void take_away(struct plan *plan, const struct visit *visit)
{
	size_t at = (size_t)(visit - plan->visits);

	plan->visits[at] = plan->visits[--plan->visit_count];
}

/* Each changes the plan; false where there is nothing to change. */
static bool nothing(struct forger *f, struct plan *plan)
{
	(void)f;
	(void)plan;
	return true;
}

static bool drop_visit(struct forger *f, struct plan *plan)
{
	struct visit *visit = pick(f, plan);

	if (visit != NULL)
		take_away(plan, visit);
	return visit != NULL;
}

static bool drop_client(struct forger *f, struct plan *plan)
{
	const struct visit *visit = pick(f, plan);
	int32_t client = visit != NULL ? visit->client : REGION_NONE;

	for (size_t i = plan->visit_count; i-- > 0;)
		if (plan->visits[i].client == client)
			take_away(plan, &plan->visits[i]);
	return client != REGION_NONE;
}

static bool drop_all(struct forger *f, struct plan *plan)
{
	bool some = plan->visit_count > 0;

	(void)f;
	plan->visit_count = 0;
	return some;
}

static bool change_length(struct forger *f, struct plan *plan)
{
	struct visit *visit = pick(f, plan);

	if (visit == NULL)
		return false;
	visit->units += (draw(f, 4) == 0 ? 1 : -1) * (int32_t)(1 + draw(f, 4));
	return visit->units > 0;
}

static bool move_day(struct forger *f, struct plan *plan)
{
	struct visit *visit = pick(f, plan);
	int32_t before = visit != NULL ? visit->day : 0;

	if (visit == NULL)
		return false;
	const struct problem_client *client = &f->night.problem.clients[visit->client];

	visit->day = client->first_day + (int32_t)draw(f, (size_t)client->day_count);
	return visit->day != before;
}

static bool move_caregiver(struct forger *f, struct plan *plan)
{
	struct visit *visit = pick(f, plan);
	const struct problem *problem = &f->night.problem;
	int32_t before = visit != NULL ? visit->caregiver : 0;

	if (visit == NULL || problem->clients[visit->client].eligible_count == 0)
		return false;
	const struct problem_client *client = &problem->clients[visit->client];

	visit->caregiver = problem->eligible[client->eligible_first + (int32_t)draw(f, (size_t)client->eligible_count)];
	return visit->caregiver != before;
}

static bool give_away(struct forger *f, struct plan *plan)
{
	struct visit *visit = pick(f, plan);
	int32_t before = visit != NULL ? visit->client : 0;

	if (visit == NULL)
		return false;
	visit->client = (int32_t)draw(f, (size_t)f->night.problem.client_count);
	return visit->client != before;
}

static bool swap_hours(struct forger *f, struct plan *plan)
{
	struct visit *a = pick(f, plan), *b = pick(f, plan);

	if (a == NULL || a->units == b->units)
		return false;
	int32_t units = a->units;

	a->units = b->units;
	b->units = units;
	return true;
}

static bool move_units(struct forger *f, struct plan *plan)
{
	struct visit *a = pick(f, plan), *b = pick(f, plan);

	if (a == NULL || a == b || a->units < 2)
		return false;
	a->units--;
	b->units++;
	return true;
}

static bool add_visit(struct forger *f, struct plan *plan)
{
	const struct problem *problem = &f->night.problem;
	int32_t index = (int32_t)draw(f, (size_t)problem->client_count);
	const struct problem_client *client = &problem->clients[index];

	if (client->eligible_count == 0 || client->shortest_units == 0)
		return false;
	plan_add_visit(
		plan,
		(struct visit){
			index,
			problem->eligible[client->eligible_first + (int32_t)draw(f, (size_t)client->eligible_count)],
			client->first_day + (int32_t)draw(f, (size_t)client->day_count),
			client->shortest_units + (int32_t)draw(f, 4),
		});
	return true;
}

static bool change_digital(struct forger *f, struct plan *plan)
{
	int32_t client = (int32_t)draw(f, (size_t)f->night.problem.client_count);
	int32_t *units = &plan->digital_units[client];

	if (*units == 0 && f->night.problem.clients[client].digital_room == 0)
		return false;
	*units += *units > 0 && draw(f, 4) > 0 ? -(int32_t)(1 + draw(f, (size_t)*units)) : 1;
	return true;
}

static const struct {
	const char *name;
	bool (*change)(struct forger *f, struct plan *plan);
} changes[] = {
	{"nothing", nothing},          {"visit dropped", drop_visit}, {"client dropped", drop_client},
	{"all dropped", drop_all},     {"length", change_length},     {"day", move_day},
	{"caregiver", move_caregiver}, {"client", give_away},         {"hours swapped", swap_hours},
	{"unit moved", move_units},    {"visit added", add_visit},    {"digital", change_digital},
};

enum claims { CLAIMS_TRUE, CLAIMS_EMPTY_PROVEN, CLAIMS_EMPTY_TRUE, CLAIMS_RAISED, CLAIMS_OTHER_PRICES, CLAIMS_COUNT };

static const char *const claims_names[CLAIMS_COUNT] = {"true bounds", "proven without prices", "nothing proven",
						       "bounds raised", "other prices"};

/* The certificate as the program writes one: that of the plan, or with other prices. */
static void make_prices(struct forger *f, struct solution *solution, bool others)
{
	const struct problem *problem = &f->night.problem;
	struct judge_certificate *from = &f->certificate;

	for (int t = 0; t < TIER_COUNT; t++) {
		struct prices *prices = &solution->certificate.prices[t];
		if (from->prices[t] == NULL)
			continue;
		prices_reset(prices, &solution->certificate.classes, problem);
		memcpy(prices->kept, from->weights[t], sizeof prices->kept);
		for (int32_t class = 1; class < from->class_count && class <= prices->class_count; class ++)
			for (int32_t day = 0; day < prices->day_count; day++)
				for (int32_t units = 1; units < prices->length_count; units++) {
					int64_t price = *judge_certificate_price(from, (enum tier)t, class, day, units);
					bool other = others && draw(f, 8) == 0;
					prices_of(prices, class - 1, day)[units] = other ? price * draw(f, 3) : price;
				}
	}
}

/* What these prices prove of the plan, as a careful forger would tell it. */
static void derive_bounds(struct forger *f, struct solution *solution)
{
	const struct problem *problem = &f->night.problem;
	struct judge_certificate made;

	judge_certificate_reset(&made, problem, solution->certificate.classes.count);
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		made.class_of[k] = solution->certificate.classes.of_caregiver[k] + 1;
	for (int t = 0; t < TIER_COUNT; t++) {
		const struct prices *prices = &solution->certificate.prices[t];
		if (prices->visit == NULL)
			continue;
		for (int e = 0; e < t; e++)
			made.weights[t][e] = solution->values.scaled[e] != 0 ? prices->kept[e] : 0;
		int32_t *longest = classes_find_longest(&solution->certificate.classes, problem);
		for (int32_t class = 0; class < prices->class_count; class ++)
			for (int32_t day = 0; day < prices->day_count; day++)
				for (int32_t units = 1; units < prices->length_count; units++)
					if (units <= longest[classes_place(prices->class_count, class, day)])
						*judge_certificate_price(&made, (enum tier)t, class + 1, day, units) =
							prices_of(prices, class, day)[units];
		free(longest);
	}
	for (int t = 0; t < TIER_COUNT; t++) {
		int64_t value = solution->values.scaled[t],
			bound = judge_bound_derive(problem, &made, (enum tier)t, &solution->values);
		solution->certificate.bounds.scaled[t] = values_tell_bound(problem, (enum tier)t, bound, value);
	}
	judge_certificate_free(&made);
}

static void make_claims(struct forger *f, struct solution *solution, enum claims claims)
{
	classes_find(&solution->certificate.classes, &f->night.problem);
	if (claims != CLAIMS_EMPTY_PROVEN && claims != CLAIMS_EMPTY_TRUE)
		make_prices(f, solution, claims == CLAIMS_OTHER_PRICES);
	derive_bounds(f, solution);
	if (claims == CLAIMS_EMPTY_PROVEN || claims == CLAIMS_RAISED)
		solution->certificate.bounds = solution->values;
	solution->bounds = draw(f, 2) == 0 ? solution->certificate.bounds : solution->values;
}

/* Another reason or proof of one bottleneck, or none. */
static const char *forge_reasons(struct forger *f, struct outcome *outcome)
{
	struct bottlenecks *found = &outcome->bottlenecks;

	if (found->count == 0 || draw(f, 4) != 0)
		return "reasons as they follow";
	struct bottleneck *bottleneck = &found->list[draw(f, found->count)];

	if (draw(f, 2) == 0) {
		bottleneck->proof = (enum bottleneck_proof)(((uint32_t)bottleneck->proof + 1 + draw(f, 2)) %
							    BOTTLENECK_PROOF_COUNT);
		return "another proof";
	}
	if (bottleneck->reason != BOTTLENECK_CAPACITY) {
		bottleneck->reason = BOTTLENECK_CAPACITY;
		return "another reason";
	}
	bottleneck->reason = BOTTLENECK_LIMIT;
	return "another reason";
}

static size_t count_broken(const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;

	rules_check(&broken, problem, plan);
	size_t count = broken.count;
	rules_free(&broken);
	return count;
}

/* Can such a plan be told? More time than somebody has, or more hours than are wanted, the tables cannot hold. */
static bool is_tellable(const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;
	bool tellable = true;

	rules_check(&broken, problem, plan);
	for (size_t i = 0; i < broken.count; i++)
		tellable &= broken.rules[i].rule < 7 || broken.rules[i].rule > 11;
	rules_free(&broken);
	return tellable;
}

/* A change of the plan, of which most keep the rules; returns its name. */
static const char *change_plan(struct forger *f, struct plan *plan)
{
	const struct problem *problem = &f->night.problem;
	const char *name = "nothing";
	bool lawless = draw(f, 6) == 0;

	for (int try = 0; try < TRIES; try++) {
		size_t kind = draw(f, sizeof changes / sizeof *changes);
		plan_copy(plan, &f->plan, problem);
		name = changes[kind].name;
		if (changes[kind].change(f, plan) &&
		    (lawless ? is_tellable(problem, plan) : count_broken(problem, plan) == 0))
			return name;
	}
	plan_copy(plan, &f->plan, problem);
	return "nothing";
}

static bool forge(struct forger *f, const char *folder, uint64_t number, struct error_log *log)
{
	struct night *night = &f->night;
	struct solution *solution = &night->solution;
	const struct plan *previous = night->has_previous ? &night->previous : NULL;
	char place[4096];

	f->state = number * UINT64_C(0x9E3779B97F4A7C15) + 1;
	*solution = (struct solution){0};
	const char *change = change_plan(f, &solution->plan);
	enum claims claims = (enum claims)draw(f, CLAIMS_COUNT);

	if (strcmp(change, "nothing") == 0 && claims == CLAIMS_TRUE)
		claims = CLAIMS_RAISED;
	plan_sort(&solution->plan);
	bool lawful = count_broken(&night->problem, &solution->plan) == 0;
	solution->values = values_plan(&night->problem, &solution->plan);
	make_claims(f, solution, claims);
	outcome_derive(&night->outcome, &night->problem, solution, previous);
	night->outcome.lifted_visits = night->confirmed.lifted_count;
	if (night->has_previous)
		changes_derive(&night->outcome.changes, &night->problem, &solution->plan, &night->previous_visits,
			       &night->confirmed);
	const char *reasons = forge_reasons(f, &night->outcome);

	snprintf(place, sizeof place, "%s/%llu", folder, (unsigned long long)number);
	bool written = night_write(night, place, false, number % 5 == 0, log);

	printf("%llu;%s;%s;%s;%s\n", (unsigned long long)number, change, claims_names[claims], reasons,
	       lawful ? "lawful" : "lawless");
	outcome_free(&night->outcome);
	solution_free(solution);
	return written;
}

static bool prepare(struct forger *f, char **arguments, struct error_log *log)
{
	const struct load_options options = {.plan_date = DAY_NONE};
	struct file_bytes bytes = {0};

	if (!night_read(&f->night, arguments[1], &options, log) ||
	    !plan_reader_read(&f->plan, &f->night.problem, arguments[2], PLAN_READER_STRICT, log) ||
	    (strcmp(arguments[3], "-") != 0 && !night_read_previous(&f->night, arguments[3], log)))
		return false;
	f->night.effort_percent = 100;
	bool good = file_read_in(&bytes, arguments[2], PLAN_CERTIFICATE, log) == FILE_READ &&
		    certificate_reader_read(&f->certificate, &f->night.problem, &bytes, log);
	file_free(&bytes);
	return good;
}

int main(int argc, char **argv)
{
	struct forger f = {0};
	struct error_log log = {0};

	if (argc != 7) {
		fputs("forge REGION PLAN PREVIOUS|- OUT FIRST COUNT\n", stderr);
		return EXIT_USAGE;
	}
	jansson_use_memory();
	bool good = prepare(&f, argv, &log) && (mkdir(argv[4], 0700) == 0 || errno == EEXIST);
	uint64_t first = strtoull(argv[5], NULL, 10), count = strtoull(argv[6], NULL, 10);

	for (uint64_t i = first; good && i < first + count; i++)
		good = forge(&f, argv[4], i, &log);
	error_print(&log, stderr);
	error_free(&log);
	judge_certificate_free(&f.certificate);
	plan_free(&f.plan);
	night_free(&f.night);
	return good ? EXIT_DONE : EXIT_SYSTEM;
}
