/* certificate.csv against its own form: what was read of it, written anew, is the file byte for byte. So each price
 * stands there once, and no other reader takes another one. */
#include "output/plan/certificate_table.h"
#include "planner/audit/audit.h"
#include "planner/audit/reading.h"

static void write_prices(struct csv_writer *writer, const struct audit *audit, enum tier tier)
{
	const struct judge_certificate *certificate = &audit->certificate;
	const int64_t *price = certificate->prices[tier];

	for (int32_t class = 0; class < certificate->class_count && price != NULL; class ++)
		for (int32_t day = 0; day < certificate->day_count; day++)
			for (int32_t units = 0; units < certificate->length_count; units++, price++)
				if (*price != 0)
					certificate_table_add_price(writer, &audit->problem, tier, class, day, units,
								    *price);
}

void audit_check_certificate(struct audit *audit)
{
	const struct judge_certificate *certificate = &audit->certificate;
	const struct file_bytes *told = &audit->files[AUDIT_CERTIFICATE];
	struct csv_writer writer;

	if (told->bytes == NULL || certificate->class_of == NULL)
		return;
	certificate_table_begin(&writer, told->length > 0 && (unsigned char)told->bytes[0] == 0xEF);
	for (int32_t k = 0; k < audit->problem.caregiver_count; k++)
		if (certificate->class_of[k] != 0)
			certificate_table_add_class(&writer, &audit->problem, certificate->class_of[k], k);
	for (int t = 0; t < TIER_COUNT; t++) {
		for (int e = 0; e < t; e++)
			if (certificate->weights[t][e] != 0)
				certificate_table_add_weight(&writer, &audit->problem, (enum tier)t, (enum tier)e,
							     certificate->weights[t][e]);
		write_prices(&writer, audit, (enum tier)t);
	}
	audit_check_form(audit, AUDIT_CERTIFICATE, writer.text.bytes, writer.text.length);
	csv_writer_free(&writer);
}
