// The closed word lists that the wire, the database and the page share. Nothing but constants, so
// that the page can use them without carrying the validation library.

/** Kind of agency: decides what its people may see, as the law binds them differently. */
export const agencyKinds = ['authority', 'municipal-service', 'company', 'association'] as const;
export type AgencyKind = (typeof agencyKinds)[number];

export const roles = ['coordinator', 'attendee', 'observer', 'administrator'] as const;
export type Role = (typeof roles)[number];

export const placeKinds = ['area', 'street', 'station', 'path', 'venue'] as const;
export type PlaceKind = (typeof placeKinds)[number];

export const meetingStatuses = ['planned', 'open', 'closed', 'cancelled'] as const;
export type MeetingStatus = (typeof meetingStatuses)[number];

export const agendaItemStates = ['pending', 'current', 'done', 'deferred'] as const;
export type AgendaItemState = (typeof agendaItemStates)[number];

export const attendanceStates = ['present', 'remote', 'reported', 'absent'] as const;
export type AttendanceState = (typeof attendanceStates)[number];

/** What a person answers when asked whether they come to a meeting. */
export const rsvpAnswers = ['comes', 'declines', 'sends-deputy'] as const;
export type RsvpAnswer = (typeof rsvpAnswers)[number];

/** What an agency says of its report before a meeting. */
export const reportAnswers = ['filed', 'nothing'] as const;
export type ReportAnswer = (typeof reportAnswers)[number];

/** Letters about that report: the one that asks for it, and the one to those who have not answered. */
export const reportLetterKinds = ['request', 'reminder'] as const;
export type ReportLetterKind = (typeof reportLetterKinds)[number];

/** What a note or an action is about. */
export const themes = [
  'youth',
  'public-order',
  'violence',
  'drugs',
  'traffic',
  'vandalism',
  'theft',
  'fire',
  'lighting',
  'perceived-safety',
  'other',
] as const;
export type Theme = (typeof themes)[number];

/** The four levels of the police handbook, calmest first. */
export const levels = ['green', 'yellow', 'orange', 'red'] as const;
export type Level = (typeof levels)[number];

export const trends = ['rising', 'steady', 'falling'] as const;
export type Trend = (typeof trends)[number];

export const sourceKinds = [
  'own-observation',
  'police-statistics',
  'survey',
  'tip',
  'open-data',
] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const confidences = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/** To whom a matter is handed over that is none for the table: where individuals are helped, with consent. */
export const handoverReceivers = ['sspf', 'report-of-concern', 'police'] as const;
export type HandoverReceiver = (typeof handoverReceivers)[number];

export const actionStates = ['proposed', 'agreed', 'under-way', 'done', 'cancelled'] as const;
export type ActionState = (typeof actionStates)[number];

/** States in which an action still waits for someone; such actions carry over. */
export const openActionStates = [
  'proposed',
  'agreed',
  'under-way',
] as const satisfies ActionState[];

/** What became of a finished action. */
export const effects = ['effect', 'no-effect', 'unknown'] as const;
export type Effect = (typeof effects)[number];

/** What the person guard looks for in free text. */
export type PersonDataKind = 'personal-number' | 'phone' | 'licence-plate' | 'email';

/** What a partnership marks in its own calendar. */
export const localDayKinds = ['school-break', 'local-event', 'risk-evening'] as const;
export type LocalDayKind = (typeof localDayKinds)[number];

/** How a file with such days is written. */
export const localFileFormats = ['csv', 'ics'] as const;

/** Why something in such a file is left out. */
export const localFileFaults = [
  'unreadable',
  'columns-missing',
  'kind',
  'title',
  'dates',
  'repeats',
  'cancelled',
  'person-data',
] as const;
export type LocalFileFault = (typeof localFileFaults)[number];

/** What a day of the calendar can be beside a weekday; the first three ask whether to meet then. */
export const calendarMarkKinds = [
  'public-holiday',
  'eve',
  'day-between',
  ...localDayKinds,
] as const;
export type CalendarMarkKind = (typeof calendarMarkKinds)[number];

/** Whose meetings an address of a calendar is for. */
export const feedScopes = ['person', 'agency', 'series'] as const;
export type FeedScope = (typeof feedScopes)[number];

/** What one can decide of a meeting on such a day. */
export const collisionAnswers = ['hold', 'thursday', 'cancel', 'hold-with-more-staff'] as const;
export type CollisionAnswer = (typeof collisionAnswers)[number];

/** What one can decide of any date of a series; to decline is to want no extra meeting there. */
export const dateAnswers = [...collisionAnswers, 'move', 'decline'] as const;
export type DateAnswer = (typeof dateAnswers)[number];

/** How a session was begun. */
export type SignInMethod = 'link' | 'oidc' | 'demo' | 'invitation' | 'passkey';

/** What has become of a letter: it waits for the mail server, has left, may have left, or was given up. */
export const mailStates = ['waiting', 'sent', 'uncertain', 'failed'] as const;
export type MailState = (typeof mailStates)[number];

/** Why signing in with a provider came to nothing, as the sign-in page is told in its address. */
export type SignInFault =
  | 'cancelled'
  | 'expired'
  | 'untrusted'
  | 'unverified-address'
  | 'not-a-member'
  | 'other-account'
  | 'provider-unavailable'
  | 'failed';

/**
 * Why a letter has not arrived, or nobody knows whether it has: it is tried again; the mail server had it and
 * its answer was lost; it was given up.
 */
export const letterTrouble = ['waiting', 'uncertain', 'failed'] as const;
export type LetterTrouble = (typeof letterTrouble)[number];

/** What the audit records. */
export const auditKinds = [
  'session.began',
  'session.ended',
  'sign-in.failed',
  'sign-in-link.issued',
  'invitation.sent',
  'invitation.withdrawn',
  'invitation.used',
  'guest-pass.ended',
  'passkey.added',
  'passkey.removed',
  'account.unlinked',
  'partnership.set-up',
  'rights.changed',
  'directory.changed',
  'list.exported',
  'calendar-feed.made',
  'calendar-feed.ended',
  'closed.read',
  'denied',
  'person-data.refused',
  'meeting.closed',
  'audit.read',
  'audit.verified',
  'backup.restored',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** What can be brought in and out as a list. */
export const listKinds = ['agencies', 'people'] as const;
export type ListKind = (typeof listKinds)[number];

/** What a list can change of an agency or a person. */
export const listedFields = [
  'name',
  'shortName',
  'abbreviation',
  'kind',
  'agencyId',
  'role',
  'isDeputy',
] as const;
export type ListedField = (typeof listedFields)[number];

/** Why a row of a list is left out. */
export const refusedRowReasons = [
  'unreadable',
  'columns-missing',
  'name',
  'abbreviation',
  'kind',
  'email',
  'agency',
  'role',
  'deputy',
  'twice',
  'retired',
  'own-kind',
  'oneself',
  'person-data',
  'full',
] as const;
export type RefusedRowReason = (typeof refusedRowReasons)[number];
