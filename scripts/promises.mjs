// What the product promises, and the tests that prove it: by the names of files and, where a file proves
// more than one thing, of tests. What stands on cases alone, as R7, R15, S3 and S12 do, is tried in all of them at
// once: `--long` is no more than that.
export const promises = {
  R1: {
    says: 'An acknowledged edit is never lost, though servers and the database are killed.',
    files: 'test/(reliability/crashes|platform/database/embedded-server)',
    tests: 'lose nothing, double nothing|acknowledged writes may be forgotten',
  },
  R2: {
    says: 'No edit is applied twice, though each is sent several times and lines are cut.',
    files: 'test/(reliability/crashes|live/commit-cut)',
    tests: 'lose nothing, double nothing|carried out twice',
  },
  R3: {
    says: 'One order for each stream: 1, 2, 3, without a gap or a number used again.',
    files: 'test/reliability/crashes',
    tests: 'lose nothing, double nothing',
  },
  R4: {
    says: 'All clients equal the database whenever it is quiet.',
    files: 'test/reliability/crashes',
    tests: 'lose nothing, double nothing',
  },
  R5: {
    says: 'What one sees is the fold of what one hears, for everybody and every command.',
    projects: ['pure'],
    files: 'test/domain/meeting/fold',
  },
  R6: {
    says: 'Who was away comes back in one answer, from any time.',
    files: 'test/(live/resume|reliability/storm|web/live-board-replica)',
  },
  R7: {
    says: 'A restored backup is noticed; nothing of before is mixed with what comes after.',
    files: 'test/(live/resume|reliability/restore)',
    tests: 'J9',
  },
  R8: {
    says: 'Losing every hint costs only time.',
    files: 'test/reliability/crashes',
    tests: 'connections that hear',
  },
  R9: {
    says: 'A line cut at any moment of any command leaves it done once.',
    files: 'test/reliability/cut-anywhere',
  },
  R10: {
    says: 'A database that goes away is told as unavailable, and all goes on by itself.',
    files: 'test/live/outage',
  },
  R11: {
    says: 'A reader who does not read costs nobody else anything.',
    files: 'test/live/stalled',
  },
  R12: {
    says: 'Thousands who lose their process come back at once, and writers write on.',
    files: 'test/reliability/storm',
  },
  R13: {
    says: 'A server told to stop answers what it took, and ends by itself.',
    files: 'test/reliability/crashes',
    tests: 'answer what they accepted',
  },
  EVENING: {
    says: 'An evening of 50 edits a second and 200 people, at which servers are killed all the time.',
    files: 'test/reliability/crashes',
    tests: 'an evening of edits',
  },
  FAILOVER: {
    says: 'Nothing acknowledged is lost when a standby takes over.',
    files: 'test/reliability/failover',
  },
  VERSIONS: {
    says: 'A version and the next one serve a database together, while the next one migrates it.',
    files: 'test/reliability/versions',
  },
  R14: {
    says: 'Messages with something wrong in them are answered and break nothing.',
    files: 'test/live/hostile',
  },
  R15: {
    says: 'Health tells the truth.',
    files: 'test/platform/health',
  },
  S1: {
    says: 'What is closed reaches nobody else, by any way.',
    files: 'test/secrecy',
    tests: 'reaches nobody else|looked for where it could be',
  },
  S2: {
    says: 'An outsider cannot tell that anything is closed.',
    files: 'test/(secrecy|series/closed-notes)',
    tests: 'cannot be told from nothing',
  },
  S3: {
    says: 'Every door opens to those it is for and to nobody else.',
    files: 'test/access',
  },
  S4: {
    says: 'Who loses their rights hears and does nothing afterwards, and is gone within two seconds.',
    files: 'test/(live/revocation|protocol/(connecting|rights))',
    tests: 'nothing later reaches|a session that has ended|under other rights keeps nothing',
  },
  S5: {
    says: 'The database shows nobody what they may not hear, whatever it is asked.',
    files: 'test/meetings/row-security',
  },
  S6: {
    says: 'Requests that other sites’ pages cause do nothing.',
    files: 'test/access/cross-site',
  },
  S7: {
    says: 'Links work once, end, cannot be read from the database, and are not used up by a look.',
    files: 'test/(identity/identity|invitations/invitations)',
    tests: 'a sign-in link|an invitation',
  },
  S8: {
    says: 'What people write is text and nothing else: in pages, letters, lists, calendars, names of files and logs.',
    projects: ['pure', 'world'],
    files:
      'test/(inert/|mail/mail|invitations/invitations|administration/lists|domain/icalendar|platform/http/doors)',
    tests: 'S8|inert|that a spreadsheet would run|a line |inline scripts',
  },
  S9: {
    says: 'No unlisted field and no value of another type changes anything.',
    files: 'test/access/unlisted-fields',
  },
  S10: {
    says: 'Personal identity numbers stay out, in whatever spelling; other numbers do not alarm.',
    projects: ['timeless', 'world'],
    files: 'test/(domain|meetings)/person-guard',
  },
  S11: {
    says: 'What matters is in the audit, and tampering shows.',
    projects: ['timeless', 'world'],
    files: 'test/(audit|domain/audit)/',
  },
  S12: {
    says: 'What is kept for a time goes when it is due, and no more, and lost rights are told; what people wrote stays.',
    files: 'test/retention/',
  },
};
