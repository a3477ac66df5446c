/* The names of what an audit writes. */
#ifndef PLANNER_REGION_AUDIT_FILES_H
#define PLANNER_REGION_AUDIT_FILES_H

#define AUDIT_FILE_FINDINGS "findings.csv"
#define AUDIT_FILE_FAIRNESS "fairness.csv"
#define AUDIT_FILE_CARE "care.csv"
#define AUDIT_FILE_PROVIDERS "providers.csv"
#define AUDIT_FILE_JSON "audit.json"
#define AUDIT_FILE_OWN "own.csv"         /* for an insurer: its own clients */
#define AUDIT_FILE_FIGURES "figures.csv" /* for an insurer: figures on all others */

#endif
