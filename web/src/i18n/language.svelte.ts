// The language of the page: Swedish unless one chose otherwise, kept on this device.
import { sv } from './sv.js';

export const languages = ['sv', 'en'] as const;
type Language = (typeof languages)[number];

type Words = typeof sv;

class LanguageChoice {
  #current = $state<Language>('sv');
  #words = $state.raw<Words>(sv);
  #wanted: Language = 'sv';

  get current(): Language {
    return this.#current;
  }

  get words(): Words {
    return this.#words;
  }

  /** Changes language once its words are here; where they cannot be fetched all stays as it is. */
  async choose(chosen: Language): Promise<void> {
    this.#wanted = chosen;
    const words = await fetchWords(chosen).catch(() => null);
    if (!words || this.#wanted !== chosen) return;
    this.#words = words;
    this.#current = chosen;
    localStorage.setItem('language', chosen);
    document.documentElement.lang = chosen;
  }

  /** What was chosen on this device before. */
  async restore(): Promise<void> {
    if (localStorage.getItem('language') === 'en') await this.choose('en');
  }
}

/** Most read Swedish, so only those who want English fetch it. */
const fetchWords = async (wanted: Language): Promise<Words> =>
  wanted === 'en' ? (await import('./en.js')).en : sv;

export const language = new LanguageChoice();

/** The words of the page, screen by screen; what reads them follows a change of language. */
export const t = {
  get common() {
    return language.words.common;
  },
  get vocabulary() {
    return language.words.vocabulary;
  },
  get problems() {
    return language.words.problems;
  },
  get personGuard() {
    return language.words.personGuard;
  },
  get shell() {
    return language.words.shell;
  },
  get devices() {
    return language.words.devices;
  },
  get signIn() {
    return language.words.signIn;
  },
  get start() {
    return language.words.start;
  },
  get meetings() {
    return language.words.meetings;
  },
  get series() {
    return language.words.series;
  },
  get followUp() {
    return language.words.followUp;
  },
  get board() {
    return language.words.board;
  },
};
