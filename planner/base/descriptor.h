/* File descriptors: what write(2) leaves to its caller. */
#ifndef PLANNER_BASE_DESCRIPTOR_H
#define PLANNER_BASE_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>

/* Writes all bytes, however often a signal or a full pipe interrupts it. False with errno: only a part was written. */
bool descriptor_write(int fd, const char *bytes, size_t size);

#endif
