export const series = {};
