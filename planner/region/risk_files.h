/* The names of what risk and merge write. */
#ifndef PLANNER_REGION_RISK_FILES_H
#define PLANNER_REGION_RISK_FILES_H

#define RISK_FILE_JSON "risk.json"
#define RISK_FILE_DRAWS "draws.csv"
#define RISK_FILE_RISK "risk.csv"
#define RISK_FILE_CAUSES "causes.csv"

#endif
