/* How much work one step of the search for prices is. */
#include "planner/bound/relaxation.h"
#include "planner/bound/relaxation_private.h"

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static bool is_served(const struct relaxation *r, int32_t client, int32_t day)
{
	const struct classes *classes = r->classes;

	for (int32_t j = classes->client_first[client]; j < classes->client_first[client + 1]; j++)
		if (r->caregivers.class_available[classes_place(classes->count, classes->of_client[j], day)] >=
		    r->problem->clients[client].shortest_units)
			return true;
	return false;
}

/* Of one client: on each day that can have a visit, every length from every place of the layer before it; see
 * extend_layer. */
static int64_t count_client(const struct relaxation *r, int32_t client)
{
	const struct problem_client *c = &r->problem->clients[client];
	int64_t longest = smaller(r->problem->policy->max_visit_units, c->left_units), served = 0, cells = 0;
	int64_t lengths = longest - c->shortest_units + 1;

	if (c->shortest_units == 0 || lengths <= 0)
		return 0;
	for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++) {
		if (!is_served(r, client, day))
			continue;
		for (int64_t n = 0; n <= smaller(served, c->visits_wanted - 1); n++)
			cells += lengths *
				 (smaller(n * longest, c->left_units - c->shortest_units) - n * c->shortest_units + 1);
		served++;
	}
	return cells;
}

int64_t relaxation_count_cells(const struct relaxation *r)
{
	int64_t cells = 0;

	for (int32_t i = 0; i < r->problem->client_count; i++)
		cells += count_client(r, i);
	return cells;
}
