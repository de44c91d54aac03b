// Faults by which more is kept than shall be, or less; see scripts/faults/list.mjs.
const clearing = 'src/identity/clearing-rounds.ts';
const rounds = 'src/calendar-mail/letter-rounds.ts';

export const retentionFaults = [
  {
    name: 'links-not-cleared',
    says: 'Sign-in links whose time is over stay in the database.',
    proof: 'S12',
    edits: [{ file: clearing, from: "sign_in_link: 'expires_at',", to: '' }],
  },
  {
    name: 'cleared-too-soon',
    says: 'What is about to end is cleared out already.',
    proof: 'S12',
    edits: [{ file: clearing, from: '${end} <= $1`', to: "${end} <= $1::timestamptz + '1 s'`" }],
  },
  {
    name: 'all-told-forgotten',
    says: 'What calendars were told of one meeting takes along what they were told of the others.',
    proof: 'S12',
    edits: [
      {
        file: rounds,
        from: 'AND meeting.id = meeting_id AND ends_at < $1`',
        to: 'AND ends_at < $1`',
      },
    ],
  },
  {
    name: 'leaving-letters-cleared',
    says: 'A letter that leaves clears the notes of all others, and not only of those that have left.',
    proof: 'S12',
    edits: [
      {
        file: 'src/mail/leaving-letters.ts',
        from: 'WHERE NOT EXISTS (SELECT FROM graphile_worker.jobs WHERE id = job_id)',
        to: '',
      },
    ],
  },
  {
    name: 'guests-end-in-silence',
    says: 'A guest loses the membership, and the audit does not tell.',
    proof: 'S12',
    edits: [
      {
        file: 'src/identity/guest-passes.ts',
        from: 'await this.audit.record(manager, {',
        to: 'if (personIds.length === 0) await this.audit.record(manager, {',
      },
    ],
  },
];
