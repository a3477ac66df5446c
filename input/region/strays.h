/* Files in the folder of a region that are none of its tables: one under a wrong name would be missed in silence. */
#ifndef INPUT_REGION_STRAYS_H
#define INPUT_REGION_STRAYS_H

#include "planner/base/error.h"

/* A file whose name differs from that of a table, or of the policy, only in case, ending, language or an edit or two is
 * an error; any other a warning. Hidden files and folders are passed over. */
void strays_find(const char *folder, struct error_log *log);

#endif
