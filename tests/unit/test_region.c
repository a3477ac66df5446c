/* What a region's rows tell without a policy, against a count of its own. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/support.h"

#define CLIENTS 7
#define CAREGIVERS 5

Test(region, visitors)
{
	struct support s;
	bool came[CLIENTS][CAREGIVERS] = {{false}};
	char client[16], caregiver[16];
	uint64_t state = 11;
	int more = 0;

	support_begin(&s);
	for (int i = 0; i < CLIENTS; i++) {
		snprintf(client, sizeof client, "c%d", i);
		support_add_client(&s, client, "p1");
	}
	for (int k = 0; k < CAREGIVERS; k++) {
		snprintf(caregiver, sizeof caregiver, "k%d", k);
		support_add_caregiver(&s, caregiver, "p1");
	}
	for (int row = 0; row < 4 * (CLIENTS - 1) * (CAREGIVERS + 1); row++) {
		/* Each pair four times, of any kind. The last client gets nothing, the last caregiver is none. */
		int i = row % (CLIENTS - 1), k = row / (CLIENTS - 1) % (CAREGIVERS + 1);
		enum region_delivery_kind kind = (enum region_delivery_kind)(support_random(&state, 1000) % 7);
		kind = kind > REGION_PARTUS ? REGION_DIGITAL : kind;
		snprintf(client, sizeof client, "c%d", i);
		snprintf(caregiver, sizeof caregiver, "k%d", k);
		support_add_delivery(&s, client, k < CAREGIVERS ? caregiver : NULL, -1 - row, HOURS(3), kind);
		if (k < CAREGIVERS && kind == REGION_VISIT)
			came[i][k] = true;
	}
	int32_t *visitors = region_count_visitors(&s.region);
	for (int i = 0; i < CLIENTS; i++) {
		int count = 0;
		for (int k = 0; k < CAREGIVERS; k++)
			count += came[i][k];
		cr_expect_eq(visitors[i], count, "client %d: %d, expected %d", i, visitors[i], count);
		more += count > 1 && count < CAREGIVERS;
	}
	cr_expect_gt(more, 2);
	free(visitors);
	support_free(&s);
}
