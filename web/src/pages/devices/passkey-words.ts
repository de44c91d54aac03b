const sv = {
  title: 'Passnycklar',
  hint: 'Med en passnyckel loggar du in med fingret, ansiktet eller en kod. Den öppnar också det som är slutet.',
  unused: 'Har inte använts än',
  made: (day: string) => `Skapad ${day}`,
  add: 'Lägg till en passnyckel',
  make: 'Fortsätt',
  name: 'Namn',
  nameHint: 'Så att du vet vilken det är, till exempel ”Tjänstetelefonen”.',
  added: (name: string) => `Passnyckeln ${name} är sparad.`,
  notAdded: 'Ingen passnyckel skapades. Kanske har enheten redan en.',
  rename: 'Byt namn',
  renameNamed: (name: string) => `Byt namn på ${name}`,
  renamed: (name: string) => `Passnyckeln heter nu ${name}.`,
  removeNamed: (name: string) => `Ta bort ${name}`,
  removeHint:
    'Den går inte att logga in med längre, och där du loggat in med den loggas du ut. På enheten ligger den kvar tills du tar bort den där.',
  removed: (name: string) => `Passnyckeln ${name} är borttagen.`,
  signInWithIt: 'Logga in med passnyckeln, så ser du också det som är slutet.',
  signedIn: 'Nu är du inloggad med passnyckel och ser också det som är slutet.',
  notByThis:
    'För att lägga till en passnyckel: logga in med en du redan har eller med din organisations inloggning, eller be om en ny inbjudan.',
  notHere: 'Passnycklar går inte att använda i den här webbläsaren eller på den här adressen.',
};

const en: typeof sv = {
  title: 'Passkeys',
  hint: 'With a passkey you sign in by finger, face or a code. It opens what is closed as well.',
  unused: 'Not used yet',
  made: (day) => `Made ${day}`,
  add: 'Add a passkey',
  make: 'Continue',
  name: 'Name',
  nameHint: 'So that you know which one it is, for example “Work phone”.',
  added: (name) => `The passkey ${name} is saved.`,
  notAdded: 'No passkey was made. Perhaps the device has one already.',
  rename: 'Rename',
  renameNamed: (name) => `Rename ${name}`,
  renamed: (name) => `The passkey is now called ${name}.`,
  removeNamed: (name) => `Remove ${name}`,
  removeHint:
    'Nobody can sign in with it any more, and where you signed in with it you are signed out. It stays on the device until you remove it there.',
  removed: (name) => `The passkey ${name} is removed.`,
  signInWithIt: 'Sign in with the passkey to see what is closed as well.',
  signedIn: 'You are now signed in with a passkey and see what is closed as well.',
  notByThis:
    'To add a passkey, sign in with one you have or with your organisation’s account, or ask for a new invitation.',
  notHere: 'Passkeys cannot be used in this browser or at this address.',
};

export const words = { sv, en };
