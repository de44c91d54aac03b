import { board } from './sv/board.js';
import { common } from './sv/common.js';
import { devices } from './sv/devices.js';
import { followUp } from './sv/follow-up.js';
import { meetings } from './sv/meetings.js';
import { personGuard } from './sv/person-guard.js';
import { problems } from './sv/problems.js';
import { series } from './sv/series.js';
import { shell } from './sv/shell.js';
import { signIn } from './sv/sign-in.js';
import { start } from './sv/start.js';
import { vocabulary } from './sv/vocabulary.js';

/** Every text of the page in Swedish; it decides which texts there are. */
export const sv = {
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
};
