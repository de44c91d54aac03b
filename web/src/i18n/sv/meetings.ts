export const meetings = {
  title: 'Möten',
  coming: 'Kommande',
  past: 'Tidigare',
  noneComing: 'Inga kommande möten',
  noneComingHint: 'Möten läggs ut av en serie.',
  nonePast: 'Inget möte har hållits än',
  nonePastHint: 'När ett möte är slut finns tavlan kvar här.',
  cancelledBecause: (reason: string) => `Inställt: ${reason}`,
  cancelled: 'Inställt',
  more: 'Visa fler',
  next: 'Nästa',
};
