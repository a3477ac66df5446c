/* A folder is there whole or not at all, whatever goes wrong on the way. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "planner/region/files.h"
#include "output/folder/sink.h"

static const char summary[] = "{\"program\": \"kraamplan\"}\n";

static bool no_exchange;
static int syncs_until_failure;   /* 0: none fails */
static int renames_until_failure; /* 0: none fails */

static bool is_due(int *until_failure)
{
	return *until_failure > 0 && --*until_failure == 0;
}

/* Stands before the C library's, as does renameat2 below. */
int fsync(int fd)
{
	if (is_due(&syncs_until_failure)) {
		errno = EIO;
		return -1;
	}
	return (int)syscall(SYS_fsync, fd);
}

static void (*before_exchange)(void); /* what somebody else does between the look and the exchange; NULL: nothing */
static int reads_until_failure;       /* 0: none fails */

/* Stands before the C library's. */
struct dirent *readdir(DIR *entries)
{
	static struct dirent *(*next)(DIR *);

	if (is_due(&reads_until_failure)) {
		errno = EIO;
		return NULL;
	}
	*(void **)&next = dlsym(RTLD_NEXT, "readdir");
	return next(entries);
}

/* Stands before the C library's: some file systems cannot exchange two names, and this is how they say so. */
int renameat2(int oldfd, const char *old, int newfd, const char *new, unsigned flags)
{
	void (*act)(void) = before_exchange;

	before_exchange = NULL;
	if (act != NULL)
		act();
	if (no_exchange) {
		errno = EINVAL;
		return -1;
	}
	if (is_due(&renames_until_failure)) {
		errno = EIO;
		return -1;
	}
	return (int)syscall(SYS_renameat2, oldfd, old, newfd, new, flags);
}

static char folder[] = "/tmp/test-sink-XXXXXX";

static void enter_folder(void)
{
	no_exchange = false;
	syncs_until_failure = renames_until_failure = reads_until_failure = 0;
	before_exchange = NULL;
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
}

static void leave_folder(void)
{
	char command[64];

	snprintf(command, sizeof command, "rm -rf %s", folder);
	cr_assert_eq(chdir("/"), 0);
	cr_assert_eq(system(command), 0);
}

TestSuite(output_sink, .init = enter_folder, .fini = leave_folder);

static void put_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	cr_assert_not_null(file);
	cr_assert_geq(fputs(text, file), 0);
	cr_assert_eq(fclose(file), 0);
}

static void assert_holds(const char *path, const char *text)
{
	char bytes[256] = "";
	FILE *file = fopen(path, "r");

	cr_assert_not_null(file, "%s", path);
	bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
	fclose(file);
	cr_assert_str_eq(bytes, text);
}

static int count_entries(const char *path)
{
	DIR *entries = opendir(path);
	int count = 0;

	cr_assert_not_null(entries);
	while (readdir(entries) != NULL)
		count++;
	closedir(entries);
	return count - 2;
}

static bool write_plan(const char *place, const char *visits, bool force, struct error_log *log)
{
	struct sink sink;
	bool done = sink_open(&sink, place, force, log) &&
		    sink_write_file(&sink, PLAN_VISITS, visits, strlen(visits), log) &&
		    sink_write_file(&sink, PLAN_SUMMARY, summary, strlen(summary), log) && sink_commit(&sink, log);

	sink_discard(&sink);
	return done;
}

/* The plan is refused with this exit code and words; nothing new is left in the folder. */
static void assert_refused(const char *place, bool force, enum exit_code code, const char *words)
{
	struct error_log log = {0};
	int before = count_entries(".");

	cr_assert_not(write_plan(place, "new\n", force, &log));
	cr_assert_eq(error_exit_code(&log), code);
	cr_assert_not_null(strstr(log.failure_text, words), "%s", log.failure_text);
	cr_assert_eq(count_entries("."), before);
	error_free(&log);
	log = (struct error_log){0};
	cr_assert_not(sink_check_place(place, force, &log));
	error_free(&log);
}

static void assert_written(const char *place, const char *visits, bool force)
{
	struct error_log log = {0};

	cr_assert(write_plan(place, visits, force, &log), "%s", log.failure_text);
	cr_assert_eq(log.warning_count, 0);
	error_free(&log);
}

Test(output_sink, whole_and_for_its_owner_only)
{
	struct stat status;

	umask(0);
	assert_written("plan/", "visits\n", false);
	assert_holds("plan/visits.csv", "visits\n");
	cr_assert_eq(count_entries("plan"), 2);
	cr_assert_eq(count_entries("."), 1);
	cr_assert_eq(stat("plan", &status), 0);
	cr_assert_eq(status.st_mode & 07777, 0700);
	cr_assert_eq(stat("plan/visits.csv", &status), 0);
	cr_assert_eq(status.st_mode & 07777, 0600);
}

Test(output_sink, plan_is_replaced_by_force_only)
{
	assert_written("plan", "old\n", false);
	assert_refused("plan", false, EXIT_SYSTEM, "--force");
	assert_holds("plan/visits.csv", "old\n");
	assert_written("plan", "new\n", true);
	assert_holds("plan/visits.csv", "new\n");
	cr_assert_eq(count_entries("."), 1);
}

Test(output_sink, plan_is_replaced_where_names_cannot_be_exchanged)
{
	assert_written("plan", "old\n", false);
	no_exchange = true;
	assert_written("plan", "new\n", true);
	assert_holds("plan/visits.csv", "new\n");
	cr_assert_eq(count_entries("."), 1);
	assert_written("other", "first\n", false);
	assert_holds("other/visits.csv", "first\n");
	cr_assert_eq(count_entries("."), 2);
}

#define SYNCS 4 /* of write_plan: two files, their folder, and at last the folder around it */

Test(output_sink, old_plan_comes_back_where_the_new_one_is_not_durable)
{
	for (int free_place = 0; free_place < 2; free_place++)
		for (int steps = 0; steps < 2; steps++) {
			const char *place = free_place ? "free" : "plan";
			struct error_log log = {0};

			no_exchange = false;
			if (!free_place)
				assert_written("plan", "old\n", steps == 1);
			no_exchange = steps == 1;
			syncs_until_failure = SYNCS;
			cr_assert_not(write_plan(place, "new\n", true, &log));
			cr_assert_eq(syncs_until_failure, 0);
			cr_assert_eq(error_exit_code(&log), EXIT_SYSTEM);
			cr_assert_null(strstr(log.failure_text, "nevertheless"));
			assert_holds("plan/visits.csv", "old\n");
			cr_assert_eq(count_entries("."), 1);
			error_free(&log);
		}
}

Test(output_sink, what_stands_is_told_where_the_old_plan_cannot_come_back)
{
	struct error_log log = {0};

	assert_written("plan", "old\n", false);
	syncs_until_failure = SYNCS;
	renames_until_failure = 2;
	cr_assert_not(write_plan("plan", "new\n", true, &log));
	cr_assert_eq(error_exit_code(&log), EXIT_SYSTEM);
	assert_holds("plan/visits.csv", "new\n");
	const char *told = strstr(log.failure_text, "what it replaced is ");
	cr_assert_not_null(told, "%s", log.failure_text);
	char path[256];
	snprintf(path, sizeof path, "%s/visits.csv", told + strlen("what it replaced is "));
	assert_holds(path, "old\n");
	cr_assert_eq(count_entries("."), 2);
	error_free(&log);
}

Test(output_sink, files_of_others_are_never_removed)
{
	cr_assert_eq(mkdir("empty", 0700), 0);
	assert_refused("empty", true, EXIT_SYSTEM, "is no plan");
	cr_assert_eq(mkdir("mine", 0700), 0);
	put_file("mine/summary.json", "{\"program\": \"other\"}");
	assert_refused("mine", true, EXIT_SYSTEM, "is no plan");
	put_file("mine/summary.json", "{\"program\": \"kraamplan\"");
	assert_refused("mine", true, EXIT_SYSTEM, "is no plan");
	assert_written("plan", "old\n", false);
	put_file("plan/notes.txt", "remember\n");
	assert_refused("plan", true, EXIT_SYSTEM, "notes.txt");
	assert_holds("plan/notes.txt", "remember\n");
	assert_holds("plan/visits.csv", "old\n");
}

static void save_notes(void)
{
	put_file("plan/notes.txt", "remember\n");
}

/* The name leads to another plan now, of which nobody said that it may go. */
static void swap_for_link(void)
{
	cr_assert_eq(rename("plan", "aside"), 0);
	cr_assert_eq(symlink("other", "plan"), 0);
}

static void swap_for_folder(void)
{
	cr_assert_eq(rename("plan", "aside"), 0);
	cr_assert_eq(mkdir("plan", 0700), 0);
	put_file("plan/visits.csv", "strange\n");
}

/* A write that must fail, with something done in the moment before the exchange, in both ways to exchange. */
static void assert_stays(void (*act)(void), bool steps, const char *words)
{
	struct error_log log = {0};

	no_exchange = steps;
	before_exchange = act;
	cr_assert_not(write_plan("plan", "new\n", true, &log));
	before_exchange = NULL;
	no_exchange = false;
	cr_assert_eq(error_exit_code(&log), EXIT_SYSTEM);
	cr_assert_not_null(strstr(log.failure_text, words), "%s", log.failure_text);
	error_free(&log);
}

Test(output_sink, a_file_that_is_saved_meanwhile_stays)
{
	assert_written("plan", "old\n", false);
	for (int steps = 0; steps < 2; steps++) {
		assert_stays(save_notes, steps == 1, "notes.txt");
		assert_holds("plan/notes.txt", "remember\n");
		assert_holds("plan/visits.csv", "old\n");
		cr_assert_eq(count_entries("."), 1);
		cr_assert_eq(unlink("plan/notes.txt"), 0);
	}
}

Test(output_sink, a_link_that_takes_the_name_meanwhile_empties_nothing)
{
	for (int steps = 0; steps < 2; steps++) {
		assert_written("plan", "old\n", false);
		assert_written("other", "theirs\n", steps == 1);
		assert_stays(swap_for_link, steps == 1, steps == 0 ? "something else" : "plan: ");
		assert_holds("other/visits.csv", "theirs\n");
		assert_holds("aside/visits.csv", "old\n");
		assert_holds("plan/visits.csv", "theirs\n"); /* by the link, which is back */
		cr_assert_eq(count_entries("."), 3);
		cr_assert_eq(system("rm -rf plan aside"), 0);
	}
}

Test(output_sink, a_folder_that_takes_the_name_meanwhile_stays)
{
	assert_written("plan", "old\n", false);
	assert_stays(swap_for_folder, false, "something else");
	assert_holds("plan/visits.csv", "strange\n");
	assert_holds("aside/visits.csv", "old\n");
	cr_assert_eq(count_entries("."), 2);
}

/* What cannot be seen might be anything: the list of names fails at each entry once, in either look. Once the plan has
 * been replaced it is told where the rest of the old one stands. */
Test(output_sink, a_folder_that_cannot_be_read_is_not_emptied)
{
	int failed = 0, warned = 0;

	for (int i = 1; failed == i - 1; i++) {
		struct error_log log = {0};

		if (i == 1)
			assert_written("plan", "old\n", false);
		put_file("plan/visits.csv", "old\n");
		reads_until_failure = i;
		bool done = write_plan("plan", "new\n", true, &log);
		reads_until_failure = 0;
		assert_holds("plan/visits.csv", done ? "new\n" : "old\n");
		failed += !done;
		warned += done && log.warning_count > 0;
		error_free(&log);
	}
	cr_expect_eq(failed, 10, "%d", failed); /* two looks at . and .., two files, and the end */
	cr_expect_eq(warned, 1);
}

Test(output_sink, lock_file_of_a_spreadsheet_is_no_hindrance)
{
	assert_written("plan", "old\n", false);
	put_file("plan/.~lock.visits.csv#", "somebody\n");
	assert_written("plan", "new\n", true);
	cr_assert_eq(count_entries("plan"), 2);
}

Test(output_sink, places_that_are_none)
{
	put_file("file", "content\n");
	cr_assert_eq(symlink("file", "link"), 0);
	assert_refused("", false, EXIT_USAGE, "names no folder");
	assert_refused(".", true, EXIT_USAGE, "names no folder");
	assert_refused("/", true, EXIT_USAGE, "names no folder");
	assert_refused("a/..", true, EXIT_USAGE, "names no folder");
	assert_refused("file", true, EXIT_SYSTEM, "no folder");
	assert_refused("link", true, EXIT_SYSTEM, "no folder");
	assert_refused("nowhere/plan", false, EXIT_SYSTEM, "nowhere: No such file");
	assert_refused("file/plan", false, EXIT_SYSTEM, "Not a directory");
	assert_holds("file", "content\n");
}

/* A target that cannot be written, also not by root. */
Test(output_sink, read_only_target)
{
	struct error_log log = {0};

	cr_assert_not(write_plan("/proc/plan", "new\n", false, &log));
	cr_assert_eq(error_exit_code(&log), EXIT_SYSTEM);
	error_free(&log);
}

/* The file may not grow beyond a few bytes: as on a full disk, the write fails halfway. */
Test(output_sink, full_disk)
{
	struct rlimit limit = {.rlim_cur = 10, .rlim_max = RLIM_INFINITY};

	assert_written("plan", "old\n", false);
	signal(SIGXFSZ, SIG_IGN);
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_refused("plan", false, EXIT_SYSTEM, "summary.json: File too large");
	limit.rlim_cur = RLIM_INFINITY;
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_holds("plan/visits.csv", "old\n");
}

/* Another plan that comes to stand there in the meantime is not overwritten. */
Test(output_sink, place_taken_meanwhile)
{
	struct sink sink;
	struct error_log log = {0};

	cr_assert(sink_open(&sink, "plan", false, &log));
	cr_assert(sink_write_file(&sink, PLAN_SUMMARY, summary, strlen(summary), &log));
	cr_assert_eq(mkdir("plan", 0700), 0);
	cr_assert_not(sink_commit(&sink, &log));
	sink_discard(&sink);
	cr_assert_eq(error_exit_code(&log), EXIT_SYSTEM);
	cr_assert_eq(count_entries("plan"), 0);
	cr_assert_eq(count_entries("."), 1);
	error_free(&log);
}

Test(output_sink, abandoned_leaves_nothing)
{
	struct sink sink;
	struct error_log log = {0};

	cr_assert(sink_open(&sink, "plan", false, &log));
	cr_assert(sink_write_file(&sink, PLAN_VISITS, "x", 1, &log));
	cr_assert_eq(count_entries("."), 1);
	sink_abandon();
	cr_assert_eq(count_entries("."), 0);
	sink_abandon();
	sink_discard(&sink);
	sink_discard(&sink);
	error_free(&log);
}
