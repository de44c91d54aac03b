export const board = {
  title: 'Tavlan',
};
