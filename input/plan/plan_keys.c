#include "input/plan/plan_keys.h"

#include <string.h>

#include "input/text/field.h"
#include "input/text/file.h"
#include "planner/base/formula.h"
#include "planner/region/files.h"
#include "planner/region/words.h"

enum column { DATE, CLIENT, CAREGIVER, HOURS, COLUMN_COUNT };

static const char *const names[COLUMN_COUNT] = {"date", "client_id", "caregiver_id", "hours"};

static bool find_columns(int columns[COLUMN_COUNT], const struct cells *cells)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		columns[i] = cells_find_column(cells, names[i]);
		if (columns[i] < 0)
			columns[i] = cells_find_column(cells, words_dutch(names[i]));
		if (columns[i] < 0)
			return false;
	}
	return true;
}

static struct field_text get_cell(const struct cells *cells, size_t row, int column)
{
	const char *text = cells_text(cells, row, (size_t)column);

	return field_trim(text, strlen(text));
}

static void take_row(struct plan_keys *keys, size_t row, const int columns[COLUMN_COUNT], int32_t plan_date)
{
	const struct cells *cells = &keys->cells;
	const char *client = formula_skip_guard(cells_text(cells, row, (size_t)columns[CLIENT]));
	int32_t day, ticks;

	if (field_read_day(&day, get_cell(cells, row, columns[DATE])) != FIELD_GOOD ||
	    field_read_hours(&ticks, get_cell(cells, row, columns[HOURS])) != FIELD_GOOD)
		return;
	if (day >= plan_date) {
		loss_add(&keys->before.clients, client, ticks);
		loss_add(&keys->before.caregivers,
			 formula_skip_guard(cells_text(cells, row, (size_t)columns[CAREGIVER])), ticks);
	}
	if (day == plan_date - 1)
		loss_add(&keys->before.visits, client, ticks);
}

bool plan_keys_read(struct plan_keys *keys, const char *folder, int32_t plan_date, struct error_log *log)
{
	struct file_bytes bytes = {0};
	int columns[COLUMN_COUNT];
	enum file_result result = file_read_in(&bytes, folder, PLAN_VISITS, log);

	*keys = (struct plan_keys){.before = {.plan_date = plan_date, .last_day = plan_date - 1}};
	if (result == FILE_ABSENT)
		error_fail(log, EXIT_SYSTEM, "%s is not a plan: there is no %s", folder, PLAN_VISITS);
	bool good = result == FILE_READ && cells_read(&keys->cells, &bytes, PLAN_VISITS, log);

	file_free(&bytes);
	if (!good || !find_columns(columns, &keys->cells))
		return false;
	for (size_t row = 1; row <= keys->cells.row_count; row++)
		take_row(keys, row, columns, plan_date);
	return true;
}

void plan_keys_free(struct plan_keys *keys)
{
	loss_free_before(&keys->before);
	cells_free(&keys->cells);
}
