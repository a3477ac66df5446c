#include "planner/runs/guard.h"

#include <string.h>

#include "input/plan/plan_keys.h"
#include "output/writer/text.h"
#include "planner/base/day.h"
#include "planner/region/schema.h"

#define SHOWN 20 /* of whom a loss is about; the rest is counted */

static const struct {
	const char *what; /* so many of so many */
	const char *unit; /* of what stands behind each */
	enum schema_table table;
	bool people;
} kinds[LOSS_KIND_COUNT] = {
	[LOSS_CLIENTS] = {"clients who were to plan", " h", SCHEMA_CLIENTS, true},
	[LOSS_CAREGIVERS] = {"caregivers", " h", SCHEMA_CAREGIVERS, true},
	[LOSS_SHIFTS] = {"hours of the same days", " h", SCHEMA_AVAILABILITY, false},
	[LOSS_DELIVERIES] = {"rows of days past", "", SCHEMA_DELIVERIES, false},
};

/* Ticks as hours with up to four decimals, or a plain number. */
static void add_amount(struct text *text, int64_t amount, bool ticks)
{
	char decimals[8];
	size_t length = 0;

	if (!ticks) {
		text_format(text, "%lld", (long long)amount);
		return;
	}
	length = (size_t)snprintf(decimals, sizeof decimals, ".%04d", (int)(amount % REGION_HOUR_TICKS));
	while (length > 0 && (decimals[length - 1] == '0' || decimals[length - 1] == '.'))
		if (decimals[--length] == '.')
			break;
	text_format(text, "%lld%.*s", (long long)(amount / REGION_HOUR_TICKS), (int)length, decimals);
}

static void add_entries(struct text *text, const struct loss_entries *entries, const char *unit)
{
	for (size_t i = 0; i < entries->count && i < SHOWN; i++) {
		text_format(text, "%s%s", i == 0 ? ": " : ", ", entries->list[i].key);
		if (unit == NULL || (*unit != '\0' && entries->list[i].amount == 0))
			continue;
		text_add(text, " ");
		add_amount(text, entries->list[i].amount, *unit != '\0');
		text_add(text, unit);
	}
	if (entries->count > SHOWN)
		text_format(text, " and %zu more", entries->count - SHOWN);
}

static int64_t percent_of(const struct loss *loss, int kind)
{
	return (loss->gone[kind] * 100 + loss->before[kind] - 1) / loss->before[kind];
}

static void tell_kind(const struct loss *loss, int kind, struct error_log *log)
{
	bool ticks = !kinds[kind].people && *kinds[kind].unit != '\0';
	struct text text = {0};

	add_amount(&text, loss->gone[kind], ticks);
	text_add(&text, " of ");
	add_amount(&text, loss->before[kind], ticks);
	text_format(&text, " %s are gone since the night before (%lld %%)", kinds[kind].what,
		    (long long)percent_of(loss, kind));
	add_entries(&text, &loss->lost[kind], kinds[kind].unit);
	error_find(log, true, schemas[kinds[kind].table].file, 0, 0, NULL, "%s", text.bytes);
	text_free(&text);
}

void guard_tell(const struct loss *loss, int32_t plan_date, struct error_log *log)
{
	char date[DAY_TEXT_SIZE];
	struct text text = {0};

	for (int kind = 0; kind < LOSS_KIND_COUNT; kind++)
		if (loss->gone[kind] > 0)
			tell_kind(loss, kind, log);
	if (loss->unreported.count == 0)
		return;
	day_format(date, plan_date - 1, false);
	text_format(&text, "%zu client%s who %s born had a visit planned for %s and %s no row of that day",
		    loss->unreported.count, loss->unreported.count == 1 ? "" : "s",
		    loss->unreported.count == 1 ? "is" : "are", date, loss->unreported.count == 1 ? "has" : "have");
	add_entries(&text, &loss->unreported, NULL);
	error_find(log, true, schemas[SCHEMA_DELIVERIES].file, 0, 0, NULL, "%s", text.bytes);
	text_free(&text);
}

bool guard_tell_previous(const struct region *region, int32_t plan_date, const char *folder, struct error_log *log)
{
	struct plan_keys keys;
	struct loss loss = {0};
	bool good = plan_keys_read(&keys, folder, plan_date, log);

	if (good) {
		loss_compare(&loss, &keys.before, region, plan_date);
		guard_tell(&loss, plan_date, log);
	}
	loss_free(&loss);
	plan_keys_free(&keys);
	return good;
}

static bool holds_hours(const struct region *region, int32_t plan_date)
{
	for (size_t i = 0; i < region->availability_count; i++)
		if (region->availability[i].day >= plan_date && region->availability[i].ticks > 0)
			return true;
	return false;
}

static bool has_file(const struct load_digests *digests, const char *name)
{
	for (size_t i = 0; i < digests->count; i++)
		if (strcmp(digests->files[i].name, name) == 0)
			return true;
	return false;
}

static void add_reason(struct text *reasons, const char *what, const char *file)
{
	text_add(reasons, reasons->length > 0 ? "; " : "");
	text_format(reasons, "%s ", file);
	text_add(reasons, what);
}

/* What looks lost, one after the other. */
static void find_reasons(struct text *reasons, const struct guard_night *night)
{
	int percent = night->policy->max_loss_percent;

	for (size_t i = 0; night->before != NULL && i < night->before->count; i++)
		if (!has_file(night->digests, night->before->files[i].name))
			add_reason(reasons, "was there the night before and is not", night->before->files[i].name);
	if (!holds_hours(night->region, night->policy->plan_date))
		add_reason(reasons, "holds no hour from the plan date on", schemas[SCHEMA_AVAILABILITY].file);
	for (int kind = 0; night->loss != NULL && kind < LOSS_KIND_COUNT; kind++)
		if (loss_exceeds(night->loss, (enum loss_kind)kind, percent)) {
			char lost[64];
			snprintf(lost, sizeof lost, "has lost %lld %%, more than max_loss_percent = %d",
				 (long long)percent_of(night->loss, kind), percent);
			add_reason(reasons, lost, schemas[kinds[kind].table].file);
		}
}

bool guard_check(const struct guard_night *night, struct error_log *log)
{
	struct text reasons = {0};

	find_reasons(&reasons, night);
	bool good = reasons.length == 0 || night->accept_losses;

	if (!good)
		error_fail(log, EXIT_LOST,
			   "the tables look lost or half delivered, and nothing is replaced: %s. Check whether these "
			   "exports "
			   "are whole and of today; if they are right, --accept-losses goes on",
			   reasons.bytes);
	text_free(&reasons);
	return good;
}
