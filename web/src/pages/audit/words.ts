// These words come with the page and not with the first load, as hardly anybody needs them.
import { language } from '../../i18n/language.svelte.js';
import { en } from './en.js';
import { sv, type AuditWords } from './sv.js';

const catalogues: Record<'sv' | 'en', AuditWords> = { sv, en };

/** What reads them follows a change of language. */
export const words = (): AuditWords => catalogues[language.current];
