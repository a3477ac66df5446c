#include "output/runs/whatif_terminal.h"

#include <stdio.h>
#include <stdlib.h>

#define NAME_COLUMNS 18
#define MINUTES_PER_HOUR 60
#define MILLIONTHS_PER_PERCENT 10000

/* What a line shows. */
struct line {
	int64_t clients, wanted, available, given, below, short_hours, share;
};

static int64_t whole_hours(int64_t minutes)
{
	return (minutes + MINUTES_PER_HOUR / 2) / MINUTES_PER_HOUR;
}

static struct line make_line(const struct whatif_figures *figures)
{
	const struct whatif_sum *all = &figures->all;
	int64_t shares = all->share_clients > 0 ? all->share_clients : 1;

	return (struct line){.clients = all->clients,
			     .wanted = whole_hours(all->wanted_minutes),
			     .available = whole_hours(figures->available_minutes),
			     .given = whole_hours(all->planned_minutes + all->digital_minutes),
			     .below = all->below_minimum,
			     .short_hours = whole_hours(all->short_amounts[TIER_MINIMUM]),
			     .share = all->share_millionths / shares / MILLIONTHS_PER_PERCENT};
}

void whatif_terminal_begin(struct text *text)
{
	text_format(text, "%-*s %7s %8s %9s %7s %7s %7s %6s\n", NAME_COLUMNS, "Scenario", "clients", "wanted",
		    "available", "given", "below", "short", "share");
}

static void add_difference(struct text *text, int width, int64_t value, const char *unit)
{
	char shown[32];

	snprintf(shown, sizeof shown, value == 0 ? "=" : "%+lld%s", (long long)value, unit);
	text_format(text, " %*s", width, shown);
}

void whatif_terminal_add(struct text *text, const char *name, const struct whatif_figures *figures,
			 const struct whatif_figures *base)
{
	struct line own = make_line(figures), other;

	text_format(text, "%-*s %7lld %6lld h %7lld h %5lld h %7lld %5lld h %4lld %%\n", NAME_COLUMNS, name,
		    (long long)own.clients, (long long)own.wanted, (long long)own.available, (long long)own.given,
		    (long long)own.below, (long long)own.short_hours, (long long)own.share);
	if (base == NULL)
		return;
	other = make_line(base);
	text_format(text, "%-*s", NAME_COLUMNS, "");
	add_difference(text, 7, own.clients - other.clients, "");
	add_difference(text, 8, own.wanted - other.wanted, " h");
	add_difference(text, 9, own.available - other.available, " h");
	add_difference(text, 7, own.given - other.given, " h");
	add_difference(text, 7, own.below - other.below, "");
	add_difference(text, 7, own.short_hours - other.short_hours, " h");
	add_difference(text, 6, own.share - other.share, " %");
	text_add(text, "\n");
}

void whatif_terminal_end(struct text *text, const char *folder)
{
	text_format(text,
		    "Hours still to give, offered and given (visits and digital); clients below the\n"
		    "legal minimum and the hours that they lack of it; share of what is wanted beyond\n"
		    "minimum and medical hours, the mean over clients. Below: more or less than base.\n"
		    "\n"
		    "To look at next\n"
		    "  %s/comparison.csv   all figures; weeks.csv, areas.csv, insurers.csv: by each\n"
		    "  %s/changes.csv      who gets more or less, and why\n",
		    folder, folder);
}
