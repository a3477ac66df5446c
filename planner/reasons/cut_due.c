/* Whether time of a cut given to a client would make the plan better.
 *
 * What may be taken is a unit of a visit or, in tiers of hours before presence, a whole visit with its travel; in
 * presence a visit.
 * What she gains by it depends on how much it is, and not on from whom. So of each length only the two least claims
 * are kept, and the second is asked where the first is her own: a cut is gone through once, whoever asks.
 *
 * Claims and gains are kept by length: at 0 a unit (in presence a visit), then whole visits by their units.
 */
#include <stdlib.h>

#include "planner/reasons/cut_growth.h"
#include "planner/base/memory.h"

enum { LEAST, SECOND, KEPT };

/* Lengths of which there may be claims in this tier. */
static int32_t count_lengths(const struct cut_finder *finder, enum tier tier)
{
	return cut_kind_of(finder->spare.problem, tier) == CUT_OF_HOURS ? finder->longest_units + 1 : 1;
}

size_t cut_count_claims(const struct cut_finder *finder)
{
	return ((size_t)finder->longest_units + 1) * KEPT;
}

/* What a client would lack with so many units and points more (or fewer), and as many digital hours as help then. */
static struct shortages with(const struct spare *spare, int32_t client, int32_t units, int32_t points)
{
	const struct problem_client *c = &spare->problem->clients[client];
	int32_t planned = spare->own_units[client] + units;

	if (planned > c->left_units)
		planned = c->left_units;
	int32_t left = c->left_units - planned;
	return values_client(c, planned, spare->own_points[client] + points,
			     c->digital_room < left ? c->digital_room : left);
}

static struct values change_with(const struct spare *spare, int32_t client, int32_t units, int32_t points)
{
	struct shortages before = spare_shortages(spare, client), after = with(spare, client, units, points);

	return values_change(&before, &after);
}

/* In presence only points are compared: hours follow from who is visited. */
static struct values change_of_points(const struct spare *spare, int32_t client, int32_t points)
{
	struct shortages now = spare_shortages(spare, client);
	enum tier tier = spare->problem->clients[client].presence_tier;
	int32_t lack = now.short_units[tier], demand = now.demand_units[tier];
	int32_t left = lack - points > 0 ? lack - points : 0;
	struct values change = {{0}};

	change.scaled[tier] = values_term(left < demand ? left : demand, demand) - values_term(lack, demand);
	return change;
}

/* The most points that a visit more could bring her. */
static int32_t most_points(const struct cut_finder *finder, int32_t client)
{
	const struct problem_client *c = &finder->spare.problem->clients[client];

	return cut_visit_on(finder, client, c->first_day) == NULL ? c->first_points : 1;
}

struct values *cut_unit_losses(const struct cut_finder *finder)
{
	int32_t client_count = finder->spare.problem->client_count;
	struct values *losses = memory_allocate((size_t)client_count, sizeof *losses);

	for (int32_t client = 0; client < client_count; client++)
		if (finder->spare.own_units[client] > 0)
			losses[client] = change_with(&finder->spare, client, -1, 0);
	return losses;
}

/* What she would gain by so much. Whether she could be given it is not asked: so no claim is called less than it is. */
static struct values gain_of(const struct cut_finder *finder, enum tier tier, int32_t client, int32_t length)
{
	if (cut_kind_of(finder->spare.problem, tier) == CUT_OF_VISITS)
		return change_of_points(&finder->spare, client, most_points(finder, client));
	if (length == 0)
		return change_with(&finder->spare, client, 1, 0);
	return change_with(&finder->spare, client, length + finder->spare.problem->policy->travel_units, 0);
}

void cut_begin_claims(struct cut_growth *growth)
{
	for (size_t i = 0; i < cut_count_claims(growth->finder); i++)
		growth->claims[i].client = REGION_NONE;
	for (int32_t length = 0; length < count_lengths(growth->finder, growth->tier); length++)
		growth->gains[length] = gain_of(growth->finder, growth->tier, growth->client, length);
}

/* Does she who asks gain more than is lost? */
static bool is_undue(const struct values *gain, const struct values *loss)
{
	struct values change = *gain, nothing = {{0}};

	for (int t = 0; t < TIER_COUNT; t++)
		change.scaled[t] += loss->scaled[t];
	return values_compare(&change, &nothing) < 0;
}

/* Keeps a claim if it is among the least of its length, and of each client the least: a visit of the first day is a
 * larger one than others of hers. */
static void claim(struct cut_growth *growth, int32_t length, int32_t client, const struct values *loss)
{
	struct cut_claim *kept = &growth->claims[(size_t)length * KEPT], new = {*loss, client};

	growth->is_undue |= client != growth->client && is_undue(&growth->gains[length], loss);
	if (kept[LEAST].client == client) {
		if (values_compare(loss, &kept[LEAST].loss) < 0)
			kept[LEAST] = new;
		return;
	}
	if (kept[LEAST].client == REGION_NONE || values_compare(loss, &kept[LEAST].loss) < 0) {
		kept[SECOND] = kept[LEAST];
		kept[LEAST] = new;
	} else if (kept[SECOND].client == REGION_NONE || values_compare(loss, &kept[SECOND].loss) < 0) {
		kept[SECOND] = new;
	}
}

void cut_claim_visit(struct cut_growth *growth, const struct visit *visit)
{
	const struct cut_finder *finder = growth->finder;
	struct values loss;

	int32_t points = problem_points(&growth->problem->clients[visit->client], visit->day);

	if (growth->kind == CUT_OF_VISITS) {
		if (cut_is_must(finder, visit))
			return;
		loss = change_of_points(&finder->spare, visit->client, -points);
		claim(growth, 0, visit->client, &loss);
		return;
	}
	if (visit->units > cut_shortest(finder, visit))
		claim(growth, 0, visit->client, &finder->unit_losses[visit->client]);
	if (growth->kind == CUT_AS_PLANNED || cut_is_must(finder, visit))
		return;
	loss = change_with(&finder->spare, visit->client, -visit->units, -points);
	claim(growth, visit->units, visit->client, &loss);
}

/* The least claim of a length that is not her own, or NULL. */
static const struct values *least_loss(const struct cut_claim *claims, int32_t length, int32_t client)
{
	const struct cut_claim *kept = &claims[(size_t)length * KEPT];
	const struct cut_claim *least = &kept[kept[LEAST].client == client ? SECOND : LEAST];

	return least->client == REGION_NONE ? NULL : &least->loss;
}

bool cut_are_due(const struct cut_growth *growth, const struct cut_claim *claims)
{
	for (int32_t length = 0; length < count_lengths(growth->finder, growth->tier); length++) {
		const struct values *loss = least_loss(claims, length, growth->client);
		if (loss != NULL && is_undue(&growth->gains[length], loss))
			return false;
	}
	return true;
}

bool cut_is_due(const struct cut *cut, const struct cut_finder *finder, int32_t client)
{
	for (int32_t length = 0; length < count_lengths(finder, cut->tier); length++) {
		const struct values *loss = least_loss(cut->closure->claims, length, client);
		if (loss == NULL)
			continue;
		struct values gain = gain_of(finder, cut->tier, client, length);
		if (is_undue(&gain, loss))
			return false;
	}
	return true;
}
