#include "output/runs/nights_tables.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/hours.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int64_t minutes_of(const struct policy *policy, int64_t units)
{
	return units * policy->unit_minutes;
}

void nights_tables_write_rows(struct csv_writer *writer, const struct nights *nights, const struct policy *policy,
			      bool dutch)
{
	static const char *const columns[] = {
		"night",      "date",     "clients",        "visits",           "clients_short",
		"births",     "calls",    "given",          "given_hours",      "missed_unborn",
		"missed_ill", "families", "nobody_first",   "families_two",     "nobody_first_two",
		"ahead",      "changed",  "changed_direct", "changed_indirect", "changed_else"};

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
		csv_add_hours(writer, minutes_of(policy, row->given_units));
		csv_add_count(writer, row->missed_unborn);
		csv_add_count(writer, row->missed_ill);
		csv_add_count(writer, row->first_count);
		csv_add_count(writer, row->nobody_first);
		csv_add_count(writer, row->first_two_count);
		csv_add_count(writer, row->nobody_first_two);
		csv_add_count(writer, row->ahead);
		csv_add_count(writer, row->changed);
		csv_add_count(writer, row->changed_direct);
		csv_add_count(writer, row->changed_indirect);
		csv_add_count(writer, row->changed - row->changed_direct - row->changed_indirect);
		csv_end_row(writer);
	}
}

/* What the first plan promised; empty where it had nothing of her. */
static void add_promise(struct csv_writer *writer, const struct nights_client *client, const struct policy *policy)
{
	if (client->in_first_plan) {
		csv_add_hours(writer, minutes_of(policy, client->promised_units));
		csv_add_count(writer, client->promised_visits);
		csv_add_count(writer, client->promised_caregivers);
	} else {
		for (int i = 0; i < 3; i++)
			csv_add_text(writer, NULL);
	}
}

static void add_came(struct csv_writer *writer, bool has_day, bool came)
{
	if (has_day)
		csv_add_yes(writer, came);
	else
		csv_add_text(writer, NULL);
}

void nights_tables_write_clients(struct csv_writer *writer, const struct nights *nights, const struct region *region,
				 const struct policy *policy, bool dutch)
{
	static const char *const columns[] = {
		"client_id",           "birth_date",     "ended",           "first_day",          "first_two_days",
		"wanted_hours",        "minimum_hours",  "minimum_short",   "promised_hours",     "promised_visits",
		"promised_caregivers", "received_hours", "received_visits", "received_caregivers"};

	csv_begin_table(writer, dutch, columns, COUNT(columns));
	for (size_t i = 0; i < region->client_count; i++) {
		const struct nights_client *client = &nights->clients[i];
		const struct region_client *row = &region->clients[i];
		if (!client->counted)
			continue;
		csv_add_text(writer, row->key);
		if (row->birth_day == DAY_NONE)
			csv_add_text(writer, NULL);
		else
			csv_add_day(writer, row->birth_day);
		csv_add_yes(writer, client->ended);
		add_came(writer, client->has_first, client->came_first);
		add_came(writer, client->has_second, client->came_first || client->came_second);
		csv_add_hours(writer, minutes_of(policy, client->wanted_units));
		csv_add_hours(writer, minutes_of(policy, client->minimum_units));
		csv_add_hours(writer, minutes_of(policy, client->minimum_short_units));
		add_promise(writer, client, policy);
		csv_add_hours(writer, minutes_of(policy, client->received_units));
		csv_add_count(writer, client->received_visits);
		csv_add_count(writer, client->received_caregivers);
		csv_end_row(writer);
	}
}

/* Sums over the clients whose care has ended. */
struct sums {
	int64_t count, in_first_plan, wanted, minimum, minimum_short, promised, received, below_promised,
		below_received;
	int64_t caregivers_promised, caregivers_received, more_than_wanted;
};

static struct sums sum_clients(const struct nights *nights)
{
	struct sums sums = {0};

	for (size_t i = 0; i < nights->truth->client_count; i++) {
		const struct nights_client *client = &nights->clients[i];
		sums.more_than_wanted += client->counted && client->received_units > client->wanted_units;
		if (!client->counted || !client->ended)
			continue;
		sums.count++;
		sums.in_first_plan += client->in_first_plan;
		sums.wanted += client->wanted_units;
		sums.minimum += client->minimum_units;
		sums.minimum_short += client->minimum_short_units;
		sums.promised += client->promised_units;
		sums.received += client->received_units;
		sums.below_promised += client->promised_below;
		sums.below_received += client->minimum_short_units > 0;
		sums.caregivers_promised += client->promised_caregivers;
		sums.caregivers_received += client->received_caregivers;
	}
	return sums;
}

static void add_mean(struct text *text, int64_t sum, int64_t count)
{
	int64_t tenths = count > 0 ? (10 * sum + count / 2) / count : 0;

	text_format(text, "%8lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

static void add_hours(struct text *text, const struct policy *policy, int64_t units)
{
	char hours[HOURS_TEXT_SIZE];

	hours_format(hours, minutes_of(policy, units), '.');
	text_format(text, " %8s h", hours);
}

static void describe_clients(struct text *text, const struct nights *nights, const struct policy *policy)
{
	struct sums sums = sum_clients(nights);

	text_format(text, "\n%lld clients whose care has ended", (long long)sums.count);
	if (sums.in_first_plan < sums.count)
		text_format(text, ", %lld of them not in the first plan", (long long)(sums.count - sums.in_first_plan));
	text_format(text, "\n  %-26s %10s %10s %10s %10s\n  %-26s", "", "wanted", "minimum", "promised", "received",
		    "hours");
	add_hours(text, policy, sums.wanted);
	add_hours(text, policy, sums.minimum);
	add_hours(text, policy, sums.promised);
	add_hours(text, policy, sums.received);
	text_format(text, "\n  %-26s %10s %10s %10lld %10lld, by", "below the legal minimum", "", "",
		    (long long)sums.below_promised, (long long)sums.below_received);
	add_hours(text, policy, sums.minimum_short);
	text_format(text, "\n  %-26s %10s %10s ", "caregivers per client", "", "");
	add_mean(text, sums.caregivers_promised, sums.in_first_plan);
	text_add(text, " ");
	add_mean(text, sums.caregivers_received, sums.count);
	text_format(text, "\n  %-26s %10s %10s %10s %10lld\n", "more than she wants", "", "", "",
		    (long long)sums.more_than_wanted);
}

static struct nights_row sum_rows(const struct nights *nights)
{
	struct nights_row sum = {0};

	for (int32_t i = 0; i < nights->row_count; i++) {
		const struct nights_row *row = &nights->rows[i];
		sum.births += row->births;
		sum.calls += row->calls;
		sum.given += row->given;
		sum.given_units += row->given_units;
		sum.missed_unborn += row->missed_unborn;
		sum.missed_ill += row->missed_ill;
		sum.first_count += row->first_count;
		sum.nobody_first += row->nobody_first;
		sum.first_two_count += row->first_two_count;
		sum.nobody_first_two += row->nobody_first_two;
		sum.ahead += row->ahead;
		sum.changed += row->changed;
		sum.changed_direct += row->changed_direct;
		sum.changed_indirect += row->changed_indirect;
	}
	return sum;
}

static void describe_changes(struct text *text, const struct nights *nights, const struct nights_row *sum)
{
	int64_t worst_permille = 0;

	for (int32_t i = 0; i < nights->row_count; i++) {
		const struct nights_row *row = &nights->rows[i];
		int32_t other = row->changed - row->changed_direct - row->changed_indirect;
		if (row->ahead > 0 && (int64_t)other * 1000 / row->ahead > worst_permille)
			worst_permille = (int64_t)other * 1000 / row->ahead;
	}
	text_format(text,
		    "\nOf %d visits of the two days ahead, each night, %d changed:\n"
		    "  %5d where the client or her caregiver has news\n"
		    "  %5d to make room for that\n"
		    "  %5d else; at most %lld.%lld %% of those of a night\n",
		    sum->ahead, sum->changed, sum->changed_direct, sum->changed_indirect,
		    sum->changed - sum->changed_direct - sum->changed_indirect, (long long)(worst_permille / 10),
		    (long long)(worst_permille % 10));
}

void nights_tables_describe(struct text *text, const struct nights *nights, const struct policy *policy)
{
	struct nights_row sum = sum_rows(nights);
	char given[HOURS_TEXT_SIZE];

	hours_format(given, minutes_of(policy, sum.given_units), '.');
	text_format(text, "%d nights, %d births, %d calls in sick\n", nights->row_count, sum.births, sum.calls);
	text_format(text,
		    "%d visits given, %s h; on the day itself %d found no child and %d had a caregiver who was ill\n",
		    sum.given, given, sum.missed_unborn, sum.missed_ill);
	text_format(text, "%d of %d families saw nobody on the first day at home, %d of %d on the first two\n",
		    sum.nobody_first, sum.first_count, sum.nobody_first_two, sum.first_two_count);
	describe_changes(text, nights, &sum);
	describe_clients(text, nights, policy);
	text_add(text, "\nTo look at next: nights.csv, clients.csv; each night's tables and plan\n");
}
