import { describe, expect, it } from '@jest/globals';
import type { AgendaItem } from '../../src/contract/board.js';
import {
  agendaCommand,
  editItem,
  isOvertaken,
  newItem,
  oneDown,
  oneUp,
} from '../../web/src/board/agenda/agenda-draft.js';
import { version } from '../support/commands.js';

const item = (id: string, fields: Partial<AgendaItem> = {}): AgendaItem => ({
  id,
  audience: { kind: 'table' },
  orderKey: id,
  title: 'Upprop',
  minutes: 5,
  state: 'pending',
  startedAt: null,
  finishedAt: null,
  revision: 3,
  ...fields,
});

describe('a draft of an agenda item', () => {
  it('becomes a new item at its place', () => {
    const draft = { ...newItem('a'), title: '  Övriga frågor ', minutes: 10 };
    expect(agendaCommand(draft, undefined)).toEqual({
      type: 'agenda.add',
      audience: { kind: 'table' },
      title: 'Övriga frågor',
      minutes: 10,
      afterItemId: 'a',
    });
  });

  it.each([
    { title: ' ', minutes: 5 },
    { title: 'Upprop', minutes: null },
    { title: 'Upprop', minutes: 0 },
    { title: 'Upprop', minutes: 241 },
    { title: 'Upprop', minutes: 2.5 },
  ])('waits while something is missing or wrong: $title, $minutes', (typed) => {
    expect(agendaCommand({ ...newItem(null), ...typed }, undefined)).toBeNull();
  });

  it('edits the item one has before one’s eyes', () => {
    const draft = { ...editItem(item('a')), title: 'Upprop och närvaro' };
    expect(agendaCommand(draft, item('a', { revision: 7 }))).toEqual({
      type: 'agenda.edit',
      itemId: 'a',
      basedOn: version(7),
      title: 'Upprop och närvaro',
      minutes: 5,
    });
  });

  it('becomes a new item when the edited one is gone', () => {
    expect(agendaCommand(editItem(item('a')), undefined)).toMatchObject({
      type: 'agenda.add',
      title: 'Upprop',
    });
  });

  it('is overtaken by other words or minutes, not by an item that merely began', () => {
    const draft = editItem(item('a'));
    expect(isOvertaken(draft, item('a', { state: 'current', revision: 9 }))).toBe(false);
    expect(isOvertaken(draft, item('a', { title: 'Närvaro' }))).toBe(true);
    expect(isOvertaken(draft, item('a', { minutes: 6 }))).toBe(true);
    expect(isOvertaken(draft, undefined)).toBe(false);
    expect(isOvertaken(newItem(null), item('a'))).toBe(false);
  });
});

describe('a move by one step', () => {
  const agenda = [item('a'), item('b'), item('c')];

  it('names the item to stand after', () => {
    expect(oneUp(agenda, 2)).toBe('a');
    expect(oneUp(agenda, 1)).toBeNull();
    expect(oneDown(agenda, 0)).toBe('b');
    expect(oneDown(agenda, 1)).toBe('c');
  });
});
