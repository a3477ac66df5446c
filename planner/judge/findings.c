#include "planner/judge/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/excerpt.h"
#include "planner/base/memory.h"

#define TEXT_SIZE 1024

const char *const judge_kind_names[JUDGE_KIND_COUNT] = {"reading", "input", "rule", "claim", "bound", "order", "care"};

bool judge_kind_rejects(enum judge_kind kind)
{
	return kind != JUDGE_ORDER && kind != JUDGE_CARE;
}

struct judge_finding *judge_find_list(struct judge_findings *findings, enum judge_kind kind, const char *told,
				      const char *found, const char *format, va_list values)
{
	char text[TEXT_SIZE];

	vsnprintf(text, sizeof text, format, values);
	memory_grow(findings->list, findings->count, findings->capacity);
	struct judge_finding *finding = &findings->list[findings->count++];

	*finding = (struct judge_finding){.kind = kind, .day = DAY_NONE, .text = excerpt_copy_text(text)};
	finding->told = told != NULL ? excerpt_copy_text(told) : NULL;
	finding->found = found != NULL ? excerpt_copy_text(found) : NULL;
	findings->counts[kind]++;
	return finding;
}

struct judge_finding *judge_find(struct judge_findings *findings, enum judge_kind kind, const char *told,
				 const char *found, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	struct judge_finding *finding = judge_find_list(findings, kind, told, found, format, values);
	va_end(values);
	return finding;
}

void judge_count_more(struct judge_findings *findings, enum judge_kind kind, size_t count)
{
	findings->counts[kind] += count;
}

void judge_set_place(struct judge_finding *finding, const char *format, ...)
{
	va_list values;

	char place[JUDGE_PLACE_SIZE];

	va_start(values, format);
	vsnprintf(place, sizeof place, format, values);
	va_end(values);
	char *shown = excerpt_copy_text(place);

	snprintf(finding->place, sizeof finding->place, "%s", shown);
	free(shown);
}

void judge_rules(struct judge_findings *findings, const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;

	rules_check(&broken, problem, plan);
	for (size_t i = 0; i < broken.count; i++) {
		const struct broken_rule *rule = &broken.rules[i];
		char text[RULES_TEXT_SIZE];
		rules_describe(text, problem, rule);
		struct judge_finding *finding = judge_find(findings, JUDGE_RULE, NULL, NULL, "%s", text);
		finding->rule = rule->rule;
		if (rule->client != REGION_NONE)
			finding->client = problem->region->clients[problem->clients[rule->client].region_index].key;
		if (rule->caregiver != REGION_NONE)
			finding->caregiver =
				problem->region->caregivers[problem->caregivers[rule->caregiver].region_index].key;
		if (rule->day != REGION_NONE)
			finding->day = problem_date(problem, rule->day);
		findings->rule_counts[rule->rule]++;
	}
	rules_free(&broken);
}

bool judge_accepts(const struct judge_findings *findings)
{
	for (int kind = 0; kind < JUDGE_KIND_COUNT; kind++)
		if (findings->counts[kind] > 0 && judge_kind_rejects((enum judge_kind)kind))
			return false;
	return true;
}

void judge_free(struct judge_findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		free(findings->list[i].told);
		free(findings->list[i].found);
		free(findings->list[i].text);
	}
	free(findings->list);
	*findings = (struct judge_findings){0};
}
