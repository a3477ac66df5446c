#include "input/plan/draws_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/text/field.h"
#include "planner/base/day.h"
#include "planner/figures/draws_columns.h"
#include "planner/base/formula.h"
#include "planner/base/memory.h"
#include "planner/region/region.h"
#include "planner/region/postcode.h"

#define BUFFER_SIZE ((size_t)32 * 1024)
#define LINE_MAX_SIZE ((size_t)4 * 1024) /* ours have less than 300 bytes: a key of 64, each of them doubled at worst */
#define COUNT_MOST 1000000               /* also of clients: as many rows as a table may have */
#define DIGITS_MOST 15

static enum draws_result refuse(struct draws_reader *reader, const char *column, const char *why)
{
	error_find(reader->log, false, reader->path, reader->line_number, 0, NULL, "%s%s%s", column,
		   column[0] != '\0' ? ": " : "", why);
	return DRAWS_BAD;
}

static bool fail(struct draws_reader *reader)
{
	return error_fail(reader->log, EXIT_SYSTEM, "cannot read %s: %s", reader->path, strerror(errno));
}

/* Reads on, until the buffer is full or the file at its end. */
static bool read_on(struct draws_reader *reader, int fd)
{
	while (reader->end < BUFFER_SIZE) {
		off_t position = (off_t)reader->offset + (off_t)(reader->end - reader->begin);
		ssize_t count = pread(fd, reader->buffer + reader->end, BUFFER_SIZE - reader->end, position);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return fail(reader);
		if (count == 0)
			return true;
		reader->end += (size_t)count;
	}
	return true;
}

/* Is it a file, and the one that was read before? */
static bool check_file(struct draws_reader *reader, int fd)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return fail(reader);
	if (!S_ISREG(status.st_mode)) {
		refuse(reader, "", "not a regular file");
		return false;
	}
	if (reader->inode != 0 && (reader->inode != status.st_ino || reader->device != status.st_dev))
		return error_fail(reader->log, EXIT_SYSTEM, "%s: another file took its place while it was read",
				  reader->path);
	reader->inode = status.st_ino;
	reader->device = status.st_dev;
	return true;
}

/* Fills the buffer with what follows. The file is open only now: there may be more parts than a process may have files.
 * False: it could not be read, and the log tells. */
static bool fill(struct draws_reader *reader)
{
	/* O_NONBLOCK: opening a pipe must not wait for somebody to write into it. */
	int fd = open(reader->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0 && errno == ENOENT)
		return error_fail(reader->log, EXIT_SYSTEM, "%s: it is not there", reader->path);
	if (fd < 0)
		return fail(reader);
	memmove(reader->buffer, reader->buffer + reader->begin, reader->end - reader->begin);
	reader->end -= reader->begin;
	reader->begin = 0;
	bool good = check_file(reader, fd) && read_on(reader, fd);
	close(fd);
	return good;
}

/* The next line that is whole. */
static enum draws_result take_line(struct draws_reader *reader)
{
	for (int attempt = 0; attempt < 2; attempt++) {
		const char *line = reader->buffer + reader->begin;
		size_t left = reader->end - reader->begin, most = left < LINE_MAX_SIZE ? left : LINE_MAX_SIZE;
		const char *stop = memchr(line, '\n', most);
		if (stop != NULL) {
			reader->line = line;
			reader->line_size = (size_t)(stop - line) + 1;
			reader->begin += reader->line_size;
			reader->offset += reader->line_size;
			reader->line_number++;
			return DRAWS_ROW;
		}
		if (attempt == 0 && !fill(reader))
			return DRAWS_BAD;
	}
	if (reader->end - reader->begin >= LINE_MAX_SIZE) {
		reader->line_number++;
		return refuse(reader, "", "this line is longer than risk writes any");
	}
	return reader->begin == reader->end && reader->whole ? DRAWS_END : DRAWS_BROKEN_OFF;
}

/* Cells of the line, each with a zero byte after it; false if it has others than there are columns, or stray quotes. */
static bool split_line(struct draws_reader *reader, struct field_text cells[DRAWS_COLUMN_COUNT])
{
	const char *at = reader->line, *stop = reader->line + reader->line_size - 1;
	char *out = reader->cells;

	for (size_t i = 0; i < DRAWS_COLUMN_COUNT; i++) {
		char *cell = out;
		if (at < stop && *at == '"') {
			/* Quotes within are doubled; the one that is not ends the cell. */
			for (at++; at < stop && (*at != '"' || (at + 1 < stop && at[1] == '"')); at++) {
				at += *at == '"';
				*out++ = *at;
			}
			if (at == stop || (++at < stop && *at != ','))
				return false;
		} else {
			for (; at < stop && *at != ','; at++) {
				if (*at == '"')
					return false;
				*out++ = *at;
			}
		}
		cells[i] = (struct field_text){cell, (size_t)(out - cell)};
		*out++ = '\0';
		if (at == stop)
			return i + 1 == DRAWS_COLUMN_COUNT;
		at++;
	}
	return false;
}

/* A whole number as it is written: digits, none of them a leading zero. */
static bool read_whole(int64_t *number, const char *digits, size_t length)
{
	*number = 0;
	if (length == 0 || length > DIGITS_MOST || (length > 1 && digits[0] == '0'))
		return false;
	for (size_t i = 0; i < length; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return false;
		*number = 10 * *number + (digits[i] - '0');
	}
	return true;
}

/* As hours_format writes them. */
static bool read_hours(int64_t *ticks, struct field_text text)
{
	static const char *const quarters[] = {"", ".25", ".5", ".75"};
	size_t whole = strcspn(text.bytes, ".");
	int64_t hours;

	if (!read_whole(&hours, text.bytes, whole) || hours >= TALLY_TICKS_MOST / REGION_HOUR_TICKS)
		return false;
	for (int i = 0; i < 4; i++)
		if (strcmp(text.bytes + whole, quarters[i]) == 0) {
			*ticks = hours * REGION_HOUR_TICKS + i * (REGION_HOUR_TICKS / 4);
			return true;
		}
	return false;
}

static bool read_word(enum tally_kind *kind, struct field_text text)
{
	for (int i = 0; i < TALLY_KIND_COUNT; i++)
		if (strcmp(text.bytes, draws_words[i]) == 0) {
			*kind = (enum tally_kind)i;
			return true;
		}
	return false;
}

static bool read_cell(struct tally_row *row, const struct draws_column *column, struct field_text text)
{
	void *member = (char *)row + column->offset;
	bool empty = text.length == 0;
	int64_t number;

	if (strlen(text.bytes) != text.length || (empty && !column->may_be_empty))
		return false;
	switch (column->kind) {
	case DRAWS_COUNT:
		if (!empty && (!read_whole(&number, text.bytes, text.length) || number > COUNT_MOST))
			return false;
		*(int32_t *)member = empty ? 0 : (int32_t)number;
		return true;
	case DRAWS_WORD:
		return read_word(member, text);
	case DRAWS_DAY:
		*(int32_t *)member = DAY_NONE;
		return empty || (text.length == DAY_TEXT_SIZE - 1 && text.bytes[4] == '-' &&
				 field_read_day(member, text) == FIELD_GOOD);
	case DRAWS_KEY:
		*(const char **)member = formula_skip_guard(text.bytes);
		return field_is_label(text);
	case DRAWS_HOURS:
		return read_hours(member, text);
	}
	return false;
}

static bool is_nowhere(const struct tally_row *row)
{
	return row->week == DAY_NONE && row->postcode == 0;
}

/* What a row of its kind must have, and what it cannot have. */
static bool is_placed(const struct tally_row *row)
{
	size_t key = strlen(row->caregiver);
	int32_t first = row->kind == TALLY_AREA ? POSTCODE_FIRST / POSTCODES_PER_AREA : POSTCODE_FIRST;
	int32_t last = row->kind == TALLY_AREA ? POSTCODE_LAST / POSTCODES_PER_AREA : POSTCODE_LAST;

	switch (row->kind) {
	case TALLY_AREA:
	case TALLY_POSTCODE:
		return row->week != DAY_NONE && day_of_week_start(row->week) == row->week && row->postcode >= first &&
		       row->postcode <= last && key == 0;
	case TALLY_CAREGIVER:
		return key > 0 && key <= FIELD_KEY_BYTES_MAX && is_nowhere(row);
	default:
		return key == 0 && is_nowhere(row);
	}
}

/* Of a caregiver nothing is told but those below the minimum. */
static bool is_possible(const struct tally_row *row)
{
	return row->below_rostered <= row->below_minimum &&
	       (row->below_minimum <= row->clients || row->kind == TALLY_CAREGIVER) &&
	       (row->minimum_short_ticks <= row->short_ticks || row->kind == TALLY_CAREGIVER);
}

/* Does the row stand behind the one before it, in the order in which risk writes those of a draw? */
static bool is_behind(const struct draws_reader *reader)
{
	const struct tally_row *before = &reader->before, *row = &reader->row;

	if (row->kind != before->kind)
		return row->kind > before->kind;
	if (row->week != before->week)
		return row->week > before->week;
	if (row->postcode != before->postcode)
		return row->postcode > before->postcode;
	return strcmp(row->caregiver, reader->key) > 0;
}

static bool add_area(struct draws_sum *sum, const struct tally_row *row)
{
	sum->clients += row->clients;
	sum->below_minimum += row->below_minimum;
	sum->below_rostered += row->below_rostered;
	sum->minimum_short_ticks += row->minimum_short_ticks;
	sum->short_ticks += row->short_ticks;
	return sum->clients <= COUNT_MOST && sum->minimum_short_ticks < TALLY_TICKS_MOST &&
	       sum->short_ticks < TALLY_TICKS_MOST;
}

static bool is_sum(const struct tally_row *row, const struct draws_sum *sum)
{
	return row->clients == sum->clients && row->below_minimum == sum->below_minimum &&
	       row->below_rostered == sum->below_rostered && row->minimum_short_ticks == sum->minimum_short_ticks &&
	       row->short_ticks == sum->short_ticks;
}

/* Rows of one draw stand together and end with its own. */
static enum draws_result check_order(struct draws_reader *reader)
{
	const struct tally_row *row = &reader->row;

	if (reader->whole && row->draw <= reader->draw)
		return refuse(reader, draws_columns[0].name, "this draw is not after the one before");
	if (!reader->whole && row->draw != reader->draw)
		return refuse(reader, draws_columns[0].name, "the draw before is not whole");
	if (reader->whole)
		reader->areas = (struct draws_sum){0};
	else if (!is_behind(reader))
		return refuse(reader, "", "this row does not stand behind the one before: is it there twice?");
	if (row->kind == TALLY_AREA && !add_area(&reader->areas, row))
		return refuse(reader, "", "more than a region can hold, all areas of the draw together");
	if (row->kind == TALLY_DRAW && !is_sum(row, &reader->areas))
		return refuse(reader, "",
			      "this draw is not the sum of its areas: a row is damaged, lost or there twice");
	reader->draw = row->draw;
	reader->whole = row->kind == TALLY_DRAW;
	reader->before = *row;
	memcpy(reader->key, row->caregiver, strlen(row->caregiver) + 1);
	return DRAWS_ROW;
}

enum draws_result draws_reader_next(struct draws_reader *reader)
{
	struct field_text cells[DRAWS_COLUMN_COUNT];
	enum draws_result result = take_line(reader);

	if (result != DRAWS_ROW)
		return result;
	if (!split_line(reader, cells))
		return refuse(reader, "", "this is no row as risk writes it");
	for (size_t i = 0; i < DRAWS_COLUMN_COUNT; i++)
		if (!read_cell(&reader->row, &draws_columns[i], cells[i]))
			return refuse(reader, draws_columns[i].name, "this is nothing that risk writes here");
	if (!is_placed(&reader->row))
		return refuse(reader, "", "this row does not say of where or of whom it is, as rows of its kind do");
	if (!is_possible(&reader->row))
		return refuse(reader, "", "a part is larger than what it is part of");
	return check_order(reader);
}

static bool read_heading(struct draws_reader *reader)
{
	struct field_text cells[DRAWS_COLUMN_COUNT];
	enum draws_result result = take_line(reader);
	bool good = result == DRAWS_ROW && split_line(reader, cells);

	for (size_t i = 0; good && i < DRAWS_COLUMN_COUNT; i++)
		good = strcmp(cells[i].bytes, draws_columns[i].name) == 0;
	if (!good && result != DRAWS_BAD)
		refuse(reader, "", "this is not the heading that risk writes");
	return good;
}

bool draws_reader_open(struct draws_reader *reader, const char *path, struct error_log *log)
{
	*reader = (struct draws_reader){.path = path, .log = log, .whole = true};
	reader->buffer = memory_allocate(BUFFER_SIZE, 1);
	reader->cells = memory_allocate(LINE_MAX_SIZE + DRAWS_COLUMN_COUNT, 1);
	return read_heading(reader);
}

void draws_reader_close(struct draws_reader *reader)
{
	free(reader->buffer);
	free(reader->cells);
	*reader = (struct draws_reader){0};
}
