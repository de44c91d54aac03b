const sv = {
  title: 'Utkorgen',
  hint: 'Det här är en provmiljö, så inga brev lämnar den. De kommer hit i stället, av sig själva.',
  none: 'Inga brev än',
  noneHint: 'Bjud in någon till samverkan, eller be om en länk på inloggningssidan.',
  to: (address: string) => `Till ${address}`,
  calendar: 'Hämta kallelsen som kalenderfil',
};

const en: typeof sv = {
  title: 'Outbox',
  hint: 'This is a place to try things out, so no letter leaves it. They come here instead, by themselves.',
  none: 'No letters yet',
  noneHint: 'Invite someone to the partnership, or ask for a link on the sign-in page.',
  to: (address) => `To ${address}`,
  calendar: 'Fetch the invitation as a calendar file',
};

export const words = { sv, en };
