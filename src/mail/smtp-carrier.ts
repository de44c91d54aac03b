// Hands letters to the mail server. What its answers say is reduced to their numbers: they quote
// addresses, and what is thrown here is logged. Once the server reads the letter, only a refusal in
// numbers says that it has not taken it: a line that is cut, or silence, may have swallowed a "taken".
import { Readable } from 'node:stream';
import type { SMTPTransportOptions } from 'nodemailer';
import type { CalendarAddress } from '../domain/icalendar/write-calendar.js';
import type { Config } from '../platform/config.js';
import { JOB_WITHIN_MS } from '../platform/jobs/job-runner.js';
import { isLoopback } from '../platform/loopback.js';
import { Carrier, Unanswered, Undeliverable } from './carrier.js';
import { layOut } from './lay-out.js';
import type { CalendarObject, Letter } from './letter.js';

const CONNECT_WITHIN_MS = 10_000;
const SILENT_AT_MOST_MS = 20_000;
/** Where the server speaks of this letter and its receiver, not of who we are. */
const ABOUT_THE_LETTER = new Set(['EENVELOPE', 'EMESSAGE']);

export class SmtpCarrier extends Carrier {
  private readonly settings: SMTPTransportOptions;

  constructor(
    url: string,
    private readonly from: string,
    silentAtMostMs = SILENT_AT_MOST_MS,
  ) {
    super();
    this.settings = {
      url,
      // A server that offers no TLS gets no letter with a link in it; on this machine none is needed.
      requireTLS: !isLoopback(new URL(url).hostname),
      connectionTimeout: CONNECT_WITHIN_MS,
      greetingTimeout: CONNECT_WITHIN_MS,
      socketTimeout: silentAtMostMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }

  async carry(letter: Letter, id: string): Promise<void> {
    const reading = { hasBegun: false };
    const { createTransport } = await import('nodemailer');
    const transport = createTransport(this.settings);
    transport.use('stream', ({ message }, go) => {
      message.processFunc((whole) => noticed(whole, () => (reading.hasBegun = true)));
      go();
    });
    try {
      await transport.sendMail({
        from: letter.sender ? address(letter.sender) : { name: 'Utsättning', address: this.from },
        // What cannot be delivered comes back here, whoever the letter is from.
        envelope: { from: this.from, to: letter.to },
        to: { name: '', address: letter.to },
        messageId: `<${id}@${this.from.split('@')[1]}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        ...layOut(letter),
        alternatives: letter.calendar ? [calendarPart(letter.calendar)] : [],
        // A server that keeps talking and never comes to the point must not hold up every other letter.
        signal: AbortSignal.timeout(JOB_WITHIN_MS),
      });
    } catch (error) {
      const { code = 'unknown', responseCode = 0 } = error as SmtpFault;
      const what = `The mail server: ${code} ${responseCode}`;
      if (responseCode >= 500 && ABOUT_THE_LETTER.has(code)) throw new Undeliverable(what);
      throw reading.hasBegun && responseCode < 400 ? new Unanswered(what) : new Error(what);
    }
  }
}

/** What is read only once the server has asked for it, as an answer to DATA. */
function noticed(whole: Readable, begins: () => void): Readable {
  async function* read() {
    begins();
    yield* whole;
  }
  return Readable.from(read(), { objectMode: false });
}

/**
 * A third way to show the letter, as Exchange sends it and Gmail, Outlook and Apple read it. An attached
 * copy beside it, as nodemailer's own way has it, is shown by some as a file, or as a second invitation.
 */
function calendarPart({ method, content }: CalendarObject) {
  return {
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    contentTransferEncoding: 'base64' as const,
    content,
  };
}

function address({ name, email }: CalendarAddress) {
  return { name, address: email };
}

interface SmtpFault {
  readonly code?: string;
  readonly responseCode?: number;
}

/** The carrier of an installation that names a mail server. */
export function smtpCarrier({ SMTP_URL, MAIL_FROM }: Config): SmtpCarrier | null {
  return SMTP_URL !== undefined && MAIL_FROM !== undefined
    ? new SmtpCarrier(SMTP_URL, MAIL_FROM)
    : null;
}
