/* The names of the files and folders that are written, by what writes them. */
#ifndef PLANNER_REGION_FILES_H
#define PLANNER_REGION_FILES_H

/* A plan. */
#define PLAN_VISITS "visits.csv"
#define PLAN_ALLOCATIONS "allocations.csv"
#define PLAN_BOTTLENECKS "bottlenecks.csv"
#define PLAN_CAREGIVERS "caregivers.csv"
#define PLAN_CERTIFICATE "certificate.csv"
#define PLAN_SUMMARY "summary.json"
/* What every plan has; the summary tells whose it is. */
#define PLAN_FILES PLAN_SUMMARY, PLAN_VISITS, PLAN_ALLOCATIONS, PLAN_CAREGIVERS, PLAN_BOTTLENECKS, PLAN_CERTIFICATE
#define PLAN_CHANGES "changes.csv"     /* only with a previous plan */
#define PLAN_SET_ASIDE "set_aside.csv" /* only where rows were left out */

/* audit. */
#define AUDIT_FILE_FINDINGS "findings.csv"
#define AUDIT_FILE_FAIRNESS "fairness.csv"
#define AUDIT_FILE_CARE "care.csv"
#define AUDIT_FILE_PROVIDERS "providers.csv"
#define AUDIT_FILE_JSON "audit.json"
#define AUDIT_FILE_NIGHTS "nights.csv"    /* of an archive */
#define AUDIT_FILE_ARCHIVE "archive.json" /* of an archive */
#define AUDIT_FILE_OWN "own.csv"          /* for an insurer: its own clients */
#define AUDIT_FILE_FIGURES "figures.csv"  /* for an insurer: figures on all others */

/* whatif, and merge of its parts. */
#define WHATIF_BASE "base"     /* folder of the plan of the region as it is */
#define WHATIF_TABLES "tables" /* folder of the folders of tables */

#define WHATIF_FILE_JSON "whatif.json"
#define WHATIF_FILE_COMPARISON "comparison.csv"
#define WHATIF_FILE_WEEKS "weeks.csv"
#define WHATIF_FILE_AREAS "areas.csv"
#define WHATIF_FILE_INSURERS "insurers.csv"
#define WHATIF_FILE_CHANGES "changes.csv"

/* risk, and merge of its parts. */
#define RISK_FILE_JSON "risk.json"
#define RISK_FILE_DRAWS "draws.csv"
#define RISK_FILE_SUMS "draws.sha256" /* of a journal: a line for each draw */
#define RISK_FILE_RISK "risk.csv"
#define RISK_FILE_CAUSES "causes.csv"

/* nights. */
#define NIGHTS_TABLES "tables" /* the folder in which each night's tables stand */
#define NIGHTS_FILE_NIGHTS "nights.csv"
#define NIGHTS_FILE_CLIENTS "clients.csv"

#endif
