import type { devices as swedish } from '../sv/devices.js';

export const devices = {
  title: 'Your devices',
  here: 'You are signed in here',
  hint: 'Should you not know one of them, sign it out.',
  device: (browser: string | null, system: string | null) =>
    browser && system ? `${browser} on ${system}` : (browser ?? system ?? 'Unknown device'),
  thisOne: 'This device',
  lastUsed: (day: string, time: string) => `Last used ${day} at ${time}`,
  signedIn: (day: string, time: string) => `Signed in since ${day} at ${time}`,
  end: 'Sign out',
  endNamed: (device: string) => `Sign out ${device}`,
  endOthers: 'Sign out everywhere but here',
  noOthers: 'You are not signed in anywhere else.',
  ended: (device: string) => `${device} is signed out.`,
  endedOthers: 'You are now signed in here alone.',
} satisfies typeof swedish;
