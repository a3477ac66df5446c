/* Inner loops of the small problems, compiled for wide registers as well. */
#ifndef PLANNER_BOUND_WIDE_PRIVATE_H
#define PLANNER_BOUND_WIDE_PRIVATE_H

/* Before a function: it is compiled for wide registers too, and the one that fits the processor is chosen when the
 * program starts. Results are the same. Needs x86-64 and the loader of the GNU C library. */
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__has_attribute)
#if __has_attribute(target_clones)
#define WIDE_REGISTERS __attribute__((target_clones("avx2", "default")))
#endif
#endif
#ifndef WIDE_REGISTERS
#define WIDE_REGISTERS
#endif

#endif
