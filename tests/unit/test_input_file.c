/* Files that do not hold still: what was read is one version of them, its digest is of that, or it is refused. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "input/text/file.h"

static char folder[] = "/tmp/test-file-XXXXXX";
static void (*between_reads)(void); /* what somebody else does before the next read; NULL: nothing */

/* Stands before the C library's. */
ssize_t read(int fd, void *bytes, size_t size)
{
	void (*act)(void) = between_reads;

	between_reads = NULL;
	if (act != NULL)
		act();
	return (ssize_t)syscall(SYS_read, fd, bytes, size);
}

static void put_file(const char *path, const char *how, const char *text)
{
	FILE *file = fopen(path, how);

	cr_assert_not_null(file);
	cr_assert_geq(fputs(text, file), 0);
	cr_assert_eq(fclose(file), 0);
}

static void begin(void)
{
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
	put_file("clients.csv", "w", "old\n");
}

static void end(void)
{
	char command[64];

	snprintf(command, sizeof command, "rm -rf %s", folder);
	cr_assert_eq(chdir("/"), 0);
	cr_assert_eq(system(command), 0);
}

TestSuite(file, .init = begin, .fini = end);

static enum file_result read_while(void (*act)(void), struct file_bytes *file, struct error_log *log)
{
	between_reads = act;
	enum file_result result = file_read(file, "clients.csv", 1000, "clients.csv", log);

	cr_assert_null(between_reads);
	return result;
}

static void replace(void)
{
	put_file("new", "w", "new, and longer\n");
	cr_assert_eq(rename("new", "clients.csv"), 0);
}

static void grow(void)
{
	put_file("clients.csv", "a", "one row more\n");
}

static void write_over(void)
{
	const struct timespec later[] = {{.tv_sec = 2000000000}, {.tv_sec = 2000000000}};

	put_file("clients.csv", "r+", "odd\n");
	cr_assert_eq(utimensat(AT_FDCWD, "clients.csv", later, 0), 0);
}

static void cut(void)
{
	cr_assert_eq(truncate("clients.csv", 1), 0);
}

Test(file, another_that_takes_its_name_is_not_mixed_in)
{
	struct file_bytes file;
	struct error_log log = {0};
	char hex[FILE_HEX_SIZE];

	cr_assert_eq(read_while(replace, &file, &log), FILE_READ);
	cr_expect_str_eq(file.bytes, "old\n");
	file_digest(hex, &file);
	/* printf 'old\n' | sha256sum */
	cr_expect_str_eq(hex, "01d09d19c2139a46aebfb577780d123d7396e97201bc7ead210a2ebff8239dee");
	file_free(&file);
	error_free(&log);
}

Test(file, one_that_is_being_written_is_refused)
{
	static void (*const acts[])(void) = {grow, write_over, cut};

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		struct file_bytes file;
		struct error_log log = {0};

		put_file("clients.csv", "w", "old\n");
		cr_expect_eq(read_while(acts[i], &file, &log), FILE_REFUSED, "%zu", i);
		cr_expect_null(file.bytes);
		cr_assert_eq(log.error_count, 1, "%zu", i);
		cr_expect_not_null(strstr(log.findings[0].text, "changed while it was read"));
		error_free(&log);
	}
}
