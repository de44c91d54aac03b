// These words come with the page and not with the first load.
import { language } from '../../i18n/language.svelte.js';
import { en } from './en.js';
import { sv, type LocalDaysWords } from './sv.js';

const catalogues: Record<'sv' | 'en', LocalDaysWords> = { sv, en };

/** What reads them follows a change of language. */
export const words = (): LocalDaysWords => catalogues[language.current];
