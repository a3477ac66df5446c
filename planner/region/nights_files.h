/* The names of what nights writes. */
#ifndef PLANNER_REGION_NIGHTS_FILES_H
#define PLANNER_REGION_NIGHTS_FILES_H

#define NIGHTS_TABLES "tables" /* the folder in which each night's tables stand */
#define NIGHTS_FILE_NIGHTS "nights.csv"
#define NIGHTS_FILE_CLIENTS "clients.csv"

#endif
