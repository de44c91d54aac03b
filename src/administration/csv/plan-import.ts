// What a list would do to the directory, row by row; pure, and done again when it is confirmed.
import {
  NewAgency,
  NewPerson,
  type AdministeredAgency,
  type AdministeredPerson,
  type AgencyEdit,
  type PersonEdit,
} from '../../contract/administration.js';
import type { ImportChange, ImportPreview } from '../../contract/lists.js';
import type { ListedField, RefusedRowReason } from '../../contract/vocabulary.js';
import { screen } from '../../domain/person-guard/screen.js';
import type { Asker } from '../directory-changes.js';
import {
  changesOwnKind,
  changesOwnPosition,
  MOST_AGENCIES,
  MOST_PEOPLE,
  namesOf,
} from '../directory-rules.js';
import type { Table, TableRow } from './table.js';
import { agencyKindOf, deputyOf, roleOf } from './words.js';

export type Step =
  | { do: 'add-agency'; agency: NewAgency }
  | { do: 'edit-agency'; before: AdministeredAgency; edit: AgencyEdit }
  | { do: 'add-person'; person: NewPerson }
  | { do: 'edit-person'; before: AdministeredPerson; edit: PersonEdit };

export interface ImportPlan extends Pick<ImportPreview, 'rows' | 'refused'> {
  steps: Step[];
}

type RowPlan =
  | { outcome: 'new'; name: string; step: Step }
  | { outcome: 'changed'; name: string; step: Step; changes: ImportChange[] }
  | { outcome: 'unchanged'; name: string }
  | { refused: RefusedRowReason };

export function planAgencies(
  table: Table,
  asker: Asker,
  agencies: readonly AdministeredAgency[],
): ImportPlan {
  const room = MOST_AGENCIES - agencies.length;
  return plan(table, { needed: ['name', 'kind'], key: 'name', room }, ({ cells }) => {
    const { shortName = '', abbreviation = '', kind = '' } = cells;
    const name = (cells.name ?? '').normalize('NFC');
    const known =
      agencies.find((one) => one.name === name) ?? agencies.find((one) => isSame(one.name, name));
    const agencyKind = agencyKindOf(kind);
    if (!agencyKind) return { refused: 'kind' };
    const parsed = NewAgency.safeParse({
      name,
      shortName: shortName || known?.shortName || name.slice(0, 30),
      abbreviation: abbreviation || known?.abbreviation || name.slice(0, 2),
      kind: agencyKind,
      signIn: known?.signIn ?? [],
    });
    if (!parsed.success)
      return {
        refused: parsed.error.issues.some(({ path }) => path[0] === 'name')
          ? 'name'
          : 'abbreviation',
      };
    const agency = parsed.data;
    const isPerson = screen(namesOf(agency)).length > 0;
    if (!known && isPerson) return { refused: 'person-data' };
    if (!known) return { outcome: 'new', name: agency.name, step: { do: 'add-agency', agency } };
    if (known.isRetired) return { refused: 'retired' };
    const fields = ['name', 'shortName', 'abbreviation', 'kind'] as const;
    const changes = changesOf(fields, known, agency);
    if (changes.length === 0) return { outcome: 'unchanged', name: agency.name };
    if (changesOwnKind(asker, known, agency)) return { refused: 'own-kind' };
    if (isPerson) return { refused: 'person-data' };
    const edit = { ...agency, isRetired: false };
    return {
      outcome: 'changed',
      name: agency.name,
      step: { do: 'edit-agency', before: known, edit },
      changes,
    };
  });
}

export function planPeople(
  table: Table,
  asker: Asker,
  people: readonly AdministeredPerson[],
  agencies: readonly AdministeredAgency[],
): ImportPlan {
  const room = MOST_PEOPLE - people.length;
  return plan(table, { needed: ['name', 'email', 'agency'], key: 'email', room }, ({ cells }) => {
    const known = people.find((one) => isSame(one.email, cells.email ?? ''));
    const agency = agencies.find(
      ({ name, shortName, isRetired }) =>
        !isRetired && [name, shortName].some((one) => isSame(one, cells.agency ?? '')),
    );
    const role = roleOf(cells.role ?? '');
    const deputy = deputyOf(cells.deputy ?? '');
    if (!agency) return { refused: 'agency' };
    if (!role) return { refused: 'role' };
    if (!deputy) return { refused: 'deputy' };
    const parsed = NewPerson.safeParse({
      name: cells.name,
      email: cells.email,
      agencyId: agency.id,
      role,
      isDeputy: deputy === 'yes',
    });
    if (!parsed.success)
      return {
        refused: parsed.error.issues.some(({ path }) => path[0] === 'email') ? 'email' : 'name',
      };
    const person = parsed.data;
    if (!known) return { outcome: 'new', name: person.name, step: { do: 'add-person', person } };
    const { email: _, ...written } = person;
    const edit = {
      ...written,
      // The name of someone whom another partnership knows as well is not this one's to change.
      ...(known.isElsewhere ? { name: known.name } : {}),
      ...(known.isGuest ? { role: known.role } : {}),
    };
    const fields = ['name', 'agencyId', 'role', 'isDeputy'] as const;
    const changes = changesOf(fields, known, edit);
    if (changes.length === 0) return { outcome: 'unchanged', name: edit.name };
    if (changesOwnPosition(asker, known, edit)) return { refused: 'oneself' };
    return {
      outcome: 'changed',
      name: edit.name,
      step: { do: 'edit-person', before: known, edit },
      changes,
    };
  });
}

/** Whoever confirms the list must see that it raises someone's role, and not a corrected name alone. */
function changesOf<Field extends ListedField>(
  fields: readonly Field[],
  before: Record<Field, string | boolean>,
  after: Record<Field, string | boolean>,
): ImportChange[] {
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

interface Form {
  readonly needed: readonly string[];
  /** The column that tells one row from another. */
  readonly key: string;
  /** How many may be added. */
  readonly room: number;
}

function plan(
  table: Table,
  { needed, key, room }: Form,
  planRow: (row: TableRow) => RowPlan,
): ImportPlan {
  if (!table.ok)
    return { rows: [], steps: [], refused: [{ line: table.line, reason: 'unreadable' }] };
  const result: ImportPlan = { rows: [], steps: [], refused: [] };
  const seen = new Set<string>();
  let left = room;
  for (const row of table.rows) {
    const { line, cells } = row;
    const id = folded(cells[key] ?? '');
    const planned: RowPlan = needed.some((column) => cells[column] === undefined)
      ? { refused: 'columns-missing' }
      : seen.has(id)
        ? { refused: 'twice' }
        : planRow(row);
    seen.add(id);
    if ('refused' in planned) {
      result.refused.push({ line, reason: planned.refused });
      continue;
    }
    const { name, outcome } = planned;
    if (outcome === 'new' && left <= 0) {
      result.refused.push({ line, reason: 'full' });
      continue;
    }
    if (outcome === 'new') left -= 1;
    const changes = outcome === 'changed' ? planned.changes : [];
    result.rows.push({ line, name, outcome, changes });
    if (planned.outcome !== 'unchanged') result.steps.push(planned.step);
  }
  return result;
}

const folded = (text: string) => text.normalize('NFC').trim().toLowerCase();

const isSame = (one: string, other: string) => folded(one) === folded(other);
