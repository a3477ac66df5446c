/* Runs a fuzz target over the files of a folder, once each: how `make check` replays the corpus without a fuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define FILE_LIMIT (1 << 20) /* bytes; a corpus holds small files */

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static int replay_file(const char *folder, const char *name)
{
	char path[4096];
	uint8_t *bytes = memory_allocate(FILE_LIMIT, 1);

	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "rb");
	if (file == NULL) {
		perror(path);
		free(bytes);
		return 1;
	}
	size_t size = fread(bytes, 1, FILE_LIMIT, file);
	fclose(file);
	/* A block of just this size, so that the sanitizer sees a read past its end. */
	uint8_t *exact = memory_allocate(size, 1);
	memcpy(exact, bytes, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	free(bytes);
	return 0;
}

int main(int argc, char **argv)
{
	char **names = NULL;
	size_t count = 0, capacity = 0;
	DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
	int failed = 0;

	if (folder == NULL) {
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		if (entry->d_name[0] == '.')
			continue;
		memory_grow(names, count, capacity);
		names[count++] = memory_copy_text(entry->d_name);
	}
	closedir(folder);
	if (count > 1)
		qsort(names, count, sizeof *names, compare_names);
	for (size_t i = 0; i < count; i++) {
		failed |= replay_file(argv[1], names[i]);
		free(names[i]);
	}
	free(names);
	printf("replayed %zu\n", count);
	return failed;
}
