import type { PersonDataKind } from '../../../../src/contract/vocabulary.js';

export const personGuard = {
  kind: {
    'personal-number': 'a personal identity number',
    phone: 'a telephone number',
    'licence-plate': 'a licence plate',
    email: 'an e-mail address',
  } satisfies Record<PersonDataKind, string>,
  noticed: (kinds: string) => `This looks like ${kinds}.`,
  instead: 'Write place, time and what happens instead. Then it can be saved.',
  rewrite: 'Remove it and rewrite',
};
