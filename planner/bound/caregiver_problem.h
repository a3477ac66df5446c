/* What prices leave of a caregiver: the dearest weeks of visits that she has time for, by knapsacks of her days. */
#ifndef PLANNER_BOUND_CAREGIVER_PROBLEM_H
#define PLANNER_BOUND_CAREGIVER_PROBLEM_H

#include "planner/bound/costs.h"
#include "planner/problem/classes.h"
#include "planner/problem/problem.h"

/* The most that a class's caregivers can earn on one day, by load. */
struct day_earnings {
	int64_t *most;   /* [load + travel]: most earned with so many units of visits and travel */
	int32_t *length; /* [load + travel]: visit to take there, 0: one unit less does as well */
};

struct caregiver_problem {
	const struct problem *problem;
	const struct classes *classes;
	int32_t load_count;        /* loads 0 .. longest availability, and travel */
	struct day_earnings *days; /* [classes_place] */
	int64_t *earnings;         /* memory behind days */
	int32_t *lengths;
	int32_t *class_available;       /* [classes_place]: longest availability */
	struct caregiver_block *blocks; /* stretches of days that do not touch each other */
	int32_t block_count, block_capacity;
	int64_t *layers; /* work space */
	int64_t layer_capacity;
	int32_t *loads; /* [day]: work space */
};

void caregiver_problem_build(struct caregiver_problem *caregiver_problem, const struct problem *problem,
			     const struct classes *classes);
void caregiver_problem_free(struct caregiver_problem *caregiver_problem);

/* The most that all caregivers can earn. Takes their visits off use, and adds their time to open_units. */
int64_t caregiver_problem_solve(struct caregiver_problem *caregiver_problem, const struct prices *prices,
				excess_demand *use, int32_t *open_units);

#endif
