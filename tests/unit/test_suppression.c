/* Groups that may be told of: none of few people, and none that leaves few, whoever takes his own people off. */
#include <criterion/criterion.h>

#include "planner/judge/suppression.h"
#include "tests/support/support.h"

#define GROUPS 4
#define OWNERS 4
#define LEAST 10
#define MOST 80

struct draft {
	struct suppression_sums sums[GROUPS * OWNERS];
	bool hidden[GROUPS], reader[OWNERS];
	struct suppression s;
};

static void begin(struct draft *d)
{
	*d = (struct draft){.s = {GROUPS, OWNERS, d->sums, NULL, LEAST, MOST}};
}

static void put(struct draft *d, size_t group, size_t owner, int64_t people)
{
	d->sums[group * OWNERS + owner] = (struct suppression_sums){people, people * 45, people * 30};
}

static void put_all(struct draft *d, int64_t people)
{
	for (size_t i = 0; i < (size_t)GROUPS * OWNERS; i++)
		put(d, i / OWNERS, i % OWNERS, people);
}

Test(suppression, two_owners_leave_enough)
{
	struct draft d;
	begin(&d);
	put_all(&d, 5);
	cr_expect(suppression_find(d.hidden, &d.s));
	for (size_t g = 0; g < GROUPS; g++)
		cr_expect_not(d.hidden[g], "ten people are left of group %zu", g);
}

/* Each owner alone leaves fourteen, two of them nine: only that group is hidden, and with it the smallest other. */
Test(suppression, two_owners_leave_few)
{
	struct draft d;
	begin(&d);
	put_all(&d, 6);
	put(&d, 1, 2, 4);
	put(&d, 1, 3, 5);
	put(&d, 1, 0, 5);
	put(&d, 1, 1, 5);
	cr_expect(suppression_find(d.hidden, &d.s));
	cr_expect(d.hidden[1], "of the group");
	cr_expect_eq(d.hidden[0] + d.hidden[2] + d.hidden[3], 1, "it would be what the others leave of all");
}

/* Three who read together leave five: their own extract tells less. */
Test(suppression, readers_together)
{
	struct draft d;
	begin(&d);
	put_all(&d, 5);
	d.reader[0] = d.reader[1] = d.reader[2] = true;
	d.s.reader = d.reader;
	cr_expect(suppression_find(d.hidden, &d.s), "twenty of all are left");
	for (size_t g = 0; g < GROUPS; g++)
		cr_expect(d.hidden[g], "five of group %zu are left", g);
}

/* Ten people of whom all have nothing, or who all want the most: their sum tells of each. */
Test(suppression, sums_at_an_end)
{
	struct draft d;
	begin(&d);
	put_all(&d, 5);
	for (size_t owner = 0; owner < OWNERS; owner++)
		d.sums[owner].given = 0;
	suppression_find(d.hidden, &d.s);
	cr_expect(d.hidden[0], "nobody has anything");
	for (size_t owner = 0; owner < OWNERS; owner++)
		d.sums[owner] = (struct suppression_sums){5, 5 * MOST, 5 * MOST};
	suppression_find(d.hidden, &d.s);
	cr_expect(d.hidden[0], "all have the most");
}

/* Every set of groups, told or not, less any two owners: the people whom a sum of figures can rest on. */
Test(suppression, random_groups_against_all_sums)
{
	int told = 0, hidden = 0;

	for (uint64_t seed = 1; seed <= 300; seed++) {
		uint64_t state = seed;
		struct draft d;
		begin(&d);
		for (size_t i = 0; i < (size_t)GROUPS * OWNERS; i++)
			put(&d, i / OWNERS, i % OWNERS, (int64_t)support_random(&state, 16));
		bool all = suppression_find(d.hidden, &d.s);
		for (size_t g = 0; g < GROUPS; g++) {
			told += !d.hidden[g];
			hidden += d.hidden[g];
			cr_expect(all || d.hidden[g]);
		}
		for (unsigned set = 1; all && set < 1u << (GROUPS + 1); set++)
			for (size_t pair = 0; pair < (size_t)OWNERS * OWNERS; pair++) {
				int64_t people = 0;
				for (size_t i = 0; i < (size_t)GROUPS * OWNERS; i++) {
					size_t bit = d.hidden[i / OWNERS] ? GROUPS : i / OWNERS;
					bool own = i % OWNERS == pair / OWNERS || i % OWNERS == pair % OWNERS;
					people += (set >> bit & 1) && !own ? d.sums[i].people : 0;
				}
				cr_expect(people == 0 || people >= LEAST, "seed %d: %d", (int)seed, (int)people);
			}
	}
	cr_expect_gt(told, 100);
	cr_expect_gt(hidden, 100);
}
