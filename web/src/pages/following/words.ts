// These words come with the pages of series and not with the first load.
import { language } from '../../i18n/language.svelte.js';
import { en } from './en.js';
import { sv, type FollowingWords } from './sv.js';

const catalogues: Record<'sv' | 'en', FollowingWords> = { sv, en };

/** What reads them follows a change of language. */
export const words = (): FollowingWords => catalogues[language.current];
