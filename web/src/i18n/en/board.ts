export const board = {
  title: 'The board',
};
