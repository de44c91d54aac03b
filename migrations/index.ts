import type { MigrationInterface } from 'typeorm';
import { Initial1764000000000 } from './1764000000000-initial.js';
import { FollowUpIndexes1764000000001 } from './1764000000001-follow-up-indexes.js';
import { LogOfUnusedMeetings1764000000002 } from './1764000000002-log-of-unused-meetings.js';
import { ThreadsOutliveNotes1764000000003 } from './1764000000003-threads-outlive-notes.js';
import { SeriesDecisions1764000000004 } from './1764000000004-series-decisions.js';
import { SignInByProviders1764000000005 } from './1764000000005-sign-in-by-providers.js';
import { SessionDevices1764000000006 } from './1764000000006-session-devices.js';
import { AttemptsCountedTogether1764000000007 } from './1764000000007-attempts-counted-together.js';
import { MailAndInvitations1764000000008 } from './1764000000008-mail-and-invitations.js';
import { Passkeys1764000000009 } from './1764000000009-passkeys.js';
import { DirectoryAdministration1764000000010 } from './1764000000010-directory-administration.js';
import { Audit1764000000011 } from './1764000000011-audit.js';
import { RowSecurity1764000000012 } from './1764000000012-row-security.js';
import { Handovers1764000000013 } from './1764000000013-handovers.js';
import { CalendarChanges1764000000014 } from './1764000000014-calendar-changes.js';
import { SingleDates1764000000015 } from './1764000000015-single-dates.js';
import { CalendarFeeds1764000000016 } from './1764000000016-calendar-feeds.js';
import { LocalDays1764000000017 } from './1764000000017-local-days.js';
import { Rsvp1764000000019 } from './1764000000019-rsvp.js';
import { SeriesParts1764000000020 } from './1764000000020-series-parts.js';
import { CalendarMail1764000000021 } from './1764000000021-calendar-mail.js';
import { Preparation1764000000022 } from './1764000000022-preparation.js';
import { RepliesByMail1764000000031 } from './1764000000031-replies-by-mail.js';
import { WithdrawnMeetings1764000000032 } from './1764000000032-withdrawn-meetings.js';
import { PresenceByStrength1764000000033 } from './1764000000033-presence-by-strength.js';
import { EditedSettings1764000000034 } from './1764000000034-edited-settings.js';
import { PlannedOn1764000000035 } from './1764000000035-planned-on.js';
import { DroppedInFeeds1764000000038 } from './1764000000038-dropped-in-feeds.js';
import { UncertainLetters1764000000041 } from './1764000000041-uncertain-letters.js';
import { FollowUpEntries1764000000044 } from './1764000000044-follow-up-entries.js';
import { FollowUpFilled1764000000045 } from './1764000000045-follow-up-filled.js';
import { AgendaAudience1764000000046 } from './1764000000046-agenda-audience.js';
import { AnswersForATime1764000000048 } from './1764000000048-answers-for-a-time.js';
import { KeptAuditContent1764000000049 } from './1764000000049-kept-audit-content.js';
import { HoursAfterMeetings1764000000050 } from './1764000000050-hours-after-meetings.js';
import { ReportLetterEnds1764000000058 } from './1764000000058-report-letter-ends.js';
import { InitialAudiences1764000000059 } from './1764000000059-initial-audiences.js';
import { LeavingLetters1764000000060 } from './1764000000060-leaving-letters.js';
import { ReportLettersFollow1764000000061 } from './1764000000061-report-letters-follow.js';
import { SessionsByKeyAlone1764000000062 } from './1764000000062-sessions-by-key-alone.js';

/** Every migration, oldest first. They are named here because the build knows no wildcards. */
export const migrations: (new () => MigrationInterface)[] = [
  Initial1764000000000,
  FollowUpIndexes1764000000001,
  LogOfUnusedMeetings1764000000002,
  ThreadsOutliveNotes1764000000003,
  SeriesDecisions1764000000004,
  SignInByProviders1764000000005,
  SessionDevices1764000000006,
  AttemptsCountedTogether1764000000007,
  MailAndInvitations1764000000008,
  Passkeys1764000000009,
  DirectoryAdministration1764000000010,
  Audit1764000000011,
  RowSecurity1764000000012,
  Handovers1764000000013,
  CalendarChanges1764000000014,
  SingleDates1764000000015,
  CalendarFeeds1764000000016,
  LocalDays1764000000017,
  Rsvp1764000000019,
  SeriesParts1764000000020,
  CalendarMail1764000000021,
  Preparation1764000000022,
  RepliesByMail1764000000031,
  WithdrawnMeetings1764000000032,
  PresenceByStrength1764000000033,
  EditedSettings1764000000034,
  PlannedOn1764000000035,
  DroppedInFeeds1764000000038,
  UncertainLetters1764000000041,
  FollowUpEntries1764000000044,
  FollowUpFilled1764000000045,
  AgendaAudience1764000000046,
  AnswersForATime1764000000048,
  KeptAuditContent1764000000049,
  HoursAfterMeetings1764000000050,
  ReportLetterEnds1764000000058,
  InitialAudiences1764000000059,
  LeavingLetters1764000000060,
  ReportLettersFollow1764000000061,
  SessionsByKeyAlone1764000000062,
];
