import { AuditChainRow } from './audit/rows/audit-chain-row.js';
import { AuditContentRow } from './audit/rows/audit-content-row.js';
import { AuditRecordRow } from './audit/rows/audit-record-row.js';
import { InstallationRow } from './directory/rows/installation-row.js';
import { PartnershipRow } from './directory/rows/partnership-row.js';
import { AgencyRow } from './directory/rows/agency-row.js';
import { PlaceRow } from './directory/rows/place-row.js';
import { PartnershipAgreementRow } from './directory/rows/partnership-agreement-row.js';
import { AgreementSignatoryRow } from './directory/rows/agreement-signatory-row.js';
import { PersonRow } from './directory/rows/person-row.js';
import { MembershipRow } from './directory/rows/membership-row.js';
import { GuestPassRow } from './directory/rows/guest-pass-row.js';
import { AgencyBindingRow } from './directory/rows/agency-binding-row.js';
import { AttemptCountRow } from './identity/rows/attempt-count-row.js';
import { PersonIdentityRow } from './identity/rows/person-identity-row.js';
import { PasskeyChallengeRow } from './identity/rows/passkey-challenge-row.js';
import { PasskeyRow } from './identity/rows/passkey-row.js';
import { SessionRow } from './identity/rows/session-row.js';
import { SignInAttemptRow } from './identity/rows/sign-in-attempt-row.js';
import { SignInLinkRow } from './identity/rows/sign-in-link-row.js';
import { CalendarLetterRow } from './calendar-mail/rows/calendar-letter-row.js';
import { CalendarMailChoiceRow } from './calendar-mail/rows/calendar-mail-choice-row.js';
import { LeavingLetterRow } from './mail/rows/leaving-letter-row.js';
import { OutboxLetterRow } from './mail/rows/outbox-letter-row.js';
import { MeetingSeriesRow } from './series/rows/meeting-series-row.js';
import { LocalDaysRow } from './series/rows/local-days-row.js';
import { SeriesDecisionRow } from './series/rows/series-decision-row.js';
import { CalendarFeedRow } from './feeds/rows/calendar-feed-row.js';
import { CalendarFeedDroppedRow } from './feeds/rows/calendar-feed-dropped-row.js';
import { MeetingRow } from './meetings/rows/meeting-row.js';
import { MeetingEventRow } from './meetings/rows/meeting-event-row.js';
import { MeetingCommandRow } from './meetings/rows/meeting-command-row.js';
import { AgendaItemRow } from './meetings/rows/agenda-item-row.js';
import { SituationNoteRow } from './meetings/rows/situation-note-row.js';
import { CoordinatedActionRow } from './meetings/rows/coordinated-action-row.js';
import { FollowUpEntryRow } from './meetings/rows/follow-up-entry-row.js';
import { ActionLinkRow } from './meetings/rows/action-link-row.js';
import { AttendanceRow } from './meetings/rows/attendance-row.js';
import { InvitationRow } from './invitations/rows/invitation-row.js';
import { RsvpRow } from './rsvp/rows/rsvp-row.js';
import { AgencyReportRow } from './preparation/rows/agency-report-row.js';
import { ReportLetterRow } from './preparation/rows/report-letter-row.js';
import { ReportTimingRow } from './preparation/rows/report-timing-row.js';
import { PresenceRow } from './live/rows/presence-row.js';

/** The row classes of every feature, for the one data source. */
export const entities: (new () => object)[] = [
  AuditChainRow,
  AuditRecordRow,
  AuditContentRow,
  InstallationRow,
  PartnershipRow,
  AgencyRow,
  PlaceRow,
  PartnershipAgreementRow,
  AgreementSignatoryRow,
  PersonRow,
  MembershipRow,
  GuestPassRow,
  AgencyBindingRow,
  PersonIdentityRow,
  PasskeyRow,
  PasskeyChallengeRow,
  SessionRow,
  SignInAttemptRow,
  SignInLinkRow,
  InvitationRow,
  AttemptCountRow,
  LeavingLetterRow,
  OutboxLetterRow,
  MeetingSeriesRow,
  SeriesDecisionRow,
  LocalDaysRow,
  CalendarFeedRow,
  CalendarFeedDroppedRow,
  MeetingRow,
  MeetingEventRow,
  MeetingCommandRow,
  AgendaItemRow,
  SituationNoteRow,
  CoordinatedActionRow,
  FollowUpEntryRow,
  ActionLinkRow,
  AttendanceRow,
  RsvpRow,
  AgencyReportRow,
  ReportTimingRow,
  ReportLetterRow,
  CalendarMailChoiceRow,
  CalendarLetterRow,
  PresenceRow,
];
