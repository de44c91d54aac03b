import type { signIn as swedish } from '../sv/sign-in.js';

export const signIn = {
  title: 'Sign in',
  purpose:
    'The shared board of the briefing: the situation, tonight’s actions and what came of them.',
  demoTitle: 'Try it as …',
  demoHint: 'This is a trial with invented data. Choose a role and see the board with its eyes.',
  asRole: (name: string) => `Sign in as ${name}`,
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
  linkTitle: 'You have opened a sign-in link',
  linkHint: 'The link works once, and only for you.',
  linkButton: 'Sign in',
  linkBroken: 'The link is not whole. Open it again from the message, or ask for a new one.',
  signingIn: 'Signing in …',
} satisfies typeof swedish;
