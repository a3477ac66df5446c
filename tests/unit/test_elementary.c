/* The elementary functions against the C library's, whose error is below one unit of the last digit. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "planner/base/elementary.h"

#define SAMPLES 200000
#define ACCURACY 1e-15 /* as the header promises */

static void expect_near(double found, double wanted, double scale, double x)
{
	cr_assert(fabs(found - wanted) <= ACCURACY * scale, "at %.17g: %.17g, not %.17g", x, found, wanted);
}

/* Numbers of all sizes, and many close to 1, where the logarithm is close to 0. */
Test(elementary, log)
{
	for (int i = 0; i < SAMPLES; i++) {
		double spread = -700 + 1400.0 * i / SAMPLES, x = exp(spread), close = 1 + (i - SAMPLES / 2.0) / SAMPLES;
		expect_near(elementary_log(x), log(x), fabs(log(x)), x);
		expect_near(elementary_log(close), log(close), fabs(log(close)), close);
	}
	cr_expect_eq(elementary_log(1), 0);
}

Test(elementary, exp)
{
	for (int i = 0; i <= SAMPLES; i++) {
		double x = -700 + 1400.0 * i / SAMPLES, small = x / 1000;
		expect_near(elementary_exp(x), exp(x), exp(x), x);
		expect_near(elementary_exp(small), exp(small), exp(small), small);
	}
	cr_expect_eq(elementary_exp(0), 1);
	cr_expect_eq(elementary_exp(-1e9), 0);
}

Test(elementary, cosine)
{
	for (int i = 0; i <= SAMPLES; i++) {
		double x = 3.14159265358979312 * i / SAMPLES;
		expect_near(elementary_cosine(x), cos(x), 1, x);
	}
	cr_expect_eq(elementary_cosine(0), 1);
}

/* Bits that any machine must come to: what a compiler that fuses operations, or a wider register, would change. */
Test(elementary, bits)
{
	uint64_t sum = 0;

	for (int i = 1; i <= 1000; i++) {
		double results[] = {elementary_log(i / 7.0), elementary_exp(i / 11.0 - 40),
				    elementary_cosine(i / 320.0)};
		for (size_t j = 0; j < sizeof results / sizeof *results; j++) {
			uint64_t bits;
			memcpy(&bits, &results[j], sizeof bits);
			sum = sum * UINT64_C(6364136223846793005) + bits;
		}
	}
	cr_expect_eq(sum, UINT64_C(0x7732467cca59e197), "%llx", (unsigned long long)sum);
}
