/* Makes up a region: tables as the providers of a region would send them, on real postcodes. The same options give the
 * same bytes. Families, caregivers and providers are invented; no table holds a name. */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "tools/generate/draft.h"
#include "tools/generate/draft_write.h"
#include "tools/generate/nation.h"

static const char help[] =
	"Usage: generate_region [OPTION]... FOLDER\n"
	"Makes up a region for kraamplan in FOLDER, on real postcodes. The same options give the same bytes.\n"
	"\n"
	"  --seed N               another region of the same kind (default 1)\n"
	"  --clients N            registrations (default 84); or:\n"
	"  --births-per-day N     births a day instead; a region of the field has about 7\n"
	"  --days N               due dates are known for N days ahead (default 28); births come around them\n"
	"  --tightness PERCENT    hours that caregivers offer until the last due date, of 100 hours wanted\n"
	"                         (default 70, a busy summer; 110 is ample)\n"
	"  --holes PERMILLE       postcodes that no provider serves (default 0)\n"
	"  --place NAME           place, municipality or four-digit postcode in the middle (default Apeldoorn)\n"
	"  --providers N          provider organisations (default by size)\n"
	"  --pins N               N visits that must take place and N that never may (default 0)\n"
	"  --guarantee            an insurer guarantees the hours of those who registered before week 20\n"
	"  --dialect en|nl        English CSV, or as a Dutch Excel writes it (default en)\n"
	"  --plan-date DATE       first day that is planned (default 2026-07-13)\n"
	"  --national             the whole country: 70 regions of realistic sizes, each a folder in FOLDER\n"
	"  --postcodes FILE       table of postcodes (default tools/generate/data/pc4.csv)\n"
	"  --help                 this text\n";

enum {
	SEED,
	CLIENTS,
	BIRTHS,
	DAYS,
	TIGHTNESS,
	HOLES,
	PLACE,
	PROVIDERS,
	PINS,
	GUARANTEE,
	DIALECT,
	DATE,
	NATIONAL,
	POSTCODES,
	HELP
};

static const struct option long_options[] = {
	{"seed", required_argument, NULL, SEED},
	{"clients", required_argument, NULL, CLIENTS},
	{"births-per-day", required_argument, NULL, BIRTHS},
	{"days", required_argument, NULL, DAYS},
	{"tightness", required_argument, NULL, TIGHTNESS},
	{"holes", required_argument, NULL, HOLES},
	{"place", required_argument, NULL, PLACE},
	{"providers", required_argument, NULL, PROVIDERS},
	{"pins", required_argument, NULL, PINS},
	{"guarantee", no_argument, NULL, GUARANTEE},
	{"dialect", required_argument, NULL, DIALECT},
	{"plan-date", required_argument, NULL, DATE},
	{"national", no_argument, NULL, NATIONAL},
	{"postcodes", required_argument, NULL, POSTCODES},
	{"help", no_argument, NULL, HELP},
	{NULL, 0, NULL, 0},
};

struct request {
	struct draft_options draft;
	struct draft_format format;
	int32_t births_per_day; /* 0: client_count holds */
	const char *place, *postcodes_file, *folder;
	bool national, help;
};

/* A whole number from least to most; the name of the option for the message. */
static bool read_number(int32_t *number, const char *name, const char *text, int32_t least, int32_t most)
{
	char *end;

	errno = 0;
	long value = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || value < least || value > most) {
		fprintf(stderr, "--%s: expected a whole number from %d to %d, found \"%s\"\n", name, (int)least,
			(int)most, text);
		return false;
	}
	*number = (int32_t)value;
	return true;
}

static bool read_date(int32_t *day, const char *text)
{
	char *end;
	long year = strtol(text, &end, 10), month = *end == '-' ? strtol(end + 1, &end, 10) : 0;
	long day_of_month = *end == '-' ? strtol(end + 1, &end, 10) : 0;

	if (*end == '\0' && year > 0 && year < 10000 && month > 0 && month < 13 && day_of_month > 0 &&
	    day_of_month < 32 && day_from_civil(day, (int)year, (int)month, (int)day_of_month))
		return true;
	fprintf(stderr, "--plan-date: expected a date like 2026-07-13, found \"%s\"\n", text);
	return false;
}

static bool read_option(struct request *request, int option, const char *name)
{
	struct draft_options *draft = &request->draft;
	int32_t number = 0;

	switch (option) {
	case SEED:
		if (!read_number(&number, name, optarg, 0, INT32_MAX))
			return false;
		draft->seed = (uint64_t)number;
		return true;
	case CLIENTS:
		return read_number(&draft->client_count, name, optarg, 1, 99999);
	case BIRTHS:
		return read_number(&request->births_per_day, name, optarg, 1, 1000);
	case DAYS:
		return read_number(&draft->expected_days, name, optarg, 1, 200);
	case TIGHTNESS:
		return read_number(&draft->tightness_percent, name, optarg, 0, 1000);
	case HOLES:
		return read_number(&draft->hole_permille, name, optarg, 0, 900);
	case PROVIDERS:
		return read_number(&draft->provider_count, name, optarg, 1, 500);
	case PINS:
		return read_number(&draft->pin_count, name, optarg, 0, 1000);
	case DATE:
		return read_date(&draft->plan_date, optarg);
	case PLACE:
		request->place = optarg;
		return true;
	case POSTCODES:
		request->postcodes_file = optarg;
		return true;
	case DIALECT:
		request->format.dutch = strcmp(optarg, "nl") == 0;
		return request->format.dutch || strcmp(optarg, "en") == 0;
	case GUARANTEE:
		return request->format.guarantee = true;
	case NATIONAL:
		return request->national = true;
	case HELP:
		return request->help = true;
	default:
		return false;
	}
}

static bool read_request(struct request *request, int argc, char **argv)
{
	*request = (struct request){
		.draft = {.seed = 1, .client_count = 84, .expected_days = 28, .tightness_percent = 70},
		.place = "Apeldoorn",
		.postcodes_file = "tools/generate/data/pc4.csv",
	};
	day_from_civil(&request->draft.plan_date, 2026, 7, 13);
	for (int option, index = 0; (option = getopt_long(argc, argv, "", long_options, &index)) != -1;)
		if (!read_option(request, option, option == '?' ? "" : long_options[index].name))
			return false;
	if (request->help)
		return true;
	if (optind != argc - 1)
		return false;
	request->folder = argv[optind];
	if (request->births_per_day > 0)
		request->draft.client_count =
			request->births_per_day * (DRAFT_PAST_DAYS + request->draft.expected_days);
	return true;
}

static bool generate(const struct request *request, const struct draft_options *options,
		     const struct postcodes *postcodes, const char *folder)
{
	struct draft draft;

	draft_make(&draft, options, postcodes);
	bool written = draft_write_region(&draft, request->format, folder);
	if (written)
		printf("%s: %d clients, %d caregivers of %d providers, %d postcodes; %d hours wanted, %d offered (%d "
		       "%%)\n",
		       folder, (int)draft.client_count, (int)draft.caregiver_count, (int)draft.provider_count,
		       (int)draft.place_count, (int)(draft.wanted_minutes / 60), (int)(draft.offered_minutes / 60),
		       (int)((int64_t)draft.offered_minutes * 100 /
			     (draft.wanted_minutes > 0 ? draft.wanted_minutes : 1)));
	draft_free(&draft);
	return written;
}

static bool generate_nation(const struct request *request, const struct postcodes *postcodes)
{
	struct nation_region regions[NATION_REGIONS];
	bool written = true;

	nation_divide(regions, postcodes);
	if (mkdir(request->folder, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "%s: %s\n", request->folder, strerror(errno));
		return false;
	}
	for (int32_t i = 0; i < NATION_REGIONS && written; i++) {
		struct draft_options options = request->draft;
		char folder[PATH_MAX];
		options.seed += (uint64_t)i;
		options.middle = regions[i].middle;
		options.client_count =
			regions[i].births_per_1000_days * (DRAFT_PAST_DAYS + options.expected_days) / 1000 + 1;
		snprintf(folder, sizeof folder, "%s/%02d-%s", request->folder, (int)i + 1, regions[i].name);
		written = generate(request, &options, postcodes, folder);
	}
	return written;
}

int main(int argc, char **argv)
{
	struct request request;
	struct postcodes postcodes = {0};

	if (!read_request(&request, argc, argv)) {
		fputs("generate_region: wrong usage; --help tells what there is\n", stderr);
		return 2;
	}
	if (request.help) {
		fputs(help, stdout);
		return 0;
	}
	bool good = postcodes_read(&postcodes, request.postcodes_file);
	if (good && !request.national && !postcodes_find_place(&request.draft.middle, &postcodes, request.place)) {
		fprintf(stderr, "--place: no place, municipality or postcode is called \"%s\"\n", request.place);
		good = false;
	}
	if (good)
		good = request.national ? generate_nation(&request, &postcodes)
					: generate(&request, &request.draft, &postcodes, request.folder);
	free(postcodes.rows);
	return good ? 0 : 1;
}
