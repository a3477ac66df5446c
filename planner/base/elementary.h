/* Logarithm, exponential and cosine that come to the same bits on every machine.
 *
 * The C library's own may differ in the last digit from one library, version or processor to the next, and a
 * search that is steered by them then ends in another plan. These are made of + - * / on doubles alone, which IEEE 754
 * fixes to the last bit as long as the compiler neither fuses a multiplication with an addition (-ffp-contract=off) nor
 * keeps more digits than a double has. They are as accurate as steering needs; nothing is decided by them.
 */
#ifndef PLANNER_BASE_ELEMENTARY_H
#define PLANNER_BASE_ELEMENTARY_H

/* Natural logarithm of a normal number above 0, to 1e-15 of its value. */
double elementary_log(double x);

/* e to the power of x, x <= 700, to 1e-15 of its value; 0 where x is below -700. */
double elementary_exp(double x);

/* Cosine of x radians, 0 <= x <= pi, to 1e-15. */
double elementary_cosine(double x);

#endif
