export const sv = {
  title: (series: string, day: string) => `Ändra ${series} från och med ${day}`,
  purpose: (day: string) =>
    `Det du ändrar gäller från och med ${day}. Tidigare möten ändras inte, och inte heller öppnade och avslutade.`,
  wholeHint:
    'Här ändrar du alla möten framåt. Ska ändringen gälla först från ett visst möte? Välj mötet under Enstaka möten.',
  fromHere: 'Härifrån …',
  fromHereTitle: (day: string) => `Från och med ${day}`,
  fromHereHint:
    'Mötena före den dagen ändras inte. Möten vars dag finns kvar följer med, med allt som är skrivet och svarat.',
  change: 'Ändra detta och följande',
  end: 'Avsluta serien här',
  endTitle: (day: string) => `Avsluta serien från och med ${day}`,
  endHint: 'Inga möten planeras från den dagen. Öppnade och avslutade möten ändras inte.',
  endYes: 'Avsluta serien',
  ended: (day: string) => `Serien är avslutad från och med ${day}.`,
  pauseTitle: (day: string, again: string) => `Inga möten från ${day} fram till ${again}`,
  pauseHint: (again: string) =>
    `Inga möten planeras däremellan. Från och med ${again} fortsätter serien, för den delen har ändrats för sig. Öppnade och avslutade möten ändras inte.`,
  pauseYes: 'Ta bort mötena',
  paused: (day: string, again: string) =>
    `Inga möten planeras från ${day}. Från och med ${again} fortsätter serien.`,
  resumes: (again: string) =>
    `Ändringen gäller fram till ${again}. Serien har ändrats för sig från och med den dagen, och den delen blir som den är.`,
  lettersLeave: 'När du sparar får alla som deltar mötena, och ändringar av dem, med e-post.',
  agreeTitle: 'Det här händer med mötena',
  agreeYes: 'Ja, ändra',
  kept: (count: number) =>
    count === 1 ? '1 möte följer med som det är.' : `${count} möten följer med som de är.`,
  untouched: (count: number) =>
    count === 1 ? '1 möte utan innehåll tas bort.' : `${count} möten utan innehåll tas bort.`,
  losses: 'Det här går förlorat',
  lossesHint: 'Möten som någon har skrivit i eller svarat på står kvar som inställda.',
  decided: (answer: string) => `beslutet ”${answer}”`,
  written: 'anteckningar',
  answers: (count: number) => (count === 1 ? '1 svar' : `${count} svar`),
  told: 'andra har fått besked',
  continues: (day: string, title: string) => `Gäller från ${day}, fortsätter ${title}.`,
  heldUntil: (day: string) => `Till och med ${day}`,
};

export type FollowingWords = typeof sv;
