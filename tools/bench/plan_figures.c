/* Figures of a plan's summary.json for scripts: plan_figures PLAN
 *
 * Prints lines `TIER VALUE BOUND GAP_PERCENT`, then `faces N.NN` (caregivers per client to plan, past ones counted) and
 * `mediated N.N` (percent of the planned hours that other providers give). */
#include <jansson.h>
#include <stdio.h>

static double figure(const json_t *summary, const char *group, const char *name)
{
	return json_number_value(json_object_get(json_object_get(summary, group), name));
}

int main(int argc, char **argv)
{
	char path[4096];
	json_error_t error;
	size_t index;
	const json_t *tier;

	if (argc != 2) {
		fprintf(stderr, "usage: %s PLAN\n", argv[0]);
		return 2;
	}
	snprintf(path, sizeof path, "%s/summary.json", argv[1]);
	json_t *summary = json_load_file(path, 0, &error);
	if (summary == NULL) {
		fprintf(stderr, "%s: %s\n", path, error.text);
		return 1;
	}
	json_array_foreach(json_object_get(summary, "tiers"), index, tier)
	{
		printf("%s %.3f %.3f %.2f\n", json_string_value(json_object_get(tier, "name")),
		       json_number_value(json_object_get(tier, "value")),
		       json_number_value(json_object_get(tier, "bound")),
		       100 * json_number_value(json_object_get(tier, "gap")));
	}
	double clients = figure(summary, "counts", "planned") + figure(summary, "counts", "unreachable");
	double hours = figure(summary, "hours", "planned");
	printf("faces %.2f\n", clients > 0 ? figure(summary, "softs", "client_caregivers") / clients : 0);
	printf("mediated %.1f\n", hours > 0 ? 100 * figure(summary, "softs", "mediated_hours") / hours : 0);
	json_decref(summary);
	return 0;
}
