import type { PersonDataKind } from '../../../../src/contract/vocabulary.js';

export const personGuard = {
  kind: {
    'personal-number': 'ett personnummer',
    phone: 'ett telefonnummer',
    'licence-plate': 'ett registreringsnummer',
    email: 'en e-postadress',
  } satisfies Record<PersonDataKind, string>,
  noticed: (kinds: string) => `Det här ser ut som ${kinds}.`,
  instead: 'Skriv plats, tid och vad som händer i stället. Sedan går det att spara.',
  rewrite: 'Ta bort det och skriv om',
};
