// Faults that let somebody see, do or deny what they must not; see scripts/faults/list.mjs.
const catchUp = 'src/meetings/catch-up.service.ts';

export const secrecyFaults = [
  {
    name: 'frames-for-everyone',
    says: 'Events of a closed compartment are told to everybody at the meeting.',
    proof: 'S1',
    edits: [
      {
        file: 'src/live/live-meetings.ts',
        from: 'if (mayHear(actor, audience)) void socket.join',
        to: "if (mayHear(actor, audience) || stream !== '') void socket.join",
      },
    ],
  },
  {
    name: 'boards-for-everyone',
    says: 'A board that is asked for holds every compartment.',
    proof: 'S1',
    edits: [
      {
        file: 'src/meetings/projection.ts',
        from: 'others.filter((stream) => mayHear(actor, audienceOf(stream))).sort()',
        to: "others.filter((stream) => stream !== '' || mayHear(actor, audienceOf(stream))).sort()",
      },
    ],
  },
  {
    name: 'catch-up-for-everyone',
    says: 'Whoever comes back is told what they missed of every compartment.',
    proof: 'S1',
    edits: [
      {
        file: catchUp,
        from: 'const streams = streamsFor(actor, cursors);',
        to: 'const streams = [...new Set([...streamsFor(actor, cursors), ...Object.keys(cursors)])];',
      },
      {
        file: catchUp,
        from: 'narrowTo(pipeline, actor),',
        to: "actor.partnershipId === '' ? narrowTo(pipeline, actor) : null,",
      },
    ],
  },
  {
    name: 'one-count-for-all',
    says: 'Revisions are counted over the whole meeting, closed compartments included.',
    proof: 'S2',
    edits: [
      {
        file: 'src/domain/meeting/record.ts',
        from: 'const revision = (next[stream] ?? 0) + 1;',
        to: 'const revision = Math.max(0, ...Object.values(next)) + 1;',
      },
    ],
  },
  {
    name: 'meetings-kept-for-closed-notes',
    says: 'Which of two meetings a series keeps follows from what is closed in them, too.',
    proof: 'S2',
    edits: [
      {
        file: 'src/meetings/traces.ts',
        from: 'isUsed: writtenIn.includes(TABLE) ||',
        to: 'isUsed: [TABLE, ...writtenIn].length > 1 ||',
      },
    ],
  },
  {
    name: 'events-under-old-rights',
    says: 'Events are told to those whose rights have ended since they came.',
    proof: 'S4',
    edits: [
      {
        file: 'src/live/live.service.ts',
        from: 'this.renewRights(meeting, published.rightsVersion);',
        to: '',
      },
    ],
  },
  {
    name: 'rooms-of-old-rights',
    says: 'Whoever joins again keeps the rooms that their former rights opened.',
    proof: 'S4',
    edits: [
      {
        file: 'src/live/live-meetings.ts',
        from: '    leaveRooms(key, attendee.socket);\n',
        to: '',
      },
    ],
  },
  {
    name: 'commands-under-old-rights',
    says: 'Commands are carried out by the rights that the process remembers.',
    proof: 'S4',
    edits: [
      {
        file: 'src/meetings/write-if-current.ts',
        from: 'WHERE id = $1 AND rights_version = $2 AND',
        to: 'WHERE id = $1 AND $2::integer > 0 AND',
      },
    ],
  },
  {
    name: 'commands-of-ended-sessions',
    says: 'Commands are carried out until the line is cut, though the session has ended.',
    proof: 'S4',
    edits: [
      {
        file: 'src/meetings/write-if-current.ts',
        from: "AND ${allHold('$7', '$8')}",
        to: "AND (TRUE OR ${allHold('$7', '$8')})",
      },
    ],
  },
  {
    name: 'row-security-off',
    says: 'What one person reads is read under the rights of the server.',
    proof: 'S5',
    edits: [
      {
        file: 'src/meetings/narrow-to.ts',
        from: "set_config('role', $5, true)",
        to: "set_config('utsattning.role', $5, true)",
      },
    ],
  },
  {
    name: 'foreign-pages-let-in',
    says: 'Where a request comes from is not looked at.',
    proof: 'S6',
    edits: [
      {
        file: 'src/platform/http/own-origin.ts',
        from: 'return headers.origin === undefined ||',
        to: "return headers.origin !== '' ||",
      },
    ],
  },
  {
    name: 'links-used-twice',
    says: 'A link that signs somebody in is not used up.',
    proof: 'S7',
    edits: [
      {
        file: 'src/identity/sign-in-link.service.ts',
        from: 'DELETE FROM sign_in_link WHERE secret_hash = $1 RETURNING',
        to: 'UPDATE sign_in_link SET method = method WHERE secret_hash = $1 RETURNING',
      },
    ],
  },
  {
    name: 'digits-of-one-script',
    says: 'The person guard knows the digits 0 to 9 and no others.',
    proof: 'S10',
    edits: [
      {
        file: 'src/domain/person-guard/legible-text.ts',
        from: 'if (/^\\p{Nd}/u.test(cluster)) return decimalDigit',
        to: 'if (/^[0-9]/u.test(cluster)) return decimalDigit',
      },
    ],
  },
  {
    name: 'commands-not-looked-through',
    says: 'Commands are decided without the person guard having looked.',
    proof: 'S10',
    edits: [
      {
        file: 'src/meetings/batch-decision.ts',
        from: "personData: personDataIn(command, ['command']),",
        to: "personData: personDataIn(command, ['command']).slice(0, 0),",
      },
    ],
  },
  {
    name: 'records-not-chained',
    says: 'An audit record says nothing of the one before it.',
    proof: 'S11',
    edits: [
      {
        file: 'src/domain/audit/seal.ts',
        from: '.update(before)',
        to: '.update(before.subarray(0, 0))',
      },
    ],
  },
];
