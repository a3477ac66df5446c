/* certificate.csv of a plan, in either dialect, from its bytes. */
#ifndef INPUT_PLAN_CERTIFICATE_READER_H
#define INPUT_PLAN_CERTIFICATE_READER_H

#include <stdbool.h>

#include "input/text/file.h"
#include "planner/base/error.h"
#include "planner/judge/bound.h"
#include "planner/problem/problem.h"

/* Fills the certificate, which the caller frees (also after false). False, with errors in the log, where anything
 * in the table has no meaning; what has is taken nevertheless: any part of a certificate is one. */
bool certificate_reader_read(struct judge_certificate *certificate, const struct problem *problem,
			     const struct file_bytes *bytes, struct error_log *log);

#endif
