/* The Dutch words of the tables that kraamplan writes. */
#ifndef PLANNER_REGION_WORDS_H
#define PLANNER_REGION_WORDS_H

/* The Dutch for a column name or a fixed word of a cell; the word must be known. */
const char *words_dutch(const char *english);

#endif
