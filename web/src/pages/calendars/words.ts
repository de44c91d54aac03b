// These words come with the page and not with the first load.
import { language } from '../../i18n/language.svelte.js';
import { en } from './en.js';
import { sv, type CalendarsWords } from './sv.js';

const catalogues: Record<'sv' | 'en', CalendarsWords> = { sv, en };

/** What reads them follows a change of language. */
export const words = (): CalendarsWords => catalogues[language.current];
