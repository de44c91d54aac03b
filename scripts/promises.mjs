// What the product promises, and the tests that prove it: by the names of files and, where a file proves
// more than one thing, of tests.
export const promises = {
  R1: {
    says: 'An acknowledged edit is never lost, though servers and the database are killed.',
    files: 'test/reliability/crashes',
    tests: 'lose nothing, double nothing',
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
    project: 'pure',
    files: 'test/domain/meeting/fold',
  },
  R6: {
    says: 'Who was away comes back in one answer, from any time.',
    files: 'test/(live/resume|reliability/storm)',
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
  R14: {
    says: 'Messages with something wrong in them are answered and break nothing.',
    files: 'test/live/hostile',
  },
  R15: {
    says: 'Health tells the truth.',
    files: 'test/platform/health',
  },
  S2: {
    says: 'An outsider cannot tell that anything is closed.',
    files: 'test/live/secrecy',
    tests: 'cannot be told from nothing',
  },
  S3: {
    says: 'Every door opens to those it is for and to nobody else.',
    files: 'test/access',
  },
  S4: {
    says: 'Who loses their rights hears nothing that was done afterwards.',
    files: 'test/live/revocation',
  },
  S10: {
    says: 'Personal identity numbers stay out, in whatever spelling; other numbers do not alarm.',
    project: 'pure',
    files: 'test/domain/person-guard',
  },
};
