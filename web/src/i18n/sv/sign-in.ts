import type { AgencyKind, SignInFault } from '../../../../src/contract/vocabulary.js';

export const signIn = {
  title: 'Logga in',
  purpose: 'Den gemensamma tavlan för utsättning: lägesbild, kvällens insatser och vad de gav.',
  demoTitle: 'Prova som …',
  demoHint:
    'Det här är en provmiljö med påhittade uppgifter. Välj en roll och se tavlan med dess ögon.',
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
    administrator: 'Sköter registret och hör inget av mötena.',
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
  withPasskey: 'Logga in med passnyckel',
  noPasskeyChosen: 'Ingen passnyckel valdes. Försök igen, eller logga in på ett annat sätt.',
  with: (provider: string) => `Logga in med ${provider}`,
  withHint: 'Välj den inloggning du använder i ditt vanliga arbete.',
  orLink: 'Har du fått en inloggningslänk i stället? Öppna den på den här enheten.',
  mailTitle: 'Logga in med e-post',
  mailHint: 'Skriv adressen du är upplagd med, så skickar vi en länk som loggar in dig.',
  mailField: 'E-postadress',
  mailWrong: 'Skriv hela adressen, som anna@exempel.se.',
  mailSend: 'Skicka länk',
  mailSending: 'Skickar …',
  mailSent:
    'Är adressen upplagd här kommer ett brev inom någon minut. Öppna länken i brevet på den här enheten; den gäller i 15 minuter.',
  outbox: 'Här skickas inga brev på riktigt. Läs dem i Utkorgen.',
  faultTitle: (provider: string) => `Du är inte inloggad med ${provider}`,
  fault: {
    cancelled: 'Inloggningen avbröts. Försök igen när du vill.',
    expired: 'Inloggningen tog för lång tid eller började i en annan webbläsare. Försök igen.',
    untrusted:
      'Svaret från inloggningen gick inte att lita på, så ingen har loggats in. Försök igen. Händer det en gång till, säg det till den som sköter installationen.',
    'unverified-address':
      'Ditt konto har ingen bekräftad e-postadress, så vi kan inte se vem du är. Be den som sköter kontot att bekräfta adressen.',
    'not-a-member':
      'Du är inte upplagd här med det kontot. Be samordnaren i din kommun att lägga upp dig med den e-postadress som kontot har.',
    'other-account':
      'Du är upplagd, men redan knuten till ett annat konto hos samma inloggning. Be den som sköter installationen om hjälp.',
    'provider-unavailable':
      'Inloggningen svarar inte just nu. Försök igen om en stund, eller be samordnaren om en inloggningslänk.',
    failed: 'Något gick fel hos oss. Försök igen om en stund.',
  } satisfies Record<SignInFault, string>,
  linkTitle: 'Du har öppnat en inloggningslänk',
  linkHint: 'Länken gäller en gång och bara för dig.',
  linkButton: 'Logga in',
  linkBroken: 'Länken är inte hel. Öppna den igen från meddelandet du fick, eller be om en ny.',
  signingIn: 'Loggar in …',
};
