import { describe, expect, it } from '@jest/globals';
import type { ActionLink, CoordinatedAction, SituationNote } from '../../src/contract/board.js';
import { emptyBoard, type Board } from '../../src/domain/meeting/board.js';
import {
  actionsInOrder,
  actionsWithoutProblem,
  notesToLink,
  problemsWithoutAction,
} from '../../web/src/board/entry/chain.js';
import {
  editNote,
  isNoteUntouched,
  newNote,
  noteCommand,
} from '../../web/src/board/picture/note-draft.js';
import {
  actionCommand,
  actionFromNote,
  editAction,
  isActionUntouched,
} from '../../web/src/board/actions/action-draft.js';
import { beginning } from '../../web/src/board/entry/entry-words.js';
import { pictureByPlace, placesInOrder } from '../../web/src/board/picture/picture.js';
import { reachesInvolved } from '../../web/src/board/entry/reach.js';
import { reopenedNote } from '../../web/src/board/entry/reopen.js';
import { steadyOrder } from '../../web/src/board/entry/steady-order.js';
import { windowInWords } from '../../web/src/board/picture/window-words.js';
import { actionOf } from './an-action.js';
import { version } from '../support/commands.js';

const police = 'police';
const volunteers = 'volunteers';
const table = { kind: 'table' } as const;
const authorities = { kind: 'authorities' } as const;

function note(id: string, fields: Partial<SituationNote> = {}): SituationNote {
  return {
    id,
    audience: { kind: 'table' },
    agencyId: police,
    recordedByAgencyId: police,
    theme: 'youth',
    placeId: 'station',
    timeWindow: { weekdays: [5], from: '21:00', to: '00:00' },
    level: 'orange',
    trend: 'rising',
    sourceKind: 'own-observation',
    confidence: 'medium',
    text: 'Större samlingar efter sista tåget.',
    handover: null,
    recordedAt: `2026-12-04T17:0${id.length}:00.000Z`,
    revision: 3,
    ...fields,
  };
}

const action = (id: string, fields: Partial<CoordinatedAction> = {}) =>
  actionOf(police, { id, revision: 4, ...fields });

function link(noteId: string, actionId: string): ActionLink {
  const id = `${noteId}-${actionId}`;
  return { id, audience: { kind: 'table' }, noteId, noteMeetingId: 'm', actionId, revision: 1 };
}

const byId = <Entry extends { id: string }>(entries: Entry[]) =>
  new Map(entries.map((entry) => [entry.id, entry]));

function boardOf(
  notes: SituationNote[],
  actions: CoordinatedAction[] = [],
  links: ActionLink[] = [],
): Board {
  return { ...emptyBoard, notes: byId(notes), actions: byId(actions), links: byId(links) };
}

describe('the picture by place', () => {
  it('lets the highest level speak for the place, and of those the most worrying trend', () => {
    const notes = [
      note('a', { level: 'yellow', trend: 'rising' }),
      note('b', { level: 'orange', trend: 'falling' }),
      note('c', { level: 'orange', trend: 'steady' }),
    ];
    const picture = pictureByPlace(notes, null).get('station');
    expect([picture?.level, picture?.trend]).toEqual(['orange', 'steady']);
  });

  it('shows one theme, and a note one edits whatever its theme', () => {
    const notes = [note('a', { theme: 'traffic' }), note('b'), note('c', { theme: 'fire' })];
    const held = new Map([['c', note('c', { theme: 'fire' })]]);
    const shown = pictureByPlace(notes, 'traffic', held).get('station')?.notes;
    expect(shown?.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('keeps a note one edits where it stood when others move or remove it', () => {
    const held = byId([note('a'), note('b')]);
    const pictures = pictureByPlace([note('a', { placeId: 'road' })], null, held);
    expect([...pictures.keys()]).toEqual(['station']);
    expect(pictures.get('station')?.notes.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('puts the worst place first', () => {
    const pictures = pictureByPlace(
      [
        note('a', { placeId: 'park', level: 'green' }),
        note('b', { placeId: 'road', level: 'red' }),
        note('c', { placeId: 'åsen', level: 'green' }),
      ],
      null,
    );
    expect(placesInOrder(pictures, (id) => id)).toEqual(['road', 'park', 'åsen']);
  });
});

it('keeps a list steady: those gone fall out, new ones come last', () => {
  expect(steadyOrder(['c', 'a', 'b'], null)).toEqual(['c', 'a', 'b']);
  expect(steadyOrder(['c', 'a', 'b'], ['a', 'x', 'b'])).toEqual(['a', 'b', 'c']);
});

describe('the chain', () => {
  it('lists problems nobody acts on, worst first; green is none and a dropped action is none', () => {
    const notes = [
      note('green', { level: 'green' }),
      note('yellow', { level: 'yellow' }),
      note('red', { level: 'red' }),
      note('acted'),
      note('dropped'),
    ];
    const actions = [action('one'), action('two', { state: 'cancelled' })];
    const board = boardOf(notes, actions, [link('acted', 'one'), link('dropped', 'two')]);
    expect(problemsWithoutAction(board).map(({ id }) => id)).toEqual(['red', 'dropped', 'yellow']);
  });

  it('lists open actions no problem stands behind', () => {
    const actions = [action('free'), action('tied'), action('done', { state: 'done' })];
    const board = boardOf([note('a')], actions, [link('a', 'tied')]);
    expect(actionsWithoutProblem(board).map(({ id }) => id)).toEqual(['free']);
  });

  it('has tonight’s actions first and finished ones last', () => {
    const actions = [
      action('done', { state: 'done' }),
      action('due'),
      action('tonight', { time: { kind: 'tonight', from: '20:00', to: '00:00' } }),
    ];
    expect(actionsInOrder(boardOf([], actions)).map(({ id }) => id)).toEqual([
      'tonight',
      'due',
      'done',
    ]);
  });

  it('offers only notes that are not tied yet and whose audience fits', () => {
    const notes = [
      note('tied'),
      note('open'),
      note('others', { audience: { kind: 'agencies', agencyIds: [volunteers] } }),
    ];
    const secret = action('secret', { audience: { kind: 'authorities' } });
    const board = boardOf(notes, [secret], [link('tied', 'secret')]);
    const kindOf = (id: string) => (id === police ? 'authority' : 'association');
    expect(notesToLink(board, secret, kindOf).map(({ id }) => id)).toEqual(['open']);
  });
});

describe('drafts', () => {
  it('of a new note give no command until theme, place, level and text are there', () => {
    const draft = newNote({ agencyId: police, audience: authorities }, 'station');
    expect(noteCommand(draft)).toBeNull();
    Object.assign(draft, { theme: 'youth', level: 'red', text: '  Oro  ' });
    expect(noteCommand(draft)).toMatchObject({
      type: 'note.add',
      audience: authorities,
      text: 'Oro',
      placeId: 'station',
    });
  });

  it('of an edit name the entry and the revision one has seen', () => {
    expect(noteCommand(editNote(note('a')))).toMatchObject({
      type: 'note.edit',
      noteId: 'a',
      basedOn: version(3),
    });
    expect(actionCommand(editAction(action('x')))).toMatchObject({
      type: 'action.edit',
      actionId: 'x',
      basedOn: version(4),
    });
  });

  it('are untouched until something is written or changed', () => {
    expect(isNoteUntouched(newNote({ agencyId: police, audience: table }))).toBe(true);
    const edit = editNote(note('a'));
    expect(isNoteUntouched(edit)).toBe(true);
    expect(isNoteUntouched({ ...edit, level: 'red' })).toBe(false);
    const change = editAction(action('x'));
    expect(isActionUntouched(change)).toBe(true);
    expect(isActionUntouched({ ...change, what: '' })).toBe(false);
  });

  it('of an action born from a note keep its theme, place and eyes', () => {
    const born = actionFromNote(
      note('a', { audience: { kind: 'authorities' } }),
      police,
      '2026-12-11',
    );
    expect(actionCommand({ ...born, what: 'Närvaro' })).toMatchObject({
      type: 'action.propose',
      noteId: 'a',
      theme: 'youth',
      placeId: 'station',
      audience: { kind: 'authorities' },
      time: { kind: 'tonight', from: '21:00', to: '00:00' },
    });
  });

  it('of a refused edit come back as the edit, or as a new note where another text is open', () => {
    const refused = noteCommand({ ...editNote(note('a')), text: 'Min text' });
    if (refused?.type !== 'note.edit') throw new Error('An edit is expected.');
    const board = boardOf([note('a', { revision: 9 })]);
    const own = { agencyId: police, audience: authorities };
    const back = reopenedNote(refused, board, new Map(), own);
    expect([back.text, back.edits?.basedOn]).toEqual(['Min text', version(3)]);
    const open = new Map([['a', { ...editNote(note('a')), text: 'En annan text' }]]);
    expect(reopenedNote(refused, board, open, own)).toMatchObject({
      text: 'Min text',
      edits: null,
    });
    // Whom the one that is gone reached nobody can tell here; so it begins as a new one does.
    expect(reopenedNote(refused, boardOf([]), new Map(), own)).toMatchObject({
      edits: null,
      audience: authorities,
    });
  });
});

it('knows whether everyone who takes part in an action would see it', () => {
  const agency = (id: string, kind: 'authority' | 'association') => ({
    id,
    kind,
    name: id,
    shortName: id,
    abbreviation: id,
    isRetired: false,
  });
  const agencies = [agency(police, 'authority'), agency(volunteers, 'association')];
  const joint = { leadingAgencyId: police, supportingAgencyIds: [volunteers] };
  expect(reachesInvolved({ kind: 'table' }, joint, agencies)).toBe(true);
  expect(reachesInvolved({ kind: 'authorities' }, joint, agencies)).toBe(false);
});

describe('a time window in words', () => {
  const words = {
    always: 'alla kvällar',
    weekdayShort: ['mån', 'tis', 'ons', 'tors', 'fre', 'lör', 'sön'],
    clockTime: (time: string) => time.replace(':', '.'),
  };
  it.each([
    [[5], '21:00', '00:00', '21–24 fre'],
    [[], '16:00', '19:30', '16–19.30'],
    [[6, 5], null, null, 'fre–lör'],
    [[1, 3, 4], null, null, 'mån, ons–tors'],
    [[1, 2, 3, 4, 5, 6, 7], null, null, 'alla kvällar'],
    [[], null, null, 'alla kvällar'],
  ])('%j %s %s is %s', (weekdays, from, to, expected) => {
    expect(windowInWords({ weekdays, from, to }, words)).toBe(expected);
  });
});

it('cuts a text between words', () => {
  expect(beginning('Kort\ntext')).toBe('Kort text');
  expect(beginning('Tre lyktstolpar, släckta på gångvägen', 18)).toBe('Tre lyktstolpar …');
});
