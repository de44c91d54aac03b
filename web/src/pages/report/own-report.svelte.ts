// What the agencies have said of their reports, and saying it for one's own.
import type { MeetingHeader } from '../../../../src/contract/board.js';
import type { Answer } from '../../../../src/contract/live.js';
import type { Problem } from '../../../../src/contract/problems.js';
import type { ReportList } from '../../../../src/contract/reports.js';
import type { ReportAnswer } from '../../../../src/contract/vocabulary.js';
import { answersForAgency } from '../../../../src/domain/meeting/roles.js';
import { Loaded } from '../../api/loaded.svelte.js';
import { answerForMine, getReports, sendReminders, tryLettersAgain } from '../../api/reports.js';
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

  /** Whether one may have those reminded who are missing. */
  get mayRemind(): boolean {
    return this.table.isCoordinator && this.meeting().status === 'planned';
  }

  readonly say = (answer: ReportAnswer | null): Promise<void> =>
    this.#send(
      () => answerForMine(this.table.partnership.id, this.meeting().id, { answer }),
      () => words[language.current].said[answer ?? 'none'],
    );

  /** Has letters sent to those who are missing; says to how many agencies one is on its way. */
  readonly remind = (): Promise<void> =>
    this.#send(
      () => sendReminders(this.table.partnership.id, this.meeting().id),
      ({ letters }) => {
        const leaving = letters.filter(({ hasLeft }) => !hasLeft);
        const agencies = new Set(leaving.map(({ agencyId }) => agencyId)).size;
        return words[language.current].reminded(agencies);
      },
    );

  readonly tryAgain = (): Promise<void> =>
    this.#send(
      () => tryLettersAgain(this.table.partnership.id, this.meeting().id),
      () => words[language.current].triedAgain,
    );

  async #send(
    ask: () => Promise<Answer<ReportList>>,
    tell: (list: ReportList) => string,
  ): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.said = '';
    const answer = await ask();
    this.busy = false;
    this.problem = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.list.value = answer.value;
    this.said = tell(answer.value);
  }
}
