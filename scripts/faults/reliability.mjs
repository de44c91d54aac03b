// Faults that lose, double, mix up or hold up what people write; see scripts/faults/list.mjs.
const commandService = 'src/meetings/command.service.ts';
const batchDecision = 'src/meetings/batch-decision.ts';
const dataSource = 'src/platform/database/data-source.ts';
const writeIfCurrent = 'src/meetings/write-if-current.ts';

export const reliabilityFaults = [
  {
    name: 'acknowledged-before-commit',
    says: 'A command is acknowledged before it is committed.',
    proof: 'R1',
    edits: [
      {
        file: commandService,
        from: 'const isWritten = await writeIfCurrent(this.dataSource, key, basis, { ...decided, work });',
        to: `const isWritten = true;
    writeIfCurrent(this.dataSource, key, basis, { ...decided, work }).catch(() => undefined);`,
      },
    ],
  },
  {
    name: 'commits-not-flushed',
    says: 'The server commits without waiting for the disk, and does not look whether it does.',
    proof: 'R1',
    edits: [
      {
        file: dataSource,
        from: 'options: AS_SERVER,',
        to: 'options: `${AS_SERVER} -c synchronous_commit=off`,',
      },
      { file: dataSource, from: "synchronous_commit: 'off', ", to: '' },
    ],
  },
  {
    name: 'durability-not-asked',
    says: 'A database that forgets its last commits is taken.',
    proof: 'R1',
    edits: [{ file: dataSource, from: "synchronous_commit: 'off', ", to: '' }],
  },
  {
    name: 'refusal-refuses-all',
    says: 'A refused command takes the whole batch with it.',
    proof: 'R1',
    edits: [
      {
        file: batchDecision,
        from: 'if (error instanceof DomainError) return { ok: false, error };\n      throw error;',
        to: 'throw error;',
      },
    ],
  },
  {
    name: 'not-deduplicated',
    says: 'Nobody looks whether a command was carried out before.',
    proof: 'R2',
    edits: [
      {
        file: commandService,
        from: 'return new Map(rows.map((row) => [row.commandId, row]));',
        to: 'return new Map(rows.slice(0, 0).map((row) => [row.commandId, row]));',
      },
    ],
  },
  {
    name: 'ids-not-remembered',
    says: 'What was carried out is not written down.',
    proof: 'R2',
    edits: [{ file: batchDecision, from: 'commands.push(row);', to: '' }],
  },
  {
    name: 'meeting-not-locked',
    says: 'A batch is decided without the lock of its meeting.',
    proof: 'R3',
    edits: [{ file: commandService, from: 'ORDER BY id FOR NO KEY UPDATE', to: 'ORDER BY id' }],
  },
  {
    name: 'written-on-an-old-board',
    says: 'A batch is written though its meeting has gone on.',
    proof: 'R3',
    edits: [
      {
        file: writeIfCurrent,
        from: 'AND id = $4 AND cursors = $5',
        to: 'AND id = $4 AND $5::jsonb IS NOT NULL',
      },
    ],
  },
  {
    name: 'revisions-by-a-sequence',
    says: 'Revisions come from a sequence and not from the stream, under its lock.',
    proof: 'R3',
    edits: [
      {
        file: 'src/domain/meeting/record.ts',
        from: 'const revision = (next[stream] ?? 0) + 1;',
        to: 'const revision = Math.max((sequence += 1), (next[stream] ?? 0) + 1);',
      },
      {
        file: 'src/domain/meeting/record.ts',
        from: '/** The events in order,',
        to: 'let sequence = 0;\n\n/** The events in order,',
      },
    ],
  },
  {
    name: 'published-before-commit',
    says: 'Events are told before they are committed.',
    proof: 'R4',
    edits: [
      {
        file: commandService,
        from: 'const isWritten = await',
        to: `const { rightsVersion } = decided;
    publishWorks(this.boards, this.feed, { ...key, rightsVersion }, decided.works);
    const isWritten = await`,
      },
    ],
  },
  {
    name: 'gap-ignored-by-the-page',
    says: 'The page takes what does not follow what it has.',
    proof: 'R6',
    edits: [
      {
        file: 'web/src/live/board-replica.ts',
        from: 'if (event.revision > held.revision + 1) {',
        to: 'if (event.revision === 0) {',
      },
    ],
  },
  {
    name: 'gap-ignored-by-the-server',
    says: 'A process tells its own commits without those of others that came between.',
    proof: 'R3',
    edits: [
      {
        file: 'src/meetings/stream-feed.ts',
        from: 'return revision === expected;',
        to: 'return revision >= expected;',
      },
    ],
  },
  {
    name: 'epoch-ignored',
    says: 'A page goes on from what it knew before a backup was restored.',
    proof: 'R7',
    edits: [
      {
        file: 'src/meetings/catch-up.service.ts',
        from: 'known?.epoch === directory.epoch',
        to: "known && directory.epoch !== ''",
      },
    ],
  },
  {
    name: 'hints-trusted',
    says: 'A hint that was lost is never made up for.',
    proof: 'R8',
    edits: [
      {
        file: 'src/meetings/stream-feed.ts',
        from: 'if (this.polling) return;',
        to: 'if (!this.polling) return;',
      },
    ],
  },
  {
    name: 'remembered-apart',
    says: 'That a command was carried out is committed apart from what it did.',
    proof: 'R9',
    edits: [
      {
        file: commandService,
        from: 'insertRows(pipeline, MeetingCommandRow, decided.commands)',
        to: 'insertRows(this.dataSource.manager, MeetingCommandRow, decided.commands)',
      },
    ],
  },
  {
    name: 'readers-not-cut-off',
    says: 'Whatever a reader does not read is kept for them, without bound.',
    proof: 'R11',
    edits: [
      {
        file: 'src/live/live.gateway.ts',
        from: 'if (!isStalled(socket)) continue;',
        to: 'if (!isStalled(socket) || socket.connected) continue;',
      },
    ],
  },
  {
    name: 'ended-without-answering',
    says: 'A server told to stop ends before it has answered.',
    proof: 'R13',
    edits: [{ file: 'src/live/live.gateway.ts', from: 'await this.commands.finish();', to: '' }],
  },
  {
    name: 'nesting-not-bounded',
    says: 'Messages may be nested as deeply as one likes.',
    proof: 'R14',
    edits: [
      {
        file: 'src/live/answer.ts',
        from: 'assertBoundedJson(message);',
        to: 'assertBoundedJson(null);',
      },
    ],
  },
  {
    name: 'ready-without-hearing',
    says: 'A process says that it is ready though it hears of no other.',
    proof: 'R15',
    edits: [
      {
        file: 'src/platform/database/notifications.ts',
        from: "status: this.client ? 'up' : 'down'",
        to: "status: this.client ? 'up' : 'up'",
      },
    ],
  },
];
