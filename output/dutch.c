#include "output/dutch.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Columns that also stand in the tables of a region have the names they have there. */
static const struct {
	const char *english, *dutch;
} words[] = {
	{"yes", "ja"},
	{"no", "nee"},
	{"date", "datum"},
	{"client_id", "client"},
	{"caregiver_id", "kraamverzorgende"},
	{"hours", "uren"},
	{"provider", "aanbieder"},
	{"insurer", "verzekeraar"},
	{"mediated", "bemiddeld"},
	{"expected", "verwacht"},
	{"status", "status"},
	{"planned", "gepland"},
	{"finished", "afgerond"},
	{"later", "later"},
	{"unreachable", "onbereikbaar"},
	{"wanted_hours", "gewenste_uren"},
	{"received_hours", "ontvangen_uren"},
	{"planned_hours", "geplande_uren"},
	{"digital_hours", "digitale_uren"},
	{"minimum_short", "minimum_tekort"},
	{"presence_short", "aanwezigheid_tekort"},
	{"medical_short", "medisch_tekort"},
	{"guaranteed_short", "gegarandeerd_tekort"},
	{"remaining_short", "overig_tekort"},
	{"share", "aandeel"},
	{"caregivers", "kraamverzorgenden"},
	{"mediated_hours", "bemiddelde_uren"},
	{"bottleneck", "knelpunt"},
	{"window", "venster"},
	{"pin", "vast"},
	{"area", "werkgebied"},
	{"contract", "contract"},
	{"capacity", "capaciteit"},
	{"reason", "reden"},
	{"clients", "clienten"},
	{"postcode_from", "postcode_van"},
	{"postcode_to", "postcode_tot"},
	{"first_date", "eerste_datum"},
	{"last_date", "laatste_datum"},
	{"available_hours", "beschikbare_uren"},
	{"unused_hours", "ongebruikte_uren"},
	{"hours_short", "uren_tekort"},
	{"visits_short", "bezoeken_tekort"},
	{"explanation", "uitleg"},
	{"proof", "bewijs"},
	{"cut", "snede"},
	{"search", "zoeken"},
	{"cut_clients", "snede_clienten"},
	{"cut_days", "snede_dagen"},
	{"cut_visits", "snede_bezoeken"},
	{"cut_wanted_hours", "snede_gewenste_uren"},
	{"record", "regel"},
	{"tier", "trede"},
	{"earlier_tier", "eerdere_trede"},
	{"class", "klasse"},
	{"price", "prijs"},
	{"weight", "gewicht"},
	{"amount", "bedrag"},
	{"minimum", "minimum"},
	{"presence", "aanwezigheid"},
	{"medical", "medisch"},
	{"guaranteed", "gegarandeerd"},
	{"remaining", "overig"},
};

const char *dutch_word(const char *english)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(english, words[i].english) == 0)
			return words[i].dutch;
	assert(false); /* a word that has no Dutch */
	return english;
}
