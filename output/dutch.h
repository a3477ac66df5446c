/* The Dutch words of the tables that kraamplan writes. */
#ifndef OUTPUT_DUTCH_H
#define OUTPUT_DUTCH_H

/* The Dutch for a column name or a fixed word of a cell; the word must be known. */
const char *dutch_word(const char *english);

#endif
