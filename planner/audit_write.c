#include "output/sink.h"
#include "planner/audit.h"

bool audit_write(struct audit *audit)
{
	(void)audit;
	return true;
}
