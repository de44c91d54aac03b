import type { AgencyKind } from '../../../../src/contract/vocabulary.js';

export const signIn = {
  title: 'Logga in',
  purpose: 'Den gemensamma tavlan för utsättning: lägesbild, kvällens insatser och vad de gav.',
  demoTitle: 'Prova som …',
  demoHint:
    'Det här är en provmiljö med påhittade uppgifter. Välj en roll och se tavlan med dess ögon.',
  asRole: (name: string) => `Logga in som ${name}`,
  sees: {
    authority: 'Ser det som delas med alla, med myndigheter och med den egna organisationen.',
    'municipal-service':
      'Ser det som delas med alla och med den egna organisationen, inte det som bara är för myndigheter.',
    company: 'Ser det som delas med alla och med det egna företaget.',
    association: 'Ser det som delas med alla och med den egna föreningen.',
  } satisfies Record<AgencyKind, string>,
  does: {
    coordinator: 'Planerar serier, leder mötet och följer upp.',
    attendee: 'Lämnar lägesbild och tar på sig insatser.',
    observer: 'Läser, men skriver inte.',
  },
  group: {
    authority: 'Myndigheter',
    'municipal-service': 'Kommunala verksamheter',
    company: 'Företag',
    association: 'Föreningar',
  } satisfies Record<AgencyKind, string>,
  nothingTitle: 'Du behöver en inloggningslänk',
  nothing:
    'Den här installationen öppnas med en personlig länk. Be samordnaren i din kommun att skicka en, och öppna den på den här enheten.',
  linkTitle: 'Du har öppnat en inloggningslänk',
  linkHint: 'Länken gäller en gång och bara för dig.',
  linkButton: 'Logga in',
  linkBroken: 'Länken är inte hel. Öppna den igen från meddelandet du fick, eller be om en ny.',
  signingIn: 'Loggar in …',
};
