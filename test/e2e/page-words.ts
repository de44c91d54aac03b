// The words of the page as it says them, so that a test of it says them once and in both languages.
import { en } from '../../web/src/i18n/en.js';
import { sv } from '../../web/src/i18n/sv.js';
import { en as enAdmin } from '../../web/src/pages/admin/words/en.js';
import { sv as svAdmin } from '../../web/src/pages/admin/words/sv.js';
import { en as enAudit } from '../../web/src/pages/audit/en.js';
import { sv as svAudit } from '../../web/src/pages/audit/sv.js';
import { en as enCalendars } from '../../web/src/pages/calendars/en.js';
import { sv as svCalendars } from '../../web/src/pages/calendars/sv.js';
import { words as passkeys } from '../../web/src/pages/devices/passkey-words.js';
import { en as enFollowing } from '../../web/src/pages/following/en.js';
import { sv as svFollowing } from '../../web/src/pages/following/sv.js';
import { words as invitations } from '../../web/src/pages/invitations/words.js';
import { en as enLocalDays } from '../../web/src/pages/local-days/en.js';
import { sv as svLocalDays } from '../../web/src/pages/local-days/sv.js';
import { words as timing } from '../../web/src/pages/report/timing-words.js';
import { en as enDates } from '../../web/src/pages/series-dates/en.js';
import { sv as svDates } from '../../web/src/pages/series-dates/sv.js';
import { words as firstSteps } from '../../web/src/pages/start/first-steps-words.js';

export const pageWords = {
  sv: {
    ...sv,
    ...{ admin: svAdmin, audit: svAudit, calendars: svCalendars, localDays: svLocalDays },
    ...{ dates: svDates, following: svFollowing, passkeys: passkeys.sv },
    ...{ invitations: invitations.sv, timing: timing.sv, firstSteps: firstSteps.sv },
  },
  en: {
    ...en,
    ...{ admin: enAdmin, audit: enAudit, calendars: enCalendars, localDays: enLocalDays },
    ...{ dates: enDates, following: enFollowing, passkeys: passkeys.en },
    ...{ invitations: invitations.en, timing: timing.en, firstSteps: firstSteps.en },
  },
};
