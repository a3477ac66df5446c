/* certificate.csv of a plan, in either dialect. */
#ifndef INPUT_PLAN_CERTIFICATE_READER_H
#define INPUT_PLAN_CERTIFICATE_READER_H

#include <stdbool.h>

#include "planner/base/error.h"
#include "planner/judge/bound.h"
#include "planner/problem/problem.h"

/* Fills the certificate, which the caller frees (also after false). False, with errors or a failure in the log, where
 * the table is not there or anything in it has no meaning; what has is taken nevertheless: any part of a certificate is
 * one. */
bool certificate_reader_read(struct judge_certificate *certificate, const struct problem *problem, const char *folder,
			     struct error_log *log);

#endif
