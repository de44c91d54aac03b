const sv = {
  title: 'Inloggningen är slut',
  typed: 'Det du skrev och inte sparade',
  typedHint: 'Kopiera det du vill ha kvar innan du loggar in.',
  signIn: 'Logga in igen',
};

const en: typeof sv = {
  title: 'Your sign-in has ended',
  typed: 'What you wrote and did not save',
  typedHint: 'Copy what you want to keep before you sign in.',
  signIn: 'Sign in again',
};

export const words = { sv, en };
