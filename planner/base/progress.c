#include "planner/base/progress.h"

#include <stdio.h>
#include <string.h>

#define BAR_CELLS 30

static bool enabled;
static char shown_stage[64];
static int shown_permille = -1;

void progress_enable(bool enable)
{
	enabled = enable;
}

void progress_show(const char *stage, double done)
{
	int permille = (int)(done * 1000);

	if (!enabled || (permille == shown_permille && strncmp(stage, shown_stage, sizeof shown_stage - 1) == 0))
		return;
	snprintf(shown_stage, sizeof shown_stage, "%s", stage);
	shown_permille = permille;
	int cells = permille * BAR_CELLS / 1000;
	fprintf(stderr, "\r\033[K%-28s [%.*s%*s] %3d %%", shown_stage, cells, "##############################",
		BAR_CELLS - cells, "", permille / 10);
	fflush(stderr);
}

void progress_end(void)
{
	if (enabled && shown_permille >= 0)
		fputs("\r\033[K", stderr);
	shown_permille = -1;
}
