/* Figures that may be told: none on few people, and none that tells of few when sums are subtracted from each other. */
#include <criterion/criterion.h>
#include <string.h>

#include "planner/judge/suppression.h"
#include "tests/support/support.h"

#define PEOPLE 80
#define GROUPS 16
#define LEAST 10

struct people {
	size_t group_of[3 * PEOPLE];
	int dimension[GROUPS];
	int32_t counts[GROUPS];
	bool hidden[GROUPS];
	struct suppression s;
};

static void begin(struct people *p)
{
	*p = (struct people){.counts = {PEOPLE}, .s = {PEOPLE, 1, 3, p->group_of, p->dimension, p->counts, LEAST}};
}

/* One more group of a dimension; people are put into it afterwards. */
static size_t add_group(struct people *p, int dimension)
{
	p->dimension[p->s.group_count] = dimension;
	return p->s.group_count++;
}

static void put(struct people *p, size_t group, size_t person)
{
	p->group_of[(size_t)p->dimension[group] * PEOPLE + person] = group;
	p->counts[group]++;
}

/* What a group counts as in a sum: itself, or the place of all hidden ones of its dimension. */
static size_t place_of(const struct people *p, int dimension, size_t person)
{
	size_t group = p->group_of[(size_t)dimension * PEOPLE + person];

	return p->hidden[group] ? p->s.group_count : group;
}

/* Fewest people, if any, on whom unions of groups of one dimension and of the other differ. */
static int32_t derive_fewest(const struct people *p)
{
	int32_t fewest = PEOPLE;

	for (uint32_t chosen = 0; chosen < UINT32_C(1) << (p->s.group_count + 1); chosen++) {
		/* The hidden ones of the second dimension are in or out by the highest bit. */
		int32_t differ[2] = {0};
		for (size_t i = 0; i < PEOPLE; i++)
			for (uint32_t hidden_too = 0; hidden_too < 2; hidden_too++) {
				size_t second = place_of(p, 2, i);
				bool one = chosen >> place_of(p, 1, i) & 1;
				bool other = second == p->s.group_count ? hidden_too : chosen >> second & 1;
				differ[hidden_too] += one != other;
			}
		for (int j = 0; j < 2; j++)
			if (differ[j] > 0 && differ[j] < fewest)
				fewest = differ[j];
	}
	return fewest;
}

/* A and B together have three people more than X: no group lies in another, and yet three could be told of. */
Test(suppression, unions_are_subtracted)
{
	struct people p;
	begin(&p);
	size_t a = add_group(&p, 1), b = add_group(&p, 1), c = add_group(&p, 1);
	size_t x = add_group(&p, 2), y = add_group(&p, 2);

	for (size_t i = 0; i < PEOPLE; i++) {
		put(&p, i < 20 ? a : i < 40 ? b : c, i);
		put(&p, i % 40 >= 37 ? (i < 40 ? y : x) : i < 40 ? x : y, i);
	}
	/* Three cross over each way: six differ. */
	cr_assert_eq(derive_fewest(&p), 6);
	suppression_find(p.hidden, &p.s);
	cr_expect_not(p.hidden[0], "all people together");
	cr_expect_geq(derive_fewest(&p), LEAST);
	cr_expect(!p.hidden[a] || !p.hidden[b] || !p.hidden[c], "one dimension alone tells of nobody");
}

Test(suppression, small_groups_and_what_they_leave)
{
	struct people p;
	begin(&p);
	size_t a = add_group(&p, 1), b = add_group(&p, 1), c = add_group(&p, 1), whole = add_group(&p, 2);

	for (size_t i = 0; i < PEOPLE; i++) {
		put(&p, i < 4 ? a : i < 30 ? b : c, i);
		put(&p, whole, i);
	}
	suppression_find(p.hidden, &p.s);
	cr_expect(p.hidden[a], "four people");
	cr_expect(p.hidden[b], "all but the four would be told of with it");
	cr_expect_not(p.hidden[c]);
	cr_expect_not(p.hidden[whole]);
}

Test(suppression, random_groups_against_all_sums)
{
	int shown = 0, derivable = 0;

	for (uint64_t seed = 1; seed <= 200; seed++) {
		uint64_t state = seed;
		struct people p;
		begin(&p);
		uint32_t count = 2 + (uint32_t)support_random(&state, 3), apart = (uint32_t)support_random(&state, 30);
		for (uint32_t g = 0; g < 2 * count; g++)
			add_group(&p, g < count ? 1 : 2);
		for (size_t i = 0; i < PEOPLE; i++) {
			/* Mostly the same division twice, with some people apart. */
			size_t group = (size_t)support_random(&state, count);
			bool is_apart = support_random(&state, 100) < apart;
			put(&p, 1 + group, i);
			put(&p, 1 + count + (is_apart ? (size_t)support_random(&state, count) : group), i);
		}
		for (size_t g = 0; g < p.s.group_count; g++)
			p.hidden[g] = p.counts[g] < LEAST;
		derivable += derive_fewest(&p) < LEAST;
		suppression_find(p.hidden, &p.s);
		cr_expect_geq(derive_fewest(&p), LEAST, "seed %d", (int)seed);
		for (size_t g = 1; g < p.s.group_count; g++)
			shown += !p.hidden[g];
	}
	cr_expect_gt(derivable, 20);
	cr_expect_gt(shown, 200);
}

/* Groups of a third dimension are no part of what two others tell, and a group of just enough people is told. */
Test(suppression, just_enough_people)
{
	struct people p;
	begin(&p);
	size_t a = add_group(&p, 1), b = add_group(&p, 1), x = add_group(&p, 2), y = add_group(&p, 2);

	for (size_t i = 0; i < PEOPLE; i++) {
		put(&p, i < LEAST ? a : b, i);
		put(&p, i < LEAST ? x : y, i);
	}
	suppression_find(p.hidden, &p.s);
	for (size_t g = 0; g < p.s.group_count; g++)
		cr_expect_not(p.hidden[g], "group %d of %d people", (int)g, (int)p.counts[g]);
}

/* Three divisions of the same people, where the second and the third tell of three persons and the first of nobody:
 * what is hidden is of the two that tell. */
Test(suppression, each_pair_of_divisions)
{
	enum { DIMENSIONS = 4 };
	size_t group_of[DIMENSIONS * PEOPLE];
	int dimension[] = {0, 1, 1, 2, 2, 3, 3};
	int32_t counts[7] = {PEOPLE};
	bool hidden[7] = {false};
	struct suppression s = {PEOPLE, 7, DIMENSIONS, group_of, dimension, counts, LEAST};

	for (size_t i = 0; i < PEOPLE; i++) {
		const size_t of[DIMENSIONS] = {0, 1 + i % 2, 3 + (i >= 40), 5 + (i >= 43)};
		for (int d = 0; d < DIMENSIONS; d++) {
			group_of[(size_t)d * PEOPLE + i] = of[d];
			counts[of[d]] += d > 0;
		}
	}
	suppression_find(hidden, &s);
	cr_expect(!hidden[1] && !hidden[2], "halves that cut across both");
	cr_expect(hidden[3] || hidden[4] || hidden[5] || hidden[6], "three persons lie between 40 and 43");
}
