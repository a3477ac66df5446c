/*
 * Forced into every source by `make cover`: a child process ends with _exit, which runs nothing at its end, and so what
 * it has executed would not be counted.
 */
#ifndef TESTS_SUPPORT_COVER_EXIT_H
#define TESTS_SUPPORT_COVER_EXIT_H

#include <unistd.h>

_Noreturn static inline void cover_exit(int status)
{
	void __gcov_dump(void); /* of libgcov: writes the counts of this process to their files */

	__gcov_dump();
	_exit(status);
}

#define _exit cover_exit

#endif
