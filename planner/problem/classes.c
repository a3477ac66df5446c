#include "planner/problem/classes.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

/* The clients whom a caregiver may serve, with her own forbidden days, as one list of numbers. */
struct signature {
	int32_t caregiver;
	int32_t *numbers;
	size_t count, capacity;
};

static void append(struct signature *signature, int32_t number)
{
	memory_grow(signature->numbers, signature->count, signature->capacity);
	signature->numbers[signature->count++] = number;
}

static int compare_signatures(const void *left, const void *right)
{
	const struct signature *a = left, *b = right;
	int order;

	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	order = a->count ? memcmp(a->numbers, b->numbers, a->count * sizeof *a->numbers) : 0;
	return order != 0 ? order : (a->caregiver > b->caregiver) - (a->caregiver < b->caregiver);
}

static bool are_alike(const struct signature *a, const struct signature *b)
{
	return a->count == b->count &&
	       (a->count == 0 || memcmp(a->numbers, b->numbers, a->count * sizeof *a->numbers) == 0);
}

/* Pins make a caregiver her own kind: each never and must goes into her signature, below zero. */
static struct signature *sign_caregivers(const struct problem *problem)
{
	struct signature *signatures = memory_allocate((size_t)problem->caregiver_count, sizeof *signatures);

	for (int32_t k = 0; k < problem->caregiver_count; k++)
		signatures[k].caregiver = k;
	for (int32_t i = 0; i < problem->client_count; i++) {
		const struct problem_client *client = &problem->clients[i];
		for (int32_t j = 0; j < client->eligible_count; j++)
			append(&signatures[problem->eligible[client->eligible_first + j]], i);
	}
	for (int32_t i = 0; i < problem->never_count; i++) {
		const struct problem_never *never = &problem->nevers[i];
		append(&signatures[never->caregiver], -2 - 2 * never->client);
		append(&signatures[never->caregiver], never->day);
	}
	for (int32_t i = 0; i < problem->must_count; i++) {
		append(&signatures[problem->musts[i].caregiver], -3 - 2 * problem->musts[i].client);
		append(&signatures[problem->musts[i].caregiver], problem->musts[i].day);
	}
	return signatures;
}

static void number_classes(struct classes *classes, struct signature *signatures, int32_t caregiver_count)
{
	int32_t *first = memory_allocate((size_t)caregiver_count, sizeof *first); /* of the class of each caregiver */

	qsort(signatures, (size_t)caregiver_count, sizeof *signatures, compare_signatures);
	for (int32_t i = 0; i < caregiver_count; i++) {
		bool same = i > 0 && are_alike(&signatures[i - 1], &signatures[i]);
		first[signatures[i].caregiver] = same ? first[signatures[i - 1].caregiver] : signatures[i].caregiver;
	}
	classes->of_caregiver = memory_allocate((size_t)caregiver_count, sizeof *classes->of_caregiver);
	classes->first_caregiver = memory_allocate((size_t)caregiver_count, sizeof *classes->first_caregiver);
	for (int32_t k = 0; k < caregiver_count; k++) {
		if (first[k] == k)
			classes->first_caregiver[classes->count] = k;
		classes->of_caregiver[k] = first[k] == k ? classes->count++ : classes->of_caregiver[first[k]];
	}
	free(first);
}

void classes_find(struct classes *classes, const struct problem *problem)
{
	struct signature *signatures = sign_caregivers(problem);
	int32_t count = 0, capacity = 0;

	*classes = (struct classes){0};
	number_classes(classes, signatures, problem->caregiver_count);
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		free(signatures[k].numbers);
	free(signatures);
	classes->client_first = memory_allocate((size_t)problem->client_count + 1, sizeof *classes->client_first);
	int32_t *seen_by = memory_allocate((size_t)classes->count, sizeof *seen_by);
	for (int32_t i = 0; i < problem->client_count; i++) {
		const struct problem_client *client = &problem->clients[i];
		classes->client_first[i] = count;
		for (int32_t j = 0; j < client->eligible_count; j++) {
			int32_t class = classes->of_caregiver[problem->eligible[client->eligible_first + j]];
			if (seen_by[class] == i + 1)
				continue;
			seen_by[class] = i + 1;
			memory_grow(classes->of_client, count, capacity);
			classes->of_client[count++] = class;
		}
	}
	classes->client_first[problem->client_count] = count;
	free(seen_by);
}

int32_t *classes_find_longest(const struct classes *classes, const struct problem *problem)
{
	int32_t *longest = memory_allocate((size_t)classes->count * (size_t)problem->day_count, sizeof *longest);

	for (int32_t k = 0; k < problem->caregiver_count; k++)
		for (int32_t day = 0; day < problem->day_count; day++) {
			int32_t *most = &longest[classes_place(classes->count, classes->of_caregiver[k], day)];
			int32_t units = problem_available_units(problem, k, day);
			*most = units > *most ? units : *most;
		}
	return longest;
}

void classes_free(struct classes *classes)
{
	free(classes->of_caregiver);
	free(classes->first_caregiver);
	free(classes->client_first);
	free(classes->of_client);
	*classes = (struct classes){0};
}
