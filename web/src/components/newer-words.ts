// These words come with the dialogs that edit, and not with the first load.
const sv = {
  kept: 'Nu står det:',
  keptHint: 'Spara igen om ditt ska gälla i stället.',
};

const en: typeof sv = {
  kept: 'What stands there now:',
  keptHint: 'Save again if yours shall hold instead.',
};

export const words = { sv, en };
