// What the agencies have said of their reports, and saying it for one's own.
import type { MeetingHeader } from '../../../../src/contract/board.js';
import type { Problem } from '../../../../src/contract/problems.js';
import type { ReportList } from '../../../../src/contract/reports.js';
import type { ReportAnswer } from '../../../../src/contract/vocabulary.js';
import { answersForAgency } from '../../../../src/domain/meeting/roles.js';
import { Loaded } from '../../api/loaded.svelte.js';
import { answerForMine, getReports } from '../../api/reports.js';
import { language } from '../../i18n/language.svelte.js';
import type { Table } from '../../session/table.js';
import { words } from './words.js';

export class OwnReport {
  readonly list: Loaded<ReportList>;
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  /** What was just done, to be told. */
  said = $state('');

  constructor(
    private readonly table: Table,
    private readonly meeting: () => Pick<MeetingHeader, 'id' | 'status'>,
  ) {
    this.list = new Loaded(() => getReports(table.partnership.id, meeting().id));
    void this.list.load();
  }

  get mine(): ReportAnswer | null {
    const { agencyId } = this.table.actor;
    return this.list.value?.reports.find((one) => one.agencyId === agencyId)?.answer ?? null;
  }

  get mayAnswer(): boolean {
    return answersForAgency(this.table.actor.role) && this.meeting().status === 'planned';
  }

  readonly say = async (answer: ReportAnswer | null): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    this.said = '';
    const saved = await answerForMine(this.table.partnership.id, this.meeting().id, { answer });
    this.busy = false;
    this.problem = saved.ok ? null : saved.problem;
    if (!saved.ok) return;
    this.list.value = saved.value;
    this.said = words[language.current].said[answer ?? 'none'];
  };
}
