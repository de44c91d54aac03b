// Which steps of an action one may take next: those its state leads to and one's role allows.
import type { CoordinatedAction } from '../../../src/contract/board.js';
import type { ActionState } from '../../../src/contract/vocabulary.js';
import { mayCommand, type Actor } from '../../../src/domain/meeting/access.js';
import { actionLifecycle, leadsTo } from '../../../src/domain/meeting/lifecycle.js';

const actionSteps = {
  'action.agree': 'agreed',
  'action.start': 'under-way',
  'action.finish': 'done',
  'action.cancel': 'cancelled',
} as const satisfies Record<string, ActionState>;
export type ActionStep = keyof typeof actionSteps;

/** The steps that end an action; each asks for some words first. */
const endingSteps = ['action.finish', 'action.cancel'] as const satisfies readonly ActionStep[];
export type EndingStep = (typeof endingSteps)[number];

export function isEnding(step: ActionStep): step is EndingStep {
  return endingSteps.some((ending) => ending === step);
}

/** The steps in the order of an action's life; none for one that was carried over. */
export function stepsFor(actor: Actor, action: CoordinatedAction): ActionStep[] {
  if (action.carriedTo) return [];
  return (Object.keys(actionSteps) as ActionStep[]).filter(
    (step) =>
      leadsTo<ActionState>(actionLifecycle, action.state, actionSteps[step]) &&
      mayCommand(actor, step, action),
  );
}
