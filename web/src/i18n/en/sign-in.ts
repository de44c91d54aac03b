import type { signIn as swedish } from '../sv/sign-in.js';

export const signIn = {
  title: 'Sign in',
  purpose:
    'The shared board of the briefing: the situation, tonight’s actions and what came of them.',
  demoTitle: 'Try it as …',
  demoHint: 'This is a trial with invented data. Choose a role and see the board with its eyes.',
  sees: {
    authority: 'Sees what is shared with everyone, with authorities and with its own agency.',
    'municipal-service':
      'Sees what is shared with everyone and with its own agency, not what is for authorities only.',
    company: 'Sees what is shared with everyone and with its own company.',
    association: 'Sees what is shared with everyone and with its own association.',
  },
  does: {
    coordinator: 'Plans series, leads the meeting and follows up.',
    attendee: 'Reports the situation and takes on actions.',
    observer: 'Reads, but does not write.',
    administrator: 'Looks after the directory and hears nothing of the meetings.',
  },
  group: {
    authority: 'Authorities',
    'municipal-service': 'Municipal services',
    company: 'Companies',
    association: 'Associations',
  },
  nothingTitle: 'You need a sign-in link',
  nothing:
    'This installation is opened by a personal link. Ask the coordinator in your municipality for one and open it on this device.',
  withPasskey: 'Sign in with a passkey',
  noPasskeyChosen: 'No passkey was chosen. Try again, or sign in another way.',
  with: (provider: string) => `Sign in with ${provider}`,
  withHint: 'Choose the account you use in your daily work.',
  orLink: 'Were you given a sign-in link instead? Open it on this device.',
  mailTitle: 'Sign in by e-mail',
  mailHint: 'Write the address you are registered with, and we send a link that signs you in.',
  mailField: 'E-mail address',
  mailWrong: 'Write the whole address, like anna@example.se.',
  mailSend: 'Send link',
  mailSending: 'Sending …',
  mailSent:
    'If the address is registered here, a letter comes within a minute or so. Open its link on this device; it works for 15 minutes.',
  outbox: 'No letters really leave here. Read them in the outbox.',
  faultTitle: (provider: string) => `You are not signed in with ${provider}`,
  fault: {
    cancelled: 'The sign-in was cancelled. Try again whenever you like.',
    expired: 'The sign-in took too long, or began in another browser. Please try again.',
    untrusted:
      'The answer could not be trusted, so nobody was signed in. Please try again. Should it happen once more, tell those who run this installation.',
    'unverified-address':
      'Your account has no confirmed e-mail address, so we cannot tell who you are. Ask those who manage the account to confirm it.',
    'not-a-member':
      'You are not registered here with that account. Ask the coordinator in your municipality to register you with the e-mail address of the account.',
    'other-account':
      'You are registered, but already tied to another account of the same provider. Ask those who run this installation for help.',
    'provider-unavailable':
      'The provider does not answer just now. Try again in a while, or ask the coordinator for a sign-in link.',
    failed: 'Something went wrong on our side. Please try again in a while.',
  },
  linkTitle: 'You have opened a sign-in link',
  linkHint: 'The link works once, and only for you.',
  linkButton: 'Sign in',
  linkBroken: 'The link is not whole. Open it again from the message, or ask for a new one.',
  signingIn: 'Signing in …',
} satisfies typeof swedish;
