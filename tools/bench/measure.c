/* Runs a command and notes what it took: measure FILE COMMAND [ARGUMENT]...
 *
 * Writes a line `WALL_SECONDS CPU_SECONDS PEAK_MEGABYTES` to FILE and ends with the command's status (128 + n after
 * signal n). */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	struct timespec begin, end;
	struct rusage usage;
	int status;

	if (argc < 3) {
		fprintf(stderr, "usage: %s FILE COMMAND [ARGUMENT]...\n", argv[0]);
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &begin);
	pid_t child = fork();
	if (child == 0) {
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child) {
		perror(argv[0]);
		return 126;
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	FILE *file = fopen(argv[1], "w");
	if (file == NULL) {
		perror(argv[1]);
		return 126;
	}
	double wall = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
	fprintf(file, "%.2f %.2f %.1f\n", wall, seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
		(double)usage.ru_maxrss / 1024);
	if (fclose(file) != 0) {
		perror(argv[1]);
		return 126;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
