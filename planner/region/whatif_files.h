/* The names of what whatif and merge write. */
#ifndef PLANNER_REGION_WHATIF_FILES_H
#define PLANNER_REGION_WHATIF_FILES_H

#define WHATIF_BASE "base"     /* folder of the plan of the region as it is */
#define WHATIF_TABLES "tables" /* folder of the folders of tables */

#define WHATIF_FILE_JSON "whatif.json"
#define WHATIF_FILE_COMPARISON "comparison.csv"
#define WHATIF_FILE_WEEKS "weeks.csv"
#define WHATIF_FILE_AREAS "areas.csv"
#define WHATIF_FILE_CHANGES "changes.csv"

#endif
