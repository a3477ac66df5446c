#include "output/runs/nights_tables.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/hours.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int64_t minutes_of(const struct policy *policy, int64_t units)
{
	return units * policy->unit_minutes;
}

void nights_tables_write_rows(struct csv_writer *writer, const struct nights *nights, bool dutch)
{
	static const char *const columns[] = {
		"night", "date",   "clients", "visits",  "clients_short",  "births",           "calls",
		"given", "missed", "ahead",   "changed", "changed_direct", "changed_indirect", "changed_else"};

	csv_begin_table(writer, dutch, columns, COUNT(columns));
	for (int32_t i = 0; i < nights->row_count; i++) {
		const struct nights_row *row = &nights->rows[i];
		csv_add_count(writer, i + 1);
		csv_add_day(writer, row->date);
		csv_add_count(writer, row->clients);
		csv_add_count(writer, row->visits);
		csv_add_count(writer, row->minimum_short_clients);
		csv_add_count(writer, row->births);
		csv_add_count(writer, row->calls);
		csv_add_count(writer, row->given);
		csv_add_count(writer, row->missed);
		csv_add_count(writer, row->ahead);
		csv_add_count(writer, row->changed);
		csv_add_count(writer, row->changed_direct);
		csv_add_count(writer, row->changed_indirect);
		csv_add_count(writer, row->changed - row->changed_direct - row->changed_indirect);
		csv_end_row(writer);
	}
}

/* Has her care ended within the nights? */
static bool has_ended(const struct nights *nights, const struct region *region, const struct policy *policy,
		      size_t client)
{
	int32_t next_date = nights->first_date + nights->row_count;
	const struct region_client *row = &region->clients[client];
	int32_t days = row->care_days == REGION_NONE ? policy->care_days : row->care_days;

	return row->birth_day != DAY_NONE && row->birth_day + days <= next_date;
}

static int32_t minimum_of(const struct policy *policy, const struct region_client *row)
{
	int32_t minimum = row->minimum_ticks == REGION_NONE ? policy->legal_minimum_units
							    : problem_units_of_ticks(policy, row->minimum_ticks);
	int32_t wanted = problem_wanted_units(policy, row);

	return minimum < wanted ? minimum : wanted;
}

void nights_tables_write_clients(struct csv_writer *writer, const struct nights *nights, const struct region *region,
				 const struct policy *policy, bool dutch)
{
	static const char *const columns[] = {
		"client_id",      "birth_date",      "ended",           "wanted_hours",        "promised_hours",
		"received_hours", "promised_visits", "received_visits", "promised_caregivers", "received_caregivers"};

	int32_t *visitors = region_count_visitors(region); /* before the first night as well */

	csv_begin_table(writer, dutch, columns, COUNT(columns));
	for (size_t i = 0; i < region->client_count; i++) {
		const struct nights_client *client = &nights->clients[i];
		const struct region_client *row = &region->clients[i];
		if (!client->to_plan)
			continue;
		csv_add_text(writer, row->key);
		if (row->birth_day == DAY_NONE)
			csv_add_text(writer, NULL);
		else
			csv_add_day(writer, row->birth_day);
		csv_add_yes(writer, has_ended(nights, region, policy, i));
		csv_add_hours(writer, minutes_of(policy, problem_wanted_units(policy, row)));
		csv_add_hours(writer, minutes_of(policy, client->promised_units));
		csv_add_hours(writer, minutes_of(policy, client->received_units));
		csv_add_count(writer, client->promised_visits);
		csv_add_count(writer, client->received_visits);
		csv_add_count(writer, client->promised_caregivers);
		csv_add_count(writer, visitors[i]);
		csv_end_row(writer);
	}
	free(visitors);
}

/* Sums over the clients whose care has ended. */
struct sums {
	int64_t count, promised, received, below_promised, below_received, caregivers_promised, caregivers_received;
	int64_t more_than_wanted;
};

static struct sums sum_clients(const struct nights *nights, const struct region *region, const struct policy *policy)
{
	struct sums sums = {0};
	int32_t *visitors = region_count_visitors(region);

	for (size_t i = 0; i < region->client_count; i++) {
		const struct nights_client *client = &nights->clients[i];
		const struct region_client *row = &region->clients[i];
		sums.more_than_wanted += client->to_plan && client->received_units > problem_wanted_units(policy, row);
		if (!client->to_plan || !has_ended(nights, region, policy, i))
			continue;
		sums.count++;
		sums.promised += client->promised_units;
		sums.received += client->received_units;
		sums.below_promised += client->promised_below;
		sums.below_received += client->received_units < minimum_of(policy, row);
		sums.caregivers_promised += client->promised_caregivers;
		sums.caregivers_received += visitors[i];
	}
	free(visitors);
	return sums;
}

static void add_mean(struct text *text, int64_t sum, int64_t count)
{
	int64_t tenths = count > 0 ? (10 * sum + count / 2) / count : 0;

	text_format(text, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

static void describe_clients(struct text *text, const struct nights *nights, const struct region *region,
			     const struct policy *policy)
{
	struct sums sums = sum_clients(nights, region, policy);
	char promised[HOURS_TEXT_SIZE], received[HOURS_TEXT_SIZE];

	hours_format(promised, minutes_of(policy, sums.promised), '.');
	hours_format(received, minutes_of(policy, sums.received), '.');
	text_format(text, "\n%lld clients whose care has ended    promised   received\n", (long long)sums.count);
	text_format(text, "  hours                          %8s h %8s h\n", promised, received);
	text_format(text, "  below the legal minimum        %8lld   %8lld\n", (long long)sums.below_promised,
		    (long long)sums.below_received);
	text_add(text, "  caregivers per client          ");
	text_format(text, "%*s", 5, "");
	add_mean(text, sums.caregivers_promised, sums.count);
	text_format(text, "%*s", 8, "");
	add_mean(text, sums.caregivers_received, sums.count);
	text_format(text, "\n  more than she wants            %8s   %8lld\n", "", (long long)sums.more_than_wanted);
}

void nights_tables_describe(struct text *text, const struct nights *nights, const struct region *region,
			    const struct policy *policy)
{
	struct nights_row sum = {0};
	int64_t worst_permille = 0;

	for (int32_t i = 0; i < nights->row_count; i++) {
		const struct nights_row *row = &nights->rows[i];
		int32_t other = row->changed - row->changed_direct - row->changed_indirect;
		sum.births += row->births;
		sum.calls += row->calls;
		sum.given += row->given;
		sum.missed += row->missed;
		sum.ahead += row->ahead;
		sum.changed += row->changed;
		sum.changed_direct += row->changed_direct;
		sum.changed_indirect += row->changed_indirect;
		if (row->ahead > 0 && (int64_t)other * 1000 / row->ahead > worst_permille)
			worst_permille = (int64_t)other * 1000 / row->ahead;
	}
	int32_t other = sum.changed - sum.changed_direct - sum.changed_indirect;

	text_format(text, "%d nights, %d births, %d calls in sick; %d visits given, %d missed\n", nights->row_count,
		    sum.births, sum.calls, sum.given, sum.missed);
	text_format(text,
		    "\nOf %d visits of the two days ahead, each night, %d changed:\n"
		    "  %5d where the client or her caregiver has news\n"
		    "  %5d to make room for that\n"
		    "  %5d else; at most %lld.%lld %% of those of a night\n",
		    sum.ahead, sum.changed, sum.changed_direct, sum.changed_indirect, other,
		    (long long)(worst_permille / 10), (long long)(worst_permille % 10));
	describe_clients(text, nights, region, policy);
	text_add(text, "\nTo look at next: nights.csv, clients.csv; each night's tables and plan\n");
}
