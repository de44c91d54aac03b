import type { FollowingWords } from './sv.js';

export const en: FollowingWords = {
  title: (series, day) => `Change ${series} from ${day}`,
  purpose: (day) =>
    `What you change holds from ${day}. Earlier meetings stay as they are, and so do opened and closed ones.`,
  wholeHint:
    'Here you change all coming meetings. Shall it hold only from a certain meeting? Choose that meeting at Single meetings.',
  fromHere: 'From here …',
  fromHereTitle: (day) => `From ${day}`,
  fromHereHint:
    'Meetings before that day stay as they are. Those whose day remains come along, with everything written and answered.',
  change: 'Change this and following',
  end: 'End the series here',
  endTitle: (day) => `End the series from ${day}`,
  endHint: 'No meetings are planned from that day. Opened and closed meetings stay as they are.',
  endYes: 'End the series',
  ended: (day) => `The series has ended from ${day}.`,
  pauseTitle: (day, again) => `No meetings from ${day} until ${again}`,
  pauseHint: (again) =>
    `No meetings are planned in between. From ${again} the series goes on, as that part has been changed by itself. Opened and closed meetings stay as they are.`,
  pauseYes: 'Remove the meetings',
  paused: (day, again) => `No meetings are planned from ${day}. From ${again} the series goes on.`,
  resumes: (again) =>
    `The change holds until ${again}. From that day the series has been changed by itself, and that part stays as it is.`,
  lettersLeave:
    'When you save, all who take part get the meetings, and changes to them, by e-mail.',
  agreeTitle: 'What happens to the meetings',
  agreeYes: 'Yes, change',
  kept: (count) => (count === 1 ? '1 meeting stays the same.' : `${count} meetings stay the same.`),
  untouched: (count) =>
    count === 1
      ? '1 meeting with nothing in it is taken away.'
      : `${count} meetings with nothing in them are taken away.`,
  losses: 'This is lost',
  lossesHint: 'Meetings in which somebody wrote or answered remain as cancelled.',
  decided: (answer) => `the decision “${answer}”`,
  written: 'notes',
  answers: (count) => (count === 1 ? '1 answer' : `${count} answers`),
  told: 'others have been told',
  continues: (day, title) => `Holds from ${day}, continues ${title}.`,
  heldUntil: (day) => `Until ${day}`,
};
