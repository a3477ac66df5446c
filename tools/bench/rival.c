#include "tools/bench/rival.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"

bool rival_load(struct night *night, const char *folder)
{
	struct load_options options = {.plan_date = DAY_NONE};
	struct error_log log = {0};

	*night = (struct night){0};
	bool loaded = load_region(&night->region, &night->policy, &night->digests, folder, &options, &log);
	if (loaded)
		problem_derive(&night->problem, &night->region, &night->policy);
	else
		error_print(&log, stderr);
	error_free(&log);
	return loaded;
}

void rival_free(struct night *night)
{
	problem_free(&night->problem);
	policy_free(&night->policy);
	region_free(&night->region);
}

/* Whole numbers after each underscore of x_12_0_7; their count. The value follows a blank. */
static int split_line(int32_t numbers[3], double *value, char *line)
{
	char *at = line + 1, *end;
	int count = 0;

	while (*at == '_' && count < 3) {
		numbers[count++] = (int32_t)strtol(at + 1, &end, 10);
		if (end == at + 1)
			return 0;
		at = end;
	}
	if (*at != ' ')
		return 0;
	/* Digits with a point or an exponent, as solvers print them. */
	*value = 0;
	double scale = 1;
	bool fraction = false;
	for (at++; (*at >= '0' && *at <= '9') || *at == '.'; at++) {
		if (*at == '.') {
			fraction = true;
			continue;
		}
		*value = *value * 10 + (*at - '0');
		scale *= fraction ? 10 : 1;
	}
	*value /= scale;
	if (*at == 'e')
		*value *= pow(10, (double)strtol(at + 1, NULL, 10));
	return count;
}

static bool add_line(struct plan *plan, const struct problem *problem, char *line)
{
	int32_t numbers[3], count;
	double value = 0;

	count = split_line(numbers, &value, line);
	int32_t units = value < 1000 ? (int32_t)lround(value) : 0;
	if (units == 0 || !((line[0] == 'x' && count == 3) || (line[0] == 'g' && count == 1)))
		return true;
	if (numbers[0] < 0 || numbers[0] >= problem->client_count)
		return false;
	if (count == 1) {
		plan->digital_units[numbers[0]] = units;
		return true;
	}
	if (numbers[1] < 0 || numbers[1] >= problem->day_count || numbers[2] < 0 ||
	    numbers[2] >= problem->caregiver_count)
		return false;
	plan_add_visit(plan, (struct visit){numbers[0], numbers[2], numbers[1], units});
	return true;
}

bool rival_read_plan(struct plan *plan, const struct night *night, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[128];
	bool good = true;

	plan_reset(plan, &night->problem);
	if (file == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	while (good && fgets(line, sizeof line, file) != NULL)
		good = add_line(plan, &night->problem, line);
	if (!good)
		fprintf(stderr, "%s: the region has no column %s", path, line);
	good = good && ferror(file) == 0;
	fclose(file);
	plan_sort(plan);
	return good;
}
