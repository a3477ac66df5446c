/* What the program is called and which version it is: for --version, messages, and "program" of what it writes. */
#ifndef PLANNER_BASE_VERSION_H
#define PLANNER_BASE_VERSION_H

#define PROGRAM_NAME "kraamplan"
#define PROGRAM_VERSION "0.1.0"

#endif
