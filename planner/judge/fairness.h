/* How evenly hours are divided, by groups of clients. For people: figures decide nothing.
 *
 * The figure of a client is a share from 0 to 1, in millionths: of the hours beyond minimum and medical that she wants,
 * those that she has. Clients without such hours do not count.
 */
#ifndef PLANNER_JUDGE_FAIRNESS_H
#define PLANNER_JUDGE_FAIRNESS_H

#include <stddef.h>
#include <stdint.h>

#include "planner/plan/allocation.h"
#include "planner/judge/findings.h"
#include "planner/problem/problem.h"

enum judge_dimension {
	JUDGE_ALL,
	JUDGE_INSURER,
	JUDGE_PROVIDER,
	JUDGE_GROUP,
	JUDGE_AREA,         /* first two digits of the postcode */
	JUDGE_REGISTRATION, /* before week 20 of the pregnancy, from then on, or unknown */
	JUDGE_BIRTH,        /* born or expected */
	JUDGE_GUARANTEE,    /* does her insurer guarantee her hours, to the cost of those who have no guarantee? */
	JUDGE_DIMENSION_COUNT
};

/* Words: all, insurer, provider, group, area, registration, birth, guarantee. */
extern const char *const judge_dimension_names[JUDGE_DIMENSION_COUNT];

#define JUDGE_MILLION 1000000
#define JUDGE_GROUP_SIZE 80

/* Of a group; shares and the like are in millionths. */
struct judge_figures {
	enum judge_dimension dimension;
	char group[JUDGE_GROUP_SIZE];
	int32_t client_count;
	int64_t mean, lowest, first_quartile, median, third_quartile;
	int64_t gini;       /* 0: all have the same */
	int64_t jain;       /* 1000000: all have the same */
	int64_t units;      /* of care that they have of what they want, received and planned */
	int64_t difference; /* mean less that of all */
	/* The part of the difference that lies in where they live: the same, with every client replaced by the mean of
	 * her area (first two digits). */
	int64_t place_difference;
};

struct judge_fairness {
	struct judge_figures *list; /* by dimension, then group */
	size_t count, capacity;
};

/* The caller frees. allocations: one per client of the region, as in allocation.h. only, if not NULL, marks the clients
 * of the region that count. */
void judge_fairness_derive(struct judge_fairness *fairness, const struct problem *problem,
			   const struct allocation *allocations, const bool *only);

/* The group of a client of the region. */
void judge_fairness_name_group(char group[JUDGE_GROUP_SIZE], const struct problem *problem,
			       enum judge_dimension dimension, size_t client);

void judge_fairness_free(struct judge_fairness *fairness);

#endif
