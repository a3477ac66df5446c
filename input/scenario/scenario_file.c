#include "input/scenario/scenario_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "input/text/dialect.h"
#include "input/text/ini_file.h"
#include "input/scenario/scenario_value.h"
#include "planner/region/setting.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"

#define SEED_DEFAULT 1
#define NAME_BYTES_MOST 40 /* it becomes the name of a folder */
#define POLICY_PREFIX "policy."

/* A section as it stands, before it is built on others. */
struct section {
	char *name; /* owned, as all texts here */
	uint32_t line;
	char *like; /* NULL: none */
	struct ini_place like_place;
	struct ini_place given[SCENARIO_KEY_COUNT];          /* line 0: the key is not there */
	struct scenario_action actions[SCENARIO_KIND_COUNT]; /* those whose key is given */
	struct scenario_action more;                         /* what the other keys say */
	struct load_override *overrides;                     /* of the policy */
	size_t override_count;
};

struct reader {
	struct source *source; /* borrowed */
	const struct scenario_base *base;
	struct scenarios *scenarios;
	struct section *sections;
	size_t section_count;
	bool refused; /* the section that is read has no name that can be used */
	uint32_t seed_line;
};

static char *copy_text(struct field_text text)
{
	char *copy = memory_allocate(text.length + 1, 1);

	memcpy(copy, text.bytes, text.length);
	return copy;
}

static void refuse(struct reader *reader, uint32_t line, uint32_t column, struct field_text name, const char *why)
{
	char quoted[FIELD_QUOTE_SIZE];

	field_quote(quoted, name);
	source_find(reader->source, false, line, column, "%s: %s", quoted, why);
}

static void refuse_name(struct reader *reader, struct ini_place place, struct field_text name, const char *why)
{
	refuse(reader, place.line, place.name_column, name, why);
}

static void refuse_repeated(struct reader *reader, struct ini_place place, struct field_text name, uint32_t first_line)
{
	char why[64];

	snprintf(why, sizeof why, "is there already, on line %u", (unsigned)first_line);
	refuse_name(reader, place, name, why);
}

static void refuse_value(struct reader *reader, struct ini_place place, struct field_text name, struct field_text value,
			 const char *expected)
{
	char quoted[FIELD_QUOTE_SIZE];

	field_quote(quoted, value);
	source_find(reader->source, false, place.line, place.column, "%.*s: expected %s, found %s", (int)name.length,
		    name.bytes, expected, quoted);
}

/* Names of folders of the result that no scenario can have. */
static bool is_reserved(struct field_text name)
{
	return field_is_word(name, "base") || field_is_word(name, "tables");
}

static bool is_name(struct field_text name)
{
	bool good = name.length > 0 && name.length <= NAME_BYTES_MOST;

	for (size_t i = 0; good && i < name.length; i++) {
		char c = name.bytes[i];
		good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
		       (c == '-' && i > 0);
	}
	return good;
}

/* In any case of letters: folders of some systems know no other. */
static struct section *find_section(struct reader *reader, struct field_text name)
{
	for (size_t i = 0; i < reader->section_count; i++)
		if (field_is_word(name, reader->sections[i].name))
			return &reader->sections[i];
	return NULL;
}

static void begin_section(void *context, struct field_text name, uint32_t line)
{
	struct reader *reader = context;
	const struct section *first = find_section(reader, name);
	char why[64];

	reader->refused = true;
	if (!is_name(name) || is_reserved(name)) {
		refuse(reader, line, 1, name,
		       "expected a name of letters, digits, _ and -, at most 40, but not base or tables");
	} else if (first != NULL) {
		snprintf(why, sizeof why, "is there already, on line %u", (unsigned)first->line);
		refuse(reader, line, 1, name, why);
	} else {
		reader->refused = false;
		reader->sections = memory_resize(reader->sections, reader->section_count + 1, sizeof *reader->sections);
		reader->sections[reader->section_count++] = (struct section){
			.name = copy_text(name),
			.line = line,
			.more = {.first_day = INT32_MIN,
				 .last_day = INT32_MAX,
				 .provider = REGION_NONE,
				 .employment = ABSENCE_ALL,
				 .week_ticks = REGION_NONE},
		};
	}
}

static void take_seed(struct reader *reader, struct field_text name, struct field_text value, struct ini_place place)
{
	int32_t seed;

	if (!field_is_word(name, "seed"))
		refuse_name(reader, place, name, "stands before the first section; only seed may");
	else if (reader->seed_line > 0)
		refuse_repeated(reader, place, name, reader->seed_line);
	else if (field_read_count(&seed, value) != FIELD_GOOD || seed < 1)
		refuse_value(reader, place, name, value, "a whole number from 1 to 999999");
	else
		reader->scenarios->seed = seed;
	reader->seed_line = place.line;
}

/* What the policy makes of it is told later, when all of it is known. */
static void take_override(struct reader *reader, struct field_text name, struct field_text value,
			  struct ini_place place)
{
	struct section *section = &reader->sections[reader->section_count - 1];

	for (size_t i = 0; i < section->override_count; i++)
		if (field_is_word(name, section->overrides[i].name)) {
			refuse_repeated(reader, place, name, section->overrides[i].place.line);
			return;
		}
	section->overrides = memory_resize(section->overrides, section->override_count + 1, sizeof *section->overrides);
	section->overrides[section->override_count++] = (struct load_override){
		.name = copy_text(name), .value = copy_text(value), .source = reader->source, .place = place};
}

static void take_key(struct reader *reader, enum scenario_key key, struct field_text value, struct ini_place place)
{
	struct section *section = &reader->sections[reader->section_count - 1];
	struct scenario_action *action = (int)key < SCENARIO_KIND_COUNT ? &section->actions[key] : &section->more;
	const char *name = scenario_keys[key].name;
	const struct field_text name_text = {name, strlen(name)};

	if (section->given[key].line > 0) {
		refuse_repeated(reader, place, name_text, section->given[key].line);
		return;
	}
	section->given[key] = place;
	if ((int)key < SCENARIO_KIND_COUNT)
		action->provider = REGION_NONE;
	if (!scenario_value_read(action, key, value, reader->base->region))
		refuse_value(reader, place, name_text, value, scenario_keys[key].expected);
}

static void take_like(struct reader *reader, struct field_text name, struct field_text value, struct ini_place place)
{
	struct section *section = &reader->sections[reader->section_count - 1];

	if (section->like != NULL) {
		refuse_repeated(reader, place, name, section->like_place.line);
		return;
	}
	section->like = copy_text(value);
	section->like_place = place;
}

static void take_line(void *context, struct field_text section, struct field_text name, struct field_text value,
		      struct ini_place place)
{
	static const size_t prefix = sizeof POLICY_PREFIX - 1;
	struct reader *reader = context;

	if (reader->section_count == 0 && section.length == 0 && !reader->refused) {
		take_seed(reader, name, value, place);
		return;
	}
	if (reader->refused)
		return;
	if (name.length > prefix && strncasecmp(name.bytes, POLICY_PREFIX, prefix) == 0) {
		take_override(reader, (struct field_text){name.bytes + prefix, name.length - prefix}, value, place);
		return;
	}
	if (field_is_word(name, settings[MEDIATION].name)) {
		take_override(reader, name, value, place);
		return;
	}
	if (field_is_word(name, "like")) {
		take_like(reader, name, value, place);
		return;
	}
	for (int key = 0; key < SCENARIO_KEY_COUNT; key++)
		if (field_is_word(name, scenario_keys[key].name)) {
			take_key(reader, (enum scenario_key)key, value, place);
			return;
		}
	refuse_name(reader, place, name, "there is no such key");
}

/* Keys that say more must say it about something. */
static void check_more(struct reader *reader, const struct section *section)
{
	unsigned heeded = 0;

	for (int kind = 0; kind < SCENARIO_KIND_COUNT; kind++)
		if (section->given[kind].line > 0)
			heeded |= scenario_keys[kind].heeded;
	for (int key = SCENARIO_KIND_COUNT; key < SCENARIO_KEY_COUNT; key++) {
		const char *name = scenario_keys[key].name;
		if (section->given[key].line > 0 && !(heeded & 1u << key))
			refuse_name(reader, section->given[key], (struct field_text){name, strlen(name)},
				    "nothing in this section heeds it");
	}
	if (section->more.first_day > section->more.last_day)
		source_find(reader->source, false, section->given[SCENARIO_KEY_TO].line,
			    section->given[SCENARIO_KEY_TO].column, "to: lies before from");
}

/* The section that this one is like; NULL if none, or none that is known. */
static struct section *find_like(struct reader *reader, const struct section *section)
{
	return section->like != NULL ? find_section(reader, (struct field_text){section->like, strlen(section->like)})
				     : NULL;
}

static void check_like(struct reader *reader, const struct section *section)
{
	static const struct field_text name = {"like", 4};
	const struct section *other = section;

	if (section->like == NULL)
		return;
	if (find_like(reader, section) == NULL) {
		refuse_value(reader, section->like_place, name,
			     (struct field_text){section->like, strlen(section->like)}, "the name of another section");
		return;
	}
	/* Who is only built on a circle is not told of it once more: so many steps, and no way back to it. */
	for (size_t steps = 0; other != NULL && steps <= reader->section_count; steps++) {
		other = find_like(reader, other);
		if (other == section) {
			source_find(reader->source, false, section->like_place.line, section->like_place.column,
				    "like: %s is built on itself", section->name);
			return;
		}
	}
}

/* The action of a section, with what its other keys say about it. */
static struct scenario_action make_action(const struct section *section, int kind)
{
	const struct scenario_action *own = &section->actions[kind];
	struct scenario_action action = section->more;

	action.kind = (enum scenario_kind)kind;
	action.amount = own->amount;
	action.area = own->area;
	action.postcode_from = own->postcode_from;
	action.postcode_to = own->postcode_to;
	if (!(scenario_keys[kind].heeded & 1u << SCENARIO_KEY_PROVIDER))
		action.provider = own->provider;
	return action;
}

/* Those of one kind: first of what it is like, then its own. */
static void add_actions(struct scenario *scenario, struct reader *reader, const struct section *section, int kind)
{
	const struct section *like = find_like(reader, section);

	if (like != NULL)
		add_actions(scenario, reader, like, kind);
	if (section->given[kind].line == 0)
		return;
	scenario->actions = memory_resize(scenario->actions, scenario->action_count + 1, sizeof *scenario->actions);
	scenario->actions[scenario->action_count++] = make_action(section, kind);
}

static void add_overrides(struct load_override **overrides, size_t *count, struct reader *reader,
			  const struct section *section)
{
	const struct section *like = find_like(reader, section);

	if (like != NULL)
		add_overrides(overrides, count, reader, like);
	*overrides = memory_resize(*overrides, *count + section->override_count, sizeof **overrides);
	for (size_t i = 0; i < section->override_count; i++)
		(*overrides)[(*count)++] = section->overrides[i];
}

/* False if the policy cannot be what it says. */
static bool add_scenario(struct reader *reader, size_t index)
{
	const struct section *section = &reader->sections[index];
	struct scenario *scenario = &reader->scenarios->list[index];
	struct load_options options = *reader->base->options;
	struct load_override *overrides = NULL;
	char hex[FILE_HEX_SIZE];

	scenario->name = memory_copy_text(section->name);
	for (int kind = 0; kind < SCENARIO_KIND_COUNT; kind++)
		add_actions(scenario, reader, section, kind);
	add_overrides(&overrides, &options.override_count, reader, section);
	options.overrides = overrides;
	bool good = load_policy(&scenario->policy, reader->base->folder, &options, hex, reader->source->log);
	free(overrides);
	return good;
}

static int compare_scenarios(const void *left, const void *right)
{
	return strcmp(((const struct scenario *)left)->name, ((const struct scenario *)right)->name);
}

/* One after the sections that it is built on: what is wrong in those is told once, and not again for those on top. */
static void add_scenarios(struct reader *reader)
{
	bool *done = memory_allocate(reader->section_count, sizeof *done);
	bool *good = memory_allocate(reader->section_count, sizeof *good);

	reader->scenarios->list = memory_allocate(reader->section_count, sizeof *reader->scenarios->list);
	reader->scenarios->count = reader->section_count;
	for (bool changed = true; changed;) {
		changed = false;
		for (size_t i = 0; i < reader->section_count; i++) {
			const struct section *like = find_like(reader, &reader->sections[i]);
			if (done[i] || (like != NULL && !good[like - reader->sections]))
				continue;
			good[i] = add_scenario(reader, i);
			done[i] = changed = true;
		}
	}
	free(done);
	free(good);
}

static void free_section(struct section *section)
{
	for (size_t i = 0; i < section->override_count; i++) {
		free((char *)section->overrides[i].name);
		free((char *)section->overrides[i].value);
	}
	free(section->overrides);
	free(section->like);
	free(section->name);
}

bool scenario_file_read_source(struct scenarios *scenarios, struct source *source, const struct scenario_base *base)
{
	struct reader reader = {.source = source, .base = base, .scenarios = scenarios};
	const struct ini_events events = {begin_section, take_line, &reader};
	const struct error_log *log = source->log;

	*scenarios = (struct scenarios){.seed = SEED_DEFAULT};
	ini_file_read(source, &events);
	for (size_t i = 0; i < reader.section_count; i++) {
		check_more(&reader, &reader.sections[i]);
		check_like(&reader, &reader.sections[i]);
	}
	if (error_exit_code(log) == EXIT_DONE && reader.section_count == 0)
		source_find(source, false, 0, 0, "there is no scenario in it: [NAME] begins one");
	if (error_exit_code(log) == EXIT_DONE)
		add_scenarios(&reader);
	if (error_exit_code(log) == EXIT_DONE)
		qsort(scenarios->list, scenarios->count, sizeof *scenarios->list, compare_scenarios);
	for (size_t i = 0; i < reader.section_count; i++)
		free_section(&reader.sections[i]);
	free(reader.sections);
	return error_exit_code(log) == EXIT_DONE;
}

static bool read_text(struct source *source)
{
	enum file_result result =
		file_read(&source->text, source->name, FILE_POLICY_BYTES_MAX, source->name, source->log);

	if (result == FILE_ABSENT)
		return error_fail(source->log, EXIT_SYSTEM, "cannot read %s: there is no such file", source->name);
	if (result != FILE_READ)
		return false;
	return dialect_decode(&source->text, source->name, source->log);
}

bool scenario_file_read(struct scenarios *scenarios, const char *path, const struct scenario_base *base,
			struct error_log *log)
{
	struct source source = {.name = path, .log = log};
	bool good = read_text(&source);

	*scenarios = (struct scenarios){0};
	good = good && scenario_file_read_source(scenarios, &source, base);
	source_free(&source);
	return good;
}
