// The words of these pages come with them and not with the first load, as hardly anybody needs them.
import { language } from '../../../i18n/language.svelte.js';
import { en } from './en.js';
import { sv, type AdminWords } from './sv.js';

const catalogues: Record<'sv' | 'en', AdminWords> = { sv, en };

/** What reads them follows a change of language. */
export const words = (): AdminWords => catalogues[language.current];
