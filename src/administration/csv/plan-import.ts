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

export function planAgencies(table: Table, agencies: readonly AdministeredAgency[]): ImportPlan {
  return plan(table, ['name', 'kind'], 'name', ({ cells }) => {
    const { name = '', shortName = '', abbreviation = '', kind = '' } = cells;
    const known = agencies.find((one) => isSame(one.name, name));
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
    if (!known) return { outcome: 'new', name: agency.name, step: { do: 'add-agency', agency } };
    if (known.isRetired) return { refused: 'retired' };
    const fields = ['name', 'shortName', 'abbreviation', 'kind'] as const;
    const changes = changesOf(fields, known, agency);
    if (changes.length === 0) return { outcome: 'unchanged', name: agency.name };
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
  people: readonly AdministeredPerson[],
  agencies: readonly AdministeredAgency[],
): ImportPlan {
  return plan(table, ['name', 'email', 'agency'], 'email', ({ cells }) => {
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

function plan(
  table: Table,
  needed: readonly string[],
  key: string,
  planRow: (row: TableRow) => RowPlan,
): ImportPlan {
  if (!table.ok)
    return { rows: [], steps: [], refused: [{ line: table.line, reason: 'unreadable' }] };
  const result: ImportPlan = { rows: [], steps: [], refused: [] };
  const seen = new Set<string>();
  for (const row of table.rows) {
    const { line, cells } = row;
    const id = (cells[key] ?? '').toLowerCase();
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
    const changes = outcome === 'changed' ? planned.changes : [];
    result.rows.push({ line, name, outcome, changes });
    if (planned.outcome !== 'unchanged') result.steps.push(planned.step);
  }
  return result;
}

const isSame = (one: string, other: string) =>
  one.normalize('NFC').toLowerCase() === other.normalize('NFC').trim().toLowerCase();
