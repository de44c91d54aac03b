import type { EndingStep } from '../../actions/steps.js';

/** What an action's card must ask about before it can give the command. */
export type ActionQuestion = EndingStep | 'link' | 'readdress';
