/* The names of a plan on disk. */
#ifndef PLANNER_REGION_PLAN_FILES_H
#define PLANNER_REGION_PLAN_FILES_H

#define PLAN_PROGRAM "kraamplan" /* "program" of summary.json: how a plan is known */

#define PLAN_VISITS "visits.csv"
#define PLAN_ALLOCATIONS "allocations.csv"
#define PLAN_BOTTLENECKS "bottlenecks.csv"
#define PLAN_CERTIFICATE "certificate.csv"
#define PLAN_SUMMARY "summary.json"

#endif
