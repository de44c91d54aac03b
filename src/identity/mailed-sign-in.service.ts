// Signing in by a letter. Whoever asks learns nothing: every address is taken down the same way, and
// only as the letter is written does anyone look whether it is known here.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Language } from '../contract/primitives.js';
import type { MailSignIn } from '../contract/session.js';
import type { Letter, Wording } from '../mail/letter.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { AttemptCount } from './attempt-count.js';
import { hashOf } from './secret.js';
import { issueSignInLink, LINK_LASTS_MS } from './sign-in-link.service.js';

const KIND = 'sign-in';
/** For half an hour; after that one asks again. */
const TRIES = 8;
/**
 * Letters to one address in ten minutes. Whoever is refused a further one has one that is younger than
 * that, and its link works for fifteen: so asking in somebody's name neither floods nor locks them out.
 */
const LETTERS_TO_ONE = { of: 'letter-to', most: 3, seconds: 600 };

@Injectable()
export class MailedSignInService implements OnModuleInit {
  private readonly letters: AttemptCount;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mail: MailService,
  ) {
    this.letters = new AttemptCount(dataSource, LETTERS_TO_ONE);
  }

  onModuleInit(): void {
    this.mail.writtenBy(KIND, { write: (about) => this.write(about) });
  }

  /** Whether the door is open on this installation. */
  get isAvailable(): boolean {
    return this.mail.isAvailable;
  }

  /** Takes the address down; the answer is the same whoever it belongs to. */
  async askFor({ email, language }: MailSignIn): Promise<void> {
    this.mail.assertAvailable();
    if ((await this.letters.add(hashOf(email).toString('base64url'))) !== null) return;
    await inTransaction(this.dataSource, (manager) =>
      this.mail.send(manager, KIND, `${language} ${email}`, { tries: TRIES }),
    );
  }

  private async write(about: string): Promise<Letter | null> {
    const [language = '', email = ''] = about.split(' ');
    const link = await issueSignInLink(this.dataSource, this.clock.now(), email);
    if (!link) return null;
    const url = this.mail.linkTo(`/sign-in#${link.secret}`);
    return { to: email, wordings: [words[language === 'en' ? 'en' : 'sv'](url)] };
  }
}

const minutes = LINK_LASTS_MS / 60_000;

const words: Record<Language, (url: string) => Wording> = {
  sv: (url) => ({
    language: 'sv',
    subject: 'Din inloggning till Utsättning',
    paragraphs: ['Hej!', 'Öppna länken på den enhet du vill logga in på.'],
    link: { label: 'Logga in', url },
    remarks: [
      `Länken gäller en gång, i ${minutes} minuter. Skicka den inte vidare.`,
      'Har du inte bett om det här? Då behöver du inte göra något.',
    ],
  }),
  en: (url) => ({
    language: 'en',
    subject: 'Your sign-in to Utsättning',
    paragraphs: ['Hello!', 'Open the link on the device you want to sign in on.'],
    link: { label: 'Sign in', url },
    remarks: [
      `The link works once, for ${minutes} minutes. Do not pass it on.`,
      'Did you not ask for this? Then you need not do anything.',
    ],
  }),
};
