/* Any certificate of a region that stands: whatever prices, weights and classes it has, it proves nothing above the
 * value of a plan there is.
 *
 * An input that begins with an odd byte makes rows, five bytes each, so that most of them hold; any other is the table
 * itself.
 */
#include <stdint.h>
#include <string.h>

#include "input/plan/certificate_reader.h"
#include "input/plan/plan_reader.h"
#include "output/writer/text.h"
#include "planner/judge/bound.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/small.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define HEADING "record,tier,earlier_tier,class,caregiver_id,date,hours,amount\n"
#define ROW_BYTES 5
#define SHIFT_MOST 46 /* of an amount: a little more than is allowed */

/* No visit at all; the most that the caregiver can give the one who is there; half of it. */
static const char *const plans[] = {
	"date,client_id,caregiver_id,hours\n",
	"date,client_id,caregiver_id,hours\n2026-07-13,C1,K1,8\n2026-07-14,C1,K1,6\n",
	"date,client_id,caregiver_id,hours\n2026-07-13,C1,K1,4\n2026-07-14,C1,K1,3\n",
};

static void add_row(struct text *text, const uint8_t row[ROW_BYTES])
{
	static const char *const tiers[] = {"minimum", "presence", "medical", "guaranteed", "remaining"};
	unsigned long long amount = (unsigned long long)(row[4] & 3) << (row[3] % SHIFT_MOST);

	switch (row[0] % 8) {
	case 0:
		text_format(text, "class,,,%d,K1,,,\n", row[1] % 3);
		break;
	case 1:
	case 2:
		text_format(text, "weight,%s,%s,,,,,%llu\n", tiers[row[1] % 5], tiers[row[2] % 5], amount);
		break;
	default:
		text_format(text, "price,%s,,%d,,2026-07-%02d,%d.%d,%llu\n", tiers[row[1] % 5], row[1] / 5 % 3,
			    12 + row[2] % 9, row[2] / 9 % 9, row[0] / 8 % 2 * 5, amount);
	}
}

static void check_bounds(const struct problem *problem, const struct judge_certificate *certificate, const char *visits)
{
	static const char allocations[] = "client_id,digital_hours\n";
	struct error_log logs[2] = {{0}, {0}};
	const struct file_bytes bytes[] = {{(char *)(uintptr_t)visits, strlen(visits)},
					   {(char *)(uintptr_t)allocations, strlen(allocations)}};
	const struct plan_reader_table tables[] = {{&bytes[0], &logs[0]}, {&bytes[1], &logs[1]}};
	struct plan plan = {0};

	plan_reader_read_bytes(&plan, NULL, problem, &tables[0], &tables[1]);
	struct values values = values_plan(problem, &plan);
	for (int t = 0; t < TIER_COUNT; t++)
		require(judge_bound_derive(problem, certificate, (enum tier)t, &values) <= values.scaled[t]);
	plan_free(&plan);
	for (int i = 0; i < 2; i++) {
		require(logs[i].error_count == 0);
		error_free(&logs[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct policy policy = small_policy();
	struct problem problem;
	struct judge_certificate certificate = {0};
	struct error_log log = {0};
	struct text text = {0};

	if (size > 0 && bytes[0] % 2 == 1) {
		text_add(&text, HEADING);
		for (size_t at = 1; at + ROW_BYTES <= size; at += ROW_BYTES)
			add_row(&text, bytes + at);
	} else {
		text_add_bytes(&text, (const char *)bytes, size);
	}
	const struct file_bytes file = {text.bytes, text.length};
	problem_derive(&problem, &small_region, &policy);
	certificate_reader_read(&certificate, &problem, &file, &log);
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
		check_bounds(&problem, &certificate, plans[i]);
	fuzz_print_findings(&log);
	error_free(&log);
	judge_certificate_free(&certificate);
	problem_free(&problem);
	policy_free(&policy);
	text_free(&text);
	return 0;
}
