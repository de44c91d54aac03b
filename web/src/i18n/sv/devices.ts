export const devices = {
  title: 'Dina enheter',
  here: 'Här är du inloggad',
  hint: 'Ser du något du inte känner igen, logga ut där.',
  device: (browser: string | null, system: string | null) =>
    browser && system ? `${browser} på ${system}` : (browser ?? system ?? 'Okänd enhet'),
  thisOne: 'Den här enheten',
  lastUsed: (day: string, time: string) => `Användes senast ${day} kl. ${time}`,
  signedIn: (day: string, time: string) => `Inloggad sedan ${day} kl. ${time}`,
  end: 'Logga ut',
  endNamed: (device: string) => `Logga ut ${device}`,
  endOthers: 'Logga ut överallt utom här',
  noOthers: 'Du är inte inloggad någon annanstans.',
  ended: (device: string) => `${device} är utloggad.`,
  endedOthers: 'Du är nu bara inloggad här.',
};
