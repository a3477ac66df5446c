#include "planner/judge/suppression.h"

#include <stdlib.h>

#include "planner/base/memory.h"

void suppression_add(struct suppression_sums *sums, const struct suppression_sums *more)
{
	sums->people += more->people;
	sums->wanted += more->wanted;
	sums->given += more->given;
}

/* Whoever is left: one of them can have the most or nothing, while the rest make up for it. */
static bool is_safe(const struct suppression *s, const struct suppression_sums *left)
{
	return left->people == 0 || (left->people >= s->least && left->given >= s->most &&
				     left->given <= left->wanted && left->wanted <= (left->people - 1) * s->most);
}

/* part[owner], less that of one and of another owner, who may be the same, or of all who read together. */
static bool is_part_safe(const struct suppression *s, const struct suppression_sums *part)
{
	struct suppression_sums left = {0};

	for (size_t owner = 0; owner < s->owner_count; owner++)
		if (s->reader == NULL || !s->reader[owner])
			suppression_add(&left, &part[owner]);
	bool safe = is_safe(s, &left);

	for (size_t one = 0; one < s->owner_count && safe; one++)
		for (size_t other = one; other < s->owner_count && safe; other++) {
			left = (struct suppression_sums){0};
			for (size_t owner = 0; owner < s->owner_count; owner++)
				if (owner != one && owner != other)
					suppression_add(&left, &part[owner]);
			safe = is_safe(s, &left);
		}
	return safe;
}

/* part[owner]: of the groups that are hidden, or of all. */
static void sum_groups(struct suppression_sums *part, const struct suppression *s, const bool *hidden)
{
	for (size_t owner = 0; owner < s->owner_count; owner++) {
		part[owner] = (struct suppression_sums){0};
		for (size_t g = 0; g < s->group_count; g++)
			if (hidden == NULL || hidden[g])
				suppression_add(&part[owner], &s->sums[g * s->owner_count + owner]);
	}
}

static int64_t count_people(const struct suppression *s, size_t group)
{
	int64_t people = 0;

	for (size_t owner = 0; owner < s->owner_count; owner++)
		people += s->sums[group * s->owner_count + owner].people;
	return people;
}

/* The first of the smallest groups that are told; SIZE_MAX if none is. */
static size_t find_smallest(const struct suppression *s, const bool *hidden)
{
	size_t best = SIZE_MAX;

	for (size_t g = 0; g < s->group_count; g++)
		if (!hidden[g] && (best == SIZE_MAX || count_people(s, g) < count_people(s, best)))
			best = g;
	return best;
}

bool suppression_find(bool *hidden, const struct suppression *s)
{
	struct suppression_sums *part = memory_allocate(s->owner_count, sizeof *part);

	sum_groups(part, s, NULL);
	bool told = is_part_safe(s, part);

	for (size_t g = 0; g < s->group_count; g++)
		hidden[g] = !told || !is_part_safe(s, &s->sums[g * s->owner_count]);
	for (;;) {
		sum_groups(part, s, hidden);
		size_t group = is_part_safe(s, part) ? SIZE_MAX : find_smallest(s, hidden);
		if (group == SIZE_MAX)
			break;
		hidden[group] = true;
	}
	free(part);
	return told;
}
