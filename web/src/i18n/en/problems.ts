import type { ProblemCode } from '../../../../src/contract/problems.js';

export const problems: Record<ProblemCode, string> = {
  'invalid-input': 'Something you wrote cannot be saved. It is marked at the field.',
  'invalid-time-zone': 'There is no such time zone.',
  'invalid-rule': 'The recurrence cannot be read. Look over when the series comes back.',
  'frequency-too-fine': 'A series cannot come back more often than daily.',
  'start-not-in-rule': 'The first day is not one of the days of the series. Choose one that fits.',
  'rule-yields-nothing':
    'The recurrence gives no meetings at all. Look over start, end, exceptions.',
  'too-many-occurrences':
    'The recurrence gives too many meetings. Choose fewer meetings or an end.',
  'not-allowed': 'Your role may not do this. Ask the coordinator.',
  'sign-in-too-weak':
    'This is closed. Sign in with a passkey or your organisation’s account to do it.',
  stale: 'Someone else made a change before you. What you wrote is kept.',
  'wrong-state': 'Things have changed meanwhile, so this can no longer be done.',
  'carried-over': 'The action was carried over to a later meeting. Change it there.',
  'command-id-reused': 'The change could not be sent again. Please make it once more.',
  'unknown-reference': 'Something you chose no longer exists. Choose again.',
  'audience-mismatch': 'The two belong to different circles and cannot be linked.',
  'board-full': 'The board holds no more. Remove something that is not needed.',
  taken: 'It exists already. Choose another name, or change the one there is.',
  'last-administrator':
    'Someone must be able to look after the directory. Give the role to another first.',
  'limit-reached': 'There is no room for more. End something that is not used.',
  'person-data': 'The text identifies a person. Write place, time and what happens instead.',
  'protocol-outdated': 'This page is older than the server. Reload it to go on.',
  'version-required': 'The page does not know which version you changed. Reload it.',
  'link-spent': 'The link was already used or is too old. Ask for a new one.',
  'no-mail-server': 'No mail server is set up here. Ask the one who runs the installation.',
  'already-invited': 'The address has an invitation already. Send it again or withdraw it.',
  'already-a-member': 'Whoever has the address is in the partnership already.',
  'malformed-json': 'The server could not read what was sent. Reload the page and try again.',
  'payload-too-large': 'What you sent is too large. Shorten the text.',
  'unsupported-media-type': 'The server does not take this format.',
  'too-deep': 'The server could not read what was sent. Reload the page and try again.',
  'not-found': 'It does not exist, or you have no access to it.',
  'not-signed-in': 'You are no longer signed in. Sign in again.',
  'forbidden-origin': 'The server only takes changes from its own page.',
  'too-many-requests': 'Too much came at once. Wait a little and try again.',
  unavailable: 'The server is out of reach just now. What you wrote is kept. Try again in a while.',
  internal: 'Something went wrong on our side. What you wrote is kept. Try again.',
};
