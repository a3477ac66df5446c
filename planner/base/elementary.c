#include "planner/base/elementary.h"

#include <assert.h>
#include <float.h>
#include <stdint.h>
#include <string.h>

_Static_assert(FLT_EVAL_METHOD == 0, "a double is evaluated as a double, or results differ between machines");
_Static_assert(FLT_RADIX == 2 && DBL_MANT_DIG == 53 && sizeof(double) == sizeof(uint64_t), "IEEE 754 binary64");

#define FRACTION_BITS 52
#define EXPONENT_BIAS 1023
/* ln 2 in two parts, of which the upper one times a whole number up to 2^11 is exact (fdlibm, e_log.c). */
#define LN_2_UPPER 6.93147180369123816490e-01
#define LN_2_LOWER 1.90821492927058770002e-10
#define ROOT_2 1.41421356237309504880
#define PI 3.14159265358979323846
#define EXP_MOST 700    /* well before the exponent of a double ends */
#define LOG_TERMS 11    /* of the series in s: |s| <= 0.172, and 0.172^23 / 23 is below 2^-53 of s */
#define EXP_TERMS 14    /* of the series in r: |r| <= 0.347, and 0.347^14 / 14! is below 2^-53 */
#define COSINE_TERMS 11 /* of the series in x^2: x <= pi / 2, and (pi / 2)^22 / 22! is below 2^-53 */

static uint64_t bits_of(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits;
}

static double from_bits(uint64_t bits)
{
	double x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

/* x = 2^e m with m from 1 / sqrt 2 to sqrt 2; ln m = 2 (s + s^3 / 3 + s^5 / 5 + ...) with s = (m - 1) / (m + 1). */
double elementary_log(double x)
{
	assert(x >= DBL_MIN && x <= DBL_MAX);
	uint64_t bits = bits_of(x), fraction = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
	int exponent = (int)(bits >> FRACTION_BITS) - EXPONENT_BIAS;
	double m = from_bits(fraction | (uint64_t)EXPONENT_BIAS << FRACTION_BITS), sum = 0;

	if (m > ROOT_2) {
		m /= 2;
		exponent++;
	}
	double s = (m - 1) / (m + 1), square = s * s;
	for (int i = LOG_TERMS - 1; i > 0; i--)
		sum = (sum + 1.0 / (2 * i + 1)) * square;
	return exponent * LN_2_UPPER + (exponent * LN_2_LOWER + 2 * (s + s * sum));
}

/* x = n ln 2 + r; e^r by its series. */
double elementary_exp(double x)
{
	assert(x <= EXP_MOST);
	if (x < -EXP_MOST)
		return 0;
	double quotient = x / (LN_2_UPPER + LN_2_LOWER), sum = 1;
	int n = (int)(quotient + (quotient < 0 ? -0.5 : 0.5));
	double r = x - n * LN_2_UPPER - n * LN_2_LOWER;

	for (int i = EXP_TERMS - 1; i > 0; i--)
		sum = 1 + sum * r / i;
	return sum * from_bits((uint64_t)(n + EXPONENT_BIAS) << FRACTION_BITS);
}

/* cos x = 1 - x^2 / 2! + x^4 / 4! - ...; the upper half of the range is the lower one mirrored. */
double elementary_cosine(double x)
{
	assert(x >= 0 && x <= PI);
	double near = x > PI / 2 ? PI - x : x, square = near * near, sum = 1;

	for (int i = COSINE_TERMS - 1; i > 0; i--)
		sum = 1 - sum * square / ((2 * i - 1) * (2 * i));
	return x > PI / 2 ? -sum : sum;
}
