const days = (count: number) => (count === 1 ? '1 dag före' : `${count} dagar före`);
const enDays = (count: number) => (count === 1 ? '1 day before' : `${count} days before`);

const sv = {
  title: 'Rapporter inför mötena',
  inWords: (asked: number | null, reminded: number | null) => {
    if (asked === null) return 'Ingen rapport begärs. Det går ändå att lämna en.';
    const first = `Varje aktör får ett brev ${days(asked)} varje möte, med en länk till sin rapport`;
    return reminded === null
      ? `${first}. Ingen påminns.`
      : `${first}. De som inte har svarat påminns ${days(reminded)}.`;
  },
  asked: 'Begär rapporten',
  reminded: 'Påminn',
  never: 'Aldrig',
  days,
  hint: 'Gäller alla serier. Breven går klockan 9, och aldrig två gånger till samma person.',
  saved: 'Sparat.',
  overtaken: 'Någon annan hann ändra före dig. Det som står här gäller nu; välj igen om du vill.',
};

const en: typeof sv = {
  title: 'Reports before the meetings',
  inWords: (asked, reminded) => {
    if (asked === null) return 'No report is asked for. One can be filed all the same.';
    const first = `Each agency gets a letter ${enDays(asked)} every meeting, with a link to its report`;
    return reminded === null
      ? `${first}. Nobody is reminded.`
      : `${first}. Those who have not answered are reminded ${enDays(reminded)}.`;
  },
  asked: 'Ask for the report',
  reminded: 'Remind',
  never: 'Never',
  days: enDays,
  hint: 'For all series. The letters leave at 9, and never twice to the same person.',
  saved: 'Saved.',
  overtaken:
    'Someone else made a change before you. What stands here holds now; choose again if you like.',
};

export const words = { sv, en };
