#include "input/region/strays.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input/text/field.h"
#include "planner/region/schema.h"

#define NAME_MOST 40    /* longer names are near to none */
#define SHORT_LETTERS 6 /* names of fewer letters are near with one edit only: with two, pins would be near plans */

/* What a table may be called by who does not know its name. The name itself without its ending stands first. */
static const char *const names[][6] = {
	[SCHEMA_CLIENTS] = {"clients", "client", "clienten", "klanten", "aanmeldingen"},
	[SCHEMA_CAREGIVERS] = {"caregivers", "caregiver", "kraamverzorgenden", "kraamverzorgende", "zorgverleners"},
	[SCHEMA_AVAILABILITY] = {"availability", "beschikbaarheid", "rooster", "diensten"},
	[SCHEMA_WORKAREAS] = {"workareas", "werkgebieden", "werkgebied"},
	[SCHEMA_CONTRACTS] = {"contracts", "contract", "contracten"},
	[SCHEMA_DELIVERIES] = {"deliveries", "delivery", "leveringen", "levering", "geleverd"},
	[SCHEMA_PINS] = {"pins", "pin", "vast", "vastgezet"},
	[SCHEMA_ABSENCES] = {"absences", "absence", "afwezigheid", "verzuim"},
	[SCHEMA_TABLE_COUNT] = {"policy", "beleid"},
};

#define NAME_COUNT (sizeof names / sizeof *names)

static const char *get_file(size_t index)
{
	return index < SCHEMA_TABLE_COUNT ? schemas[index].file : "policy.ini";
}

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* The least number of letters put in, left out, changed, or swapped with their neighbour, that makes a to b (optimal
 * string alignment). */
static size_t count_edits(const char *a, const char *b)
{
	size_t length_a = strlen(a), length_b = strlen(b);
	size_t edits[NAME_MOST + 1][NAME_MOST + 1];

	for (size_t i = 0; i <= length_a; i++)
		for (size_t j = 0; j <= length_b; j++) {
			if (i == 0 || j == 0) {
				edits[i][j] = i + j;
				continue;
			}
			edits[i][j] = smallest(edits[i - 1][j] + 1, edits[i][j - 1] + 1,
					       edits[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    edits[i - 2][j - 2] + 1 < edits[i][j])
				edits[i][j] = edits[i - 2][j - 2] + 1;
		}
	return edits[length_a][length_b];
}

/* The name in lower case up to its first dot; false if it is longer than any that could be near. */
static bool take_stem(char stem[NAME_MOST + 1], const char *name)
{
	size_t length = strcspn(name, ".");

	if (length > NAME_MOST)
		return false;
	for (size_t i = 0; i < length; i++)
		stem[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] - 'A' + 'a') : name[i];
	stem[length] = '\0';
	return true;
}

/* The file for which this name was meant, perhaps; NULL for none. */
static const char *find_meant(const char *name)
{
	char stem[NAME_MOST + 1];

	if (!take_stem(stem, name))
		return NULL;
	for (size_t i = 0; i < NAME_COUNT; i++)
		for (size_t j = 0; j < sizeof *names / sizeof **names && names[i][j] != NULL; j++)
			if (count_edits(stem, names[i][j]) <= (strlen(names[i][j]) < SHORT_LETTERS ? 1 : 2))
				return get_file(i);
	return NULL;
}

static bool is_own(const char *name)
{
	for (size_t i = 0; i < NAME_COUNT; i++)
		if (strcmp(name, get_file(i)) == 0)
			return true;
	return name[0] == '.';
}

static void look_at(DIR *folder, const char *name, struct error_log *log)
{
	struct stat status;
	char quoted[FIELD_QUOTE_SIZE];

	if (is_own(name) || fstatat(dirfd(folder), name, &status, 0) != 0 || S_ISDIR(status.st_mode))
		return;
	const char *meant = find_meant(name);

	field_quote(quoted, (struct field_text){name, strlen(name)});
	if (meant != NULL)
		error_find(log, false, meant, 0, 0, NULL, "the file %s is nearly called so: rename or remove it",
			   quoted);
	else
		error_find(log, true, "region", 0, 0, NULL, "the file %s is none of its tables and is not read",
			   quoted);
}

void strays_find(const char *path, struct error_log *log)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;

	if (folder == NULL) {
		error_fail(log, EXIT_SYSTEM, "cannot read the region %s: %s", path, strerror(errno));
		return;
	}
	while (errno = 0, (entry = readdir(folder)) != NULL)
		look_at(folder, entry->d_name, log);
	if (errno != 0)
		error_fail(log, EXIT_SYSTEM, "cannot read the region %s: %s", path, strerror(errno));
	closedir(folder);
}
