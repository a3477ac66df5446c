/* Groups of two dimensions are the nodes of a graph, each person an edge between her two groups; the hidden groups of a
 * dimension are one node. A sum of figures gives each node a number, and each person the difference of her two nodes,
 * one side with its sign turned. It tells of those alone whose nodes differ: the edges of a cut. So what can be derived
 * on fewest people is the least cut (M. Stoer and F. Wagner, A simple min-cut algorithm, Journal of the ACM 44, 1997).
 */
#include "planner/judge/suppression.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

struct graph {
	size_t node_count;
	size_t *node_of;  /* [group]; the two last nodes are the hidden groups of the first and second dimension */
	int32_t *weights; /* [node * node_count + node]: people; changed as nodes are merged */
	size_t *merged;   /* [node]: the node that it was merged into, itself if none */
	bool *side;       /* [node]: out: one side of the cut */
};

static int32_t *weight(const struct graph *graph, size_t a, size_t b)
{
	return &graph->weights[a * graph->node_count + b];
}

static void build_graph(struct graph *graph, const struct suppression *s, const bool *hidden, int first, int second)
{
	graph->node_count = 0;
	for (size_t g = 0; g < s->group_count; g++)
		if ((s->dimension[g] == first || s->dimension[g] == second) && !hidden[g])
			graph->node_of[g] = graph->node_count++;
	for (size_t g = 0; g < s->group_count; g++)
		if (hidden[g])
			graph->node_of[g] = graph->node_count + (s->dimension[g] == second);
	graph->node_count += 2;
	memset(graph->weights, 0, graph->node_count * graph->node_count * sizeof *graph->weights);
	for (size_t i = 0; i < s->person_count; i++) {
		size_t one = s->group_of[(size_t)first * s->person_count + i];
		size_t other = s->group_of[(size_t)second * s->person_count + i];
		if (one == SIZE_MAX)
			continue;
		++*weight(graph, graph->node_of[one], graph->node_of[other]);
		++*weight(graph, graph->node_of[other], graph->node_of[one]);
	}
	for (size_t node = 0; node < graph->node_count; node++)
		graph->merged[node] = node;
}

/* Adds the nodes that are left one by one, each time the one that is tied most to those before. Returns what ties the
 * last one to them all; 0 of a graph that falls into parts. */
static int32_t order_nodes(const struct graph *graph, size_t *last, size_t *before)
{
	int32_t *ties = memory_allocate(graph->node_count, sizeof *ties), tie = 0;
	bool *added = memory_allocate(graph->node_count, sizeof *added);

	*last = *before = SIZE_MAX;
	for (;;) {
		size_t next = SIZE_MAX;
		for (size_t node = 0; node < graph->node_count; node++)
			if (graph->merged[node] == node && !added[node] &&
			    (next == SIZE_MAX || ties[node] > ties[next]))
				next = node;
		if (next == SIZE_MAX)
			break;
		added[next] = true;
		tie = ties[next];
		*before = *last;
		*last = next;
		for (size_t node = 0; node < graph->node_count; node++)
			ties[node] += *weight(graph, next, node);
	}
	free(ties);
	free(added);
	return tie;
}

static void merge(struct graph *graph, size_t into, size_t node)
{
	graph->merged[node] = into;
	for (size_t other = 0; other < graph->node_count; other++) {
		*weight(graph, into, other) += *weight(graph, node, other);
		*weight(graph, other, into) += *weight(graph, other, node);
		*weight(graph, node, other) = *weight(graph, other, node) = 0;
	}
	*weight(graph, into, into) = 0;
}

static size_t find_root(const struct graph *graph, size_t node)
{
	while (graph->merged[node] != node)
		node = graph->merged[node];
	return node;
}

/* Finds a cut through fewer people than allowed, but some; false if there is none. */
static bool find_cut(struct graph *graph, int32_t least)
{
	size_t last, before;

	for (;;) {
		int32_t tie = order_nodes(graph, &last, &before);
		if (before == SIZE_MAX)
			return false;
		if (tie > 0 && tie < least)
			break;
		merge(graph, before, last);
	}
	for (size_t node = 0; node < graph->node_count; node++)
		graph->side[node] = find_root(graph, node) == last;
	return true;
}

/* The smallest group that is told and has people in the cut; without such, the smallest of both dimensions. */
static size_t choose_group(const struct graph *graph, const struct suppression *s, const bool *hidden,
			   const int dimensions[2])
{
	bool *touched = memory_allocate(s->group_count, sizeof *touched);
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < s->person_count; i++) {
		size_t one = s->group_of[(size_t)dimensions[0] * s->person_count + i];
		size_t other = s->group_of[(size_t)dimensions[1] * s->person_count + i];
		if (one != SIZE_MAX && graph->side[graph->node_of[one]] != graph->side[graph->node_of[other]])
			touched[one] = touched[other] = true;
	}
	for (size_t g = 0; g < s->group_count; g++) {
		if (hidden[g] || (s->dimension[g] != dimensions[0] && s->dimension[g] != dimensions[1]))
			continue;
		if (best == SIZE_MAX || touched[g] > touched[best] ||
		    (touched[g] == touched[best] && s->people_count[g] < s->people_count[best]))
			best = g;
	}
	free(touched);
	return best;
}

/* Hides one group if figures on few people can be derived from these two dimensions. */
static bool hide_one(struct graph *graph, bool *hidden, const struct suppression *s, int first, int second)
{
	const int dimensions[2] = {first, second};

	build_graph(graph, s, hidden, first, second);
	if (!find_cut(graph, s->least))
		return false;
	size_t group = choose_group(graph, s, hidden, dimensions);

	if (group == SIZE_MAX)
		return false;
	hidden[group] = true;
	return true;
}

/* Hides the smallest group of a dimension if those hidden already are few together. */
static bool hide_smallest(bool *hidden, const struct suppression *s, int dimension)
{
	int32_t people = 0;
	size_t best = SIZE_MAX;

	for (size_t g = 0; g < s->group_count; g++) {
		if (s->dimension[g] != dimension)
			continue;
		if (hidden[g])
			people += s->people_count[g];
		else if (best == SIZE_MAX || s->people_count[g] < s->people_count[best])
			best = g;
	}
	if (people == 0 || people >= s->least || best == SIZE_MAX)
		return false;
	hidden[best] = true;
	return true;
}

void suppression_find(bool *hidden, const struct suppression *s)
{
	size_t nodes = s->group_count + 2;
	struct graph graph = {.node_of = memory_allocate(s->group_count, sizeof *graph.node_of),
			      .weights = memory_allocate(nodes * nodes, sizeof *graph.weights),
			      .merged = memory_allocate(nodes, sizeof *graph.merged),
			      .side = memory_allocate(nodes, sizeof *graph.side)};

	for (size_t g = 0; g < s->group_count; g++)
		hidden[g] = s->people_count[g] < s->least;
	for (bool more = true; more;) {
		more = false;
		for (int dimension = 1; dimension < s->dimension_count; dimension++)
			while (hide_smallest(hidden, s, dimension))
				more = true;
		for (int first = 1; first < s->dimension_count; first++)
			for (int second = first + 1; second < s->dimension_count; second++)
				while (hide_one(&graph, hidden, s, first, second))
					more = true;
	}
	free(graph.node_of);
	free(graph.weights);
	free(graph.merged);
	free(graph.side);
}
