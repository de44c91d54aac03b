import { board } from './en/board.js';
import { common } from './en/common.js';
import { devices } from './en/devices.js';
import { followUp } from './en/follow-up.js';
import { meetings } from './en/meetings.js';
import { personGuard } from './en/person-guard.js';
import { problems } from './en/problems.js';
import { series } from './en/series.js';
import { shell } from './en/shell.js';
import { signIn } from './en/sign-in.js';
import { start } from './en/start.js';
import { vocabulary } from './en/vocabulary.js';
import type { sv } from './sv.js';

export const en = {
  common,
  vocabulary,
  problems,
  personGuard,
  shell,
  devices,
  signIn,
  start,
  meetings,
  series,
  followUp,
  board,
} satisfies typeof sv;
