// Mail to people's calendars as a test sees it: letters asked for, the pause over, and what has come. A
// calendar on the other side keeps, of each meeting, what it was last told.
import type { Email } from 'postal-mime';
import ICAL from 'ical.js';
import { DataSource } from 'typeorm';
import { LetterRounds } from '../../src/calendar-mail/letter-rounds.js';
import { eventsIn, type ShownEvent } from '../feeds/subscriber.js';
import type { PlanningWorld } from '../series/planning-world.js';
import type { MailServer } from '../support/mail-server.js';
import type { PersonName } from '../support/meeting-world.js';

export interface CalendarLetter extends ShownEvent {
  subject: string;
  text: string;
  method: string;
  organizer: string;
  attendee: string;
}

interface Waiting {
  attempts: number;
  locked: boolean;
  /** How long until it is tried, by the clock of the queue. */
  dueInMs: number;
}

/** The queue looks for what is due as often as this. */
const POLL_MS = 2_000;

export class CalendarPost {
  private seen = 0;

  constructor(
    private readonly planning: PlanningWorld,
    private readonly mail: MailServer,
  ) {}

  async emailOf(person: PersonName): Promise<string> {
    const { world, database } = this.planning;
    const [row] = await database.query<{ email: string }>(
      'SELECT email FROM person WHERE id = $1',
      [world.person[person]],
    );
    return row?.email ?? '';
  }

  /** Only these want letters; the others have turned them off before any was sent. */
  async onlyTo(...people: PersonName[]): Promise<void> {
    const { world, database } = this.planning;
    await database.query(
      `INSERT INTO calendar_mail_choice (partnership_id, person_id, is_wanted, language)
       SELECT partnership_id, person_id, person_id = ANY ($2), 'sv' FROM membership
       WHERE partnership_id = $1`,
      [world.partnershipId, people.map((person) => world.person[person])],
    );
  }

  /** Every process looks for what is untold. */
  async look(): Promise<void> {
    await Promise.all(this.planning.servers.map(({ app }) => app.get(LetterRounds).run()));
  }

  /** The pause, before a letter or between two tries, is over. */
  async endPauses(): Promise<void> {
    const { database } = this.planning;
    await database.query(
      'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
    );
    await this.wakeQueue();
  }

  /**
   * Time passes for every process and the queue. The pauses are the worker's own and none is cut short: by
   * the database's clock what waits comes nearer, and what is due on the way is tried before more time passes.
   */
  async pass(minutes: number): Promise<void> {
    const { database } = this.planning;
    for (let leftMs = minutes * 60_000; leftMs > 0;) {
      await this.look();
      const toNextMs = Math.min(...(await this.waiting()).map(({ dueInMs }) => dueInMs));
      const stepMs = Math.min(leftMs, Math.max(toNextMs, 0) + POLL_MS);
      await database.query(
        `UPDATE graphile_worker._private_jobs SET run_at = run_at - make_interval(secs => $1)
         WHERE locked_at IS NULL`,
        [stepMs / 1000],
      );
      this.planning.passTime(stepMs);
      leftMs -= stepMs;
      await this.wakeQueue();
      await this.until((all) => all.every(({ locked, dueInMs }) => !locked && dueInMs > 0));
    }
  }

  private async wakeQueue(): Promise<void> {
    await this.planning.database.query(`SELECT pg_notify('jobs:insert', '{"r":0,"count":1}')`);
  }

  /** By a connection that is there already: this is asked over and over. */
  async waiting(): Promise<Waiting[]> {
    const dataSource = this.planning.server.app.get(DataSource);
    return dataSource.query<Waiting[]>(
      `SELECT attempts, locked_at IS NOT NULL AS locked,
         extract(epoch FROM run_at - now())::float8 * 1000 AS "dueInMs"
       FROM graphile_worker.jobs`,
    );
  }

  /** Until what waits is as the test wants it. */
  async until(holds: (waiting: Waiting[]) => boolean): Promise<void> {
    let waiting = await this.waiting();
    for (const end = Date.now() + 60_000; !holds(waiting) && Date.now() < end;)
      waiting = await this.waiting();
    if (!holds(waiting)) throw new Error(`Still waiting: ${JSON.stringify(waiting)}`);
  }

  /** All that is due is asked for and has left. */
  async deliver(): Promise<CalendarLetter[]> {
    await this.look();
    await this.endPauses();
    await this.until((waiting) => waiting.length === 0);
    return this.news();
  }

  /** What has come since this was last asked: what is taken back first, then the soonest. */
  news(): CalendarLetter[] {
    const fresh = this.mail.letters.slice(this.seen);
    this.seen = this.mail.letters.length;
    return fresh
      .map(asCalendarReads)
      .sort((one, other) => orderOf(one).localeCompare(orderOf(other)));
  }
}

const orderOf = ({ method, startsAt }: CalendarLetter) => method + startsAt;

function asCalendarReads({
  subject = '',
  text = '',
  attachments,
  from,
  to,
}: Email): CalendarLetter {
  const [part, ...more] = attachments;
  if (!part || more.length > 0) throw new Error('The letter has not one part for calendars.');
  const content = part.content as string | ArrayBuffer;
  const file = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  const method = String(calendar.getFirstPropertyValue('method'));
  if (part.mimeType !== 'text/calendar' || part.method !== method)
    throw new Error('The method inside is not the one outside.');
  const [event, ...others] = eventsIn(file);
  if (!event || others.length > 0) throw new Error('The letter is not about one meeting.');
  const vevent = calendar.getFirstSubcomponent('vevent');
  const addressIn = (name: string) => String(vevent?.getFirstPropertyValue(name));
  const organizer = addressIn('organizer');
  const attendee = addressIn('attendee');
  if (organizer !== `mailto:${from?.address}` || attendee !== `mailto:${to?.[0]?.address}`)
    throw new Error('The letter is not from its organizer to its attendee.');
  return { ...event, subject, text, method, organizer, attendee };
}
