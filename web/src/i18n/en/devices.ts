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
  passkeys: {
    title: 'Passkeys',
    hint: 'With a passkey you sign in by finger, face or a code. It opens what is closed as well.',
    unused: 'Not used yet',
    made: (day: string) => `Made ${day}`,
    add: 'Add a passkey',
    make: 'Continue',
    name: 'Name',
    nameHint: 'So that you know which one it is, for example “Work phone”.',
    added: (name: string) => `The passkey ${name} is saved.`,
    notAdded: 'No passkey was made. Perhaps the device has one already.',
    rename: 'Rename',
    renameNamed: (name: string) => `Rename ${name}`,
    renamed: (name: string) => `The passkey is now called ${name}.`,
    removeNamed: (name: string) => `Remove ${name}`,
    removeHint:
      'Nobody can sign in with it any more, and where you signed in with it you are signed out. It stays on the device until you remove it there.',
    removed: (name: string) => `The passkey ${name} is removed.`,
    signInWithIt: 'Sign in with the passkey to see what is closed as well.',
    signedIn: 'You are now signed in with a passkey and see what is closed as well.',
    notByThis:
      'To add a passkey, sign in with one you have or with your organisation’s account, or ask for a new invitation.',
    notHere: 'Passkeys cannot be used in this browser or at this address.',
  },
} satisfies typeof swedish;
