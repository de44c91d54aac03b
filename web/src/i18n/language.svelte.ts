// The language of the page: Swedish unless one chose otherwise, kept on this device.
import { en } from './en.js';
import { sv } from './sv.js';

export const languages = ['sv', 'en'] as const;
type Language = (typeof languages)[number];

const catalogues = { sv, en };

class LanguageChoice {
  #current = $state<Language>(localStorage.getItem('language') === 'en' ? 'en' : 'sv');

  get current(): Language {
    return this.#current;
  }

  set current(chosen: Language) {
    this.#current = chosen;
    localStorage.setItem('language', chosen);
    document.documentElement.lang = chosen;
  }
}

export const language = new LanguageChoice();

/** The words of the page, screen by screen; what reads them follows a change of language. */
export const t = {
  get common() {
    return catalogues[language.current].common;
  },
  get vocabulary() {
    return catalogues[language.current].vocabulary;
  },
  get problems() {
    return catalogues[language.current].problems;
  },
  get personGuard() {
    return catalogues[language.current].personGuard;
  },
  get shell() {
    return catalogues[language.current].shell;
  },
  get devices() {
    return catalogues[language.current].devices;
  },
  get signIn() {
    return catalogues[language.current].signIn;
  },
  get start() {
    return catalogues[language.current].start;
  },
  get meetings() {
    return catalogues[language.current].meetings;
  },
  get series() {
    return catalogues[language.current].series;
  },
  get followUp() {
    return catalogues[language.current].followUp;
  },
  get board() {
    return catalogues[language.current].board;
  },
};
