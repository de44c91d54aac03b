import type { MailState } from '../../../../src/contract/vocabulary.js';

const sv = {
  title: 'Inbjudningar',
  hint: 'Den du bjuder in får ett brev med en personlig länk. Inbjudan står kvar här tills den har använts eller du drar tillbaka den.',
  noServer:
    'Ingen e-postserver är inställd på den här installationen, så inga inbjudningar kan skickas. Be den som sköter installationen att ställa in en.',
  none: 'Inga inbjudningar väntar på svar',
  noneHint: 'Bjud in någon, så får hen ett brev med en länk att gå med genom.',
  invite: 'Bjud in',
  inviteTitle: 'Bjud in till samverkan',
  name: 'Namn',
  nameHint: 'Som de andra runt bordet känner igen personen.',
  nameWrong: 'Skriv ett namn.',
  email: 'E-postadress',
  emailHint: 'Länken skickas hit. Den som läser brevet kan gå med.',
  emailWrong: 'Skriv hela adressen, som anna@exempel.se.',
  agency: 'Aktör',
  agencyWrong: 'Välj vilken aktör personen kommer från.',
  choose: 'Välj …',
  reach: 'Gäller',
  allMeetings: 'Samverkan, alla möten',
  oneMeeting: (title: string, day: string, time: string) =>
    `Gäst på ett möte: ${title} ${day} kl. ${time}`,
  guestHint: 'Gästen ser bara tavlan för det mötet, och bara det som delas med alla.',
  letInUntil: 'Gästen kommer in till',
  sixHoursAfter: (when: string) => `Sex timmar efter mötet: ${when}`,
  letInFollows: 'Flyttas mötet, så flyttas tiden med.',
  letInFixed: 'Tiden ligger fast, även om mötet flyttas.',
  letInWrong:
    'Tiden har redan gått, eller så är mötet avslutat eller flyttat. Välj en senare tid, eller ett annat möte.',
  role: 'Roll',
  send: 'Skicka inbjudan',
  state: {
    waiting: 'Brevet är på väg',
    sent: 'Brevet är skickat',
    uncertain: 'Brevet kan ha kommit fram',
    failed: 'Brevet gick inte att skicka',
  } satisfies Record<MailState, string>,
  expired: 'Länken har gått ut',
  guestUntil: (day: string, time: string) => `Gäst till ${day} kl. ${time}`,
  uncertainHint:
    'E-postservern svarade inte när den hade fått brevet. Fråga personen, eller skicka igen.',
  failedHint: 'Kontrollera adressen. Är den fel, dra tillbaka inbjudan och bjud in på nytt.',
  until: (day: string, time: string) => `Gäller till ${day} kl. ${time}`,
  again: 'Skicka igen',
  againNamed: (name: string) => `Skicka igen till ${name}`,
  sentAgain: (name: string) =>
    `Ett nytt brev är på väg till ${name}. Den gamla länken gäller inte längre.`,
  agencyLeft:
    'Aktören är inte med i samverkan längre, så inget brev har skickats. Dra tillbaka inbjudan, eller ta tillbaka aktören.',
  withdraw: 'Dra tillbaka',
  withdrawNamed: (name: string) => `Dra tillbaka inbjudan till ${name}`,
  withdrawTitle: (name: string) => `Dra tillbaka inbjudan till ${name}?`,
  withdrawHint: 'Länken i brevet slutar gälla. Du kan bjuda in på nytt.',
  withdrawn: (name: string) => `Inbjudan till ${name} är tillbakadragen.`,
  invited: (name: string) => `${name} är inbjuden.`,
  outbox: 'Läs breven i Utkorgen',
  joinTitle: (partnership: string) => `Du är inbjuden till ${partnership}`,
  joinPlain: 'Inbjudan',
  hello: (name: string) => `Hej ${name}!`,
  joinFor: (invitedBy: string, agency: string, role: string) =>
    `${invitedBy} bjuder in dig för ${agency}, som ${role.toLowerCase()}.`,
  joinAsGuest: (invitedBy: string, agency: string, meeting: string, when: string) =>
    `${invitedBy} bjuder in dig som gäst för ${agency} till ${meeting}, ${when}.`,
  guestEnds: (when: string) => `Du ser mötets tavla. Tillgången upphör ${when}.`,
  guestInstead: (meeting: string, when: string) =>
    `Du är redan gäst på ${meeting}, ${when}. Går du med här ser du inte det mötet längre.`,
  when: (day: string, time: string) => `${day} kl. ${time}`,
  memberAlready:
    'Du är redan med, så länken behövs inte och släpper inte in dig. Logga in så som du brukar.',
  joinHint: 'Länken gäller en gång och bara för dig. Du loggas in på den här enheten.',
  join: 'Gå med',
  joining: 'Går med …',
  broken: 'Länken är inte hel. Öppna den igen från brevet du fick.',
  spentHint:
    'Har du redan gått med? Logga in. Var du gäst på ett möte som är över är ditt gästbesök slut. Behöver du komma in igen, be samordnaren om en ny inbjudan.',
  toSignIn: 'Till inloggningen',
  offerTitle: 'Välkommen! Så kommer du in nästa gång',
  offer:
    'Länken är nu använd. Gör en passnyckel, så loggar du in med fingret, ansiktet eller en kod. Den öppnar också det som är slutet.',
  offerYes: 'Gör en passnyckel',
  offerNo: 'Inte nu',
  offerNone:
    'Ingen passnyckel skapades. Du kan försöka igen, eller göra det senare vid ”Dina enheter”.',
};

const en: typeof sv = {
  title: 'Invitations',
  hint: 'Whoever you invite gets a letter with a personal link. The invitation stays here until it has been used or you withdraw it.',
  noServer:
    'No mail server is set up on this installation, so no invitations can be sent. Ask the one who runs it to set one up.',
  none: 'No invitations are waiting for an answer',
  noneHint: 'Invite someone, and they get a letter with a link to join by.',
  invite: 'Invite',
  inviteTitle: 'Invite to the partnership',
  name: 'Name',
  nameHint: 'As the others at the table know the person.',
  nameWrong: 'Write a name.',
  email: 'E-mail address',
  emailHint: 'The link is sent here. Whoever reads the letter can join.',
  emailWrong: 'Write the whole address, like anna@example.se.',
  agency: 'Agency',
  agencyWrong: 'Choose which agency the person comes from.',
  choose: 'Choose …',
  reach: 'For',
  allMeetings: 'The partnership, all meetings',
  oneMeeting: (title, day, time) => `Guest at one meeting: ${title} ${day} ${time}`,
  guestHint: 'The guest sees the board of that meeting alone, and only what is shared with all.',
  letInUntil: 'The guest gets in until',
  sixHoursAfter: (when) => `Six hours after the meeting: ${when}`,
  letInFollows: 'If the meeting is moved, the hour moves with it.',
  letInFixed: 'The hour stays, even if the meeting is moved.',
  letInWrong:
    'The hour has passed, or the meeting has ended or been moved. Choose a later hour, or another meeting.',
  role: 'Role',
  send: 'Send invitation',
  state: {
    waiting: 'The letter is on its way',
    sent: 'The letter has been sent',
    uncertain: 'The letter may have arrived',
    failed: 'The letter could not be sent',
  },
  expired: 'The link has run out',
  guestUntil: (day, time) => `Guest until ${day} ${time}`,
  uncertainHint:
    'The mail server did not answer when it had been given the letter. Ask the person, or send it again.',
  failedHint: 'Check the address. If it is wrong, withdraw the invitation and invite anew.',
  until: (day, time) => `Valid until ${day} ${time}`,
  again: 'Send again',
  againNamed: (name) => `Send again to ${name}`,
  sentAgain: (name) => `Another letter is on its way to ${name}. The old link works no more.`,
  agencyLeft:
    'The agency is not in the partnership any more, so no letter has been sent. Withdraw the invitation, or bring the agency back.',
  withdraw: 'Withdraw',
  withdrawNamed: (name) => `Withdraw the invitation to ${name}`,
  withdrawTitle: (name) => `Withdraw the invitation to ${name}?`,
  withdrawHint: 'The link in the letter stops working. You can invite anew.',
  withdrawn: (name) => `The invitation to ${name} is withdrawn.`,
  invited: (name) => `${name} is invited.`,
  outbox: 'Read the letters in the outbox',
  joinTitle: (partnership) => `You are invited to ${partnership}`,
  joinPlain: 'Invitation',
  hello: (name) => `Hello ${name}!`,
  joinFor: (invitedBy, agency, role) =>
    `${invitedBy} invites you for ${agency}, as ${role.toLowerCase()}.`,
  joinAsGuest: (invitedBy, agency, meeting, when) =>
    `${invitedBy} invites you as a guest for ${agency} to ${meeting}, ${when}.`,
  guestEnds: (when) => `You see the board of the meeting. Access ends ${when}.`,
  guestInstead: (meeting, when) =>
    `You are a guest at ${meeting}, ${when}, already. If you join here, you no longer see that meeting.`,
  when: (day, time) => `${day} ${time}`,
  memberAlready:
    'You are in the partnership already, so the link is not needed and does not let you in. Sign in as you usually do.',
  joinHint: 'The link works once and only for you. You are signed in on this device.',
  join: 'Join',
  joining: 'Joining …',
  broken: 'The link is not whole. Open it again from the letter you got.',
  spentHint:
    'Have you joined already? Sign in. If you were a guest at a meeting that has ended, your visit is over. If you need to come in again, ask the coordinator for a new invitation.',
  toSignIn: 'To the sign-in page',
  offerTitle: 'Welcome! This is how you get in next time',
  offer:
    'The link is spent now. Make a passkey to sign in by finger, face or a code. It opens what is closed as well.',
  offerYes: 'Make a passkey',
  offerNo: 'Not now',
  offerNone: 'No passkey was made. Try again, or do it later at “Your devices”.',
};

export const words = { sv, en };
