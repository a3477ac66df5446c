#include "input/scenario/scenario_value.h"

#include <string.h>

#define PERMILLE_TICKS (REGION_HOUR_TICKS / 10) /* percentages are read like hours */
#define BIRTHS_LEAST (-1000)                    /* permille */
#define BIRTHS_MOST 5000
#define HIRED_MOST 1000
#define LATE_MOST 21 /* days */
#define WEEK_HOURS_MOST 60

#define WHEN (1u << SCENARIO_KEY_FROM | 1u << SCENARIO_KEY_TO)
#define WHOSE (1u << SCENARIO_KEY_PROVIDER)
#define EMPLOYMENT (1u << SCENARIO_KEY_EMPLOYMENT)
#define HOURS_WEEK (1u << SCENARIO_KEY_HOURS_WEEK)

const struct scenario_key_spec scenario_keys[SCENARIO_KEY_COUNT] = {
	[SCENARIO_AREAS] = {"areas",
			    "open, or a known provider with postcodes like 41000002:7400-7439, or the same after a -",
			    0},
	[SCENARIO_PROVIDER_OUT] = {"provider_out", "a provider of the region", WHEN},
	[SCENARIO_CAREGIVERS] = {"caregivers", "caregivers to hire, from +1 to +1000",
				 WHEN | WHOSE | EMPLOYMENT | HOURS_WEEK},
	[SCENARIO_BIRTHS] = {"births", "a percentage with its sign, from -100% to +500%", WHEN | WHOSE},
	[SCENARIO_FIRST_LINE] = {"first_line", "a percentage from 0% to 100%", WHEN | WHOSE},
	[SCENARIO_LATE] = {"late", "days from -21d to 21d", WHEN | WHOSE},
	[SCENARIO_DIGITAL_CONSENT] = {"digital_consent", "a percentage from 0% to 100%", WHEN | WHOSE},
	[SCENARIO_HOLIDAY] = {"holiday", "a percentage from 0% to 100%", WHEN | WHOSE | EMPLOYMENT},
	[SCENARIO_ABSENCE] = {"absence", "a percentage from 0% to 100%", WHEN | WHOSE | EMPLOYMENT},
	[SCENARIO_KEY_FROM] = {"from", "a date like 2026-07-13 or 13-07-2026", 0},
	[SCENARIO_KEY_TO] = {"to", "a date like 2026-07-13 or 13-07-2026", 0},
	[SCENARIO_KEY_PROVIDER] = {"provider", "a provider of the region", 0},
	[SCENARIO_KEY_EMPLOYMENT] = {"employment", "employee (loondienst) or freelance (zzp)", 0},
	[SCENARIO_KEY_HOURS_WEEK] = {"hours_week", "hours from 1 to 60", 0},
};

/* Takes a + or - off the front; *negative tells which. */
static bool take_sign(struct field_text *text, bool *negative)
{
	*negative = text->length > 0 && text->bytes[0] == '-';
	if (!*negative && (text->length == 0 || text->bytes[0] != '+'))
		return false;
	text->bytes++;
	text->length--;
	return true;
}

/* A number with a unit of one character behind it. */
static bool take_unit(struct field_text *text, char unit)
{
	if (text->length == 0 || text->bytes[text->length - 1] != unit)
		return false;
	*text = field_trim(text->bytes, text->length - 1);
	return true;
}

/* At most one decimal, into permille. */
static bool read_percent(int32_t *permille, struct field_text text)
{
	int32_t ticks;

	if (!take_unit(&text, '%') || field_read_hours(&ticks, text) != FIELD_GOOD || ticks % PERMILLE_TICKS != 0)
		return false;
	*permille = ticks / PERMILLE_TICKS;
	return true;
}

static bool read_share(int32_t *permille, struct field_text text)
{
	return read_percent(permille, text) && *permille <= 1000;
}

static bool read_births(int32_t *permille, struct field_text text)
{
	bool negative;

	if (!take_sign(&text, &negative) || !read_percent(permille, text))
		return false;
	if (negative)
		*permille = -*permille;
	return *permille >= BIRTHS_LEAST && *permille <= BIRTHS_MOST;
}

static bool read_days(int32_t *days, struct field_text text)
{
	bool negative = false;

	take_sign(&text, &negative);
	if (!take_unit(&text, 'd') || field_read_count(days, text) != FIELD_GOOD || *days > LATE_MOST)
		return false;
	if (negative)
		*days = -*days;
	return true;
}

static bool read_hired(int32_t *count, struct field_text text)
{
	bool negative = false;

	take_sign(&text, &negative);
	return !negative && field_read_count(count, text) == FIELD_GOOD && *count >= 1 && *count <= HIRED_MOST;
}

static bool read_provider(int32_t *provider, struct field_text text, const struct region *region)
{
	for (*provider = 0; *provider < region->providers.count; (*provider)++) {
		const char *name = region->providers.names[*provider];
		if (strlen(name) == text.length && memcmp(name, text.bytes, text.length) == 0)
			return true;
	}
	return false;
}

static bool read_area_postcode(int32_t *postcode, struct field_text text)
{
	int32_t letters;

	return field_is_code(text, 4) && field_read_postcode(postcode, &letters, text) == FIELD_GOOD;
}

/* open, PROVIDER:FROM-TO or -PROVIDER:FROM-TO. A key may hold colons itself: the last one counts. */
static bool read_areas(struct scenario_action *action, struct field_text text, const struct region *region)
{
	bool shrinks = text.length > 0 && text.bytes[0] == '-';

	action->area = SCENARIO_AREA_OPEN;
	if (field_is_word(text, "open"))
		return true;
	action->area = shrinks ? SCENARIO_AREA_SHRINK : SCENARIO_AREA_WIDEN;
	if (shrinks)
		text = field_trim(text.bytes + 1, text.length - 1);
	const char *colon = memrchr(text.bytes, ':', text.length);
	if (colon == NULL)
		return false;
	size_t before = (size_t)(colon - text.bytes);
	struct field_text span = field_trim(colon + 1, text.length - before - 1);
	const char *dash = memchr(span.bytes, '-', span.length);
	if (dash == NULL)
		return false;
	size_t first = (size_t)(dash - span.bytes);

	return read_provider(&action->provider, field_trim(text.bytes, before), region) &&
	       read_area_postcode(&action->postcode_from, field_trim(span.bytes, first)) &&
	       read_area_postcode(&action->postcode_to, field_trim(dash + 1, span.length - first - 1)) &&
	       action->postcode_from <= action->postcode_to;
}

static bool read_employment(enum absence_employment *employment, struct field_text text)
{
	bool employee = field_is_word(text, "employee") || field_is_word(text, "loondienst");

	*employment = employee ? ABSENCE_EMPLOYEES : ABSENCE_FREELANCERS;
	return employee || field_is_word(text, "freelance") || field_is_word(text, "zzp");
}

bool scenario_value_read(struct scenario_action *action, enum scenario_key key, struct field_text text,
			 const struct region *region)
{
	switch ((int)key) {
	case SCENARIO_AREAS:
		return read_areas(action, text, region);
	case SCENARIO_PROVIDER_OUT:
	case SCENARIO_KEY_PROVIDER:
		return read_provider(&action->provider, text, region);
	case SCENARIO_CAREGIVERS:
		return read_hired(&action->amount, text);
	case SCENARIO_BIRTHS:
		return read_births(&action->amount, text);
	case SCENARIO_LATE:
		return read_days(&action->amount, text);
	case SCENARIO_FIRST_LINE:
	case SCENARIO_DIGITAL_CONSENT:
	case SCENARIO_HOLIDAY:
	case SCENARIO_ABSENCE:
		return read_share(&action->amount, text);
	case SCENARIO_KEY_FROM:
		return field_read_day(&action->first_day, text) == FIELD_GOOD;
	case SCENARIO_KEY_TO:
		return field_read_day(&action->last_day, text) == FIELD_GOOD;
	case SCENARIO_KEY_EMPLOYMENT:
		return read_employment(&action->employment, text);
	case SCENARIO_KEY_HOURS_WEEK:
		return field_read_hours(&action->week_ticks, text) == FIELD_GOOD &&
		       action->week_ticks >= REGION_HOUR_TICKS &&
		       action->week_ticks <= WEEK_HOURS_MOST * REGION_HOUR_TICKS;
	}
	return false;
}
