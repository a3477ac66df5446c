/* The scenarios beside each other, for a person at a terminal: lines of at most 80 columns. */
#ifndef OUTPUT_RUNS_WHATIF_TERMINAL_H
#define OUTPUT_RUNS_WHATIF_TERMINAL_H

#include "output/writer/text.h"
#include "planner/figures/whatif_figures.h"

void whatif_terminal_begin(struct text *text);

/* A line of figures, and for all but base, whose own base is NULL, one of differences. */
void whatif_terminal_add(struct text *text, const char *name, const struct whatif_figures *figures,
			 const struct whatif_figures *base);

void whatif_terminal_end(struct text *text, const char *folder);

#endif
