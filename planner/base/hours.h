/* Hours as text, exactly and whatever the locale. */
#ifndef PLANNER_BASE_HOURS_H
#define PLANNER_BASE_HOURS_H

#include <stdint.h>

#define HOURS_TEXT_SIZE 32

/* Writes hours with as many decimals as they need: 3, 7.5, 0.25. minutes is 0 or more and a multiple of 15. */
void hours_format(char text[HOURS_TEXT_SIZE], int64_t minutes, char decimal_mark);

#endif
