const sv = {
  title: 'Er samverkan är ny',
  hint: 'Lägg först till dem som sitter runt bordet och platserna ni talar om. Sedan finns det någon att bjuda in.',
  go: 'Kom igång',
};

const en: typeof sv = {
  title: 'Your partnership is new',
  hint: 'First add those who sit around the table and the places you talk of. Then there is somebody to invite.',
  go: 'Get started',
};

export const words = { sv, en };
