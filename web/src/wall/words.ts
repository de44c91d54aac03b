const sv = {
  now: 'Nu',
  nothingNow: 'Ingen punkt är påbörjad.',
  late: 'Tiden är ute',
  next: (title: string) => `Sedan: ${title}`,
  picture: 'Läget',
  actions: 'Insatser',
  noActions: 'Inga insatser än',
  here: (names: string) => `Här: ${names}`,
  shows: 'Visar det som alla som är här får se',
};

const en: typeof sv = {
  now: 'Now',
  nothingNow: 'No item has begun.',
  late: 'Time is up',
  next: (title) => `Then: ${title}`,
  picture: 'The picture',
  actions: 'Actions',
  noActions: 'No actions yet',
  here: (names) => `Here: ${names}`,
  shows: 'Shows what everyone here may see',
};

export const words = { sv, en };
