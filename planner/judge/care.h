/* Care that was given to clients whose days are over, judged from deliveries.csv. */
#ifndef PLANNER_JUDGE_CARE_H
#define PLANNER_JUDGE_CARE_H

#include <stdbool.h>

#include "planner/judge/findings.h"
#include "planner/problem/problem.h"

enum judge_care_fault {
	JUDGE_CARE_BELOW_MINIMUM,   /* of what she wanted: declined hours are none */
	JUDGE_CARE_DIGITAL,         /* more digital hours than the cap, or without consent */
	JUDGE_CARE_MANY_CAREGIVERS, /* more than max_caregivers came */
	JUDGE_CARE_FAULT_COUNT
};

struct judge_care {
	bool *finished; /* [client of the region] */
	bool *has_fault[JUDGE_CARE_FAULT_COUNT];
	int32_t finished_count, fault_counts[JUDGE_CARE_FAULT_COUNT];
};

/* Adds findings of kind JUDGE_CARE. The caller frees care. */
void judge_care_derive(struct judge_care *care, struct judge_findings *findings, const struct problem *problem);

void judge_care_free(struct judge_care *care);

#endif
