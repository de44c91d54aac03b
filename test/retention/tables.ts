// What becomes of the rows of every table there is. A table that is new fails the tests until it stands here,
// and so does a column that says when something ends.

/** Guests whose hour has come, as person and partnership. */
const PAST_THEIR_HOUR = 'SELECT person_id, partnership_id FROM guest_pass WHERE ends_at <= $1';
const OF_A_GUEST = `person_id IN (SELECT person_id FROM (${PAST_THEIR_HOUR}) AS guest)`;

/** Rows that go once their time is over, by what is so of them then; `$1` is what time it is. */
export const goWithTime: Readonly<Record<string, string>> = {
  session: `expires_at <= $1 OR ${OF_A_GUEST}`,
  sign_in_link: `expires_at <= $1 OR ${OF_A_GUEST}`,
  sign_in_attempt: 'expires_at <= $1',
  passkey_challenge: 'expires_at <= $1',
  attempt_count: 'expire <= extract(epoch FROM $1) * 1000',
  guest_pass: 'ends_at <= $1',
  membership: `(person_id, partnership_id) IN (${PAST_THEIR_HOUR})`,
  calendar_letter: `(partnership_id, meeting_id) IN
    (SELECT partnership_id, id FROM meeting WHERE ends_at < $1 - interval '30 days')`,
  // Of a process that is gone, by the clock of the database.
  presence: `process_id IN (SELECT process_id FROM presence
    GROUP BY process_id HAVING max(seen_at) < now() - interval '30 seconds')`,
};

/** Rows that go for another reason than the time. */
export const goOtherwise: Readonly<Record<string, string>> = {
  'graphile_worker._private_jobs': 'letters that have left or were given up',
  leaving_letter: 'their notes, as the next letter leaves',
  outbox_letter: 'in the demonstration, all but the newest',
};

const WRITTEN = 'what people wrote, and what follows from it';
const LOG = 'what was done, written once';
const DIRECTORY = 'the directory, as those who look after it want it';
const CHOSEN = 'what somebody has chosen, until they change it or lose their membership';
const QUEUE = 'how the queue keeps itself';

/** Rows that nothing clears out by itself. */
export const stay: Readonly<Record<string, string>> = {
  agenda_item: WRITTEN,
  situation_note: WRITTEN,
  coordinated_action: WRITTEN,
  follow_up_entry: WRITTEN,
  action_link: WRITTEN,
  attendance: WRITTEN,
  rsvp: WRITTEN,
  agency_report: WRITTEN,
  meeting: WRITTEN,
  meeting_series: WRITTEN,
  series_decision: WRITTEN,
  local_days: WRITTEN,
  meeting_event: LOG,
  meeting_command: LOG,
  audit_chain: LOG,
  audit_record: LOG,
  audit_content: LOG,
  partnership: DIRECTORY,
  partnership_agreement: DIRECTORY,
  agreement_signatory: DIRECTORY,
  agency: DIRECTORY,
  agency_binding: DIRECTORY,
  place: DIRECTORY,
  person: 'whom what was written names, guests among them',
  person_identity: 'by which account somebody is known',
  passkey: CHOSEN,
  calendar_feed: CHOSEN,
  calendar_feed_dropped: CHOSEN,
  calendar_mail_choice: CHOSEN,
  report_timing: CHOSEN,
  report_letter: 'to whom a letter went, so that nobody gets it twice',
  invitation: 'until somebody joins by it, or it is taken back',
  installation: 'which life of the database it is',
  migration: 'what the schema is',
  'graphile_worker._private_job_queues': QUEUE,
  'graphile_worker._private_known_crontabs': QUEUE,
  'graphile_worker._private_tasks': QUEUE,
  'graphile_worker.migrations': QUEUE,
};

/** Columns that say when something ends, of rows that stay all the same. */
export const endsOfWhatStays: Readonly<Record<string, string>> = {
  'meeting.ends_at': 'a meeting that was held is what people wrote at it',
  'coordinated_action.due_on': 'what was to be done by then can be looked up',
  'follow_up_entry.due_on': 'as the action it leads to',
  'local_days.ends_on': 'breaks and events of a year that has passed',
  'partnership_agreement.ends_on': 'an agreement that has run out is shown as such',
  'invitation.expires_at': 'one that has run out can be sent again',
  'invitation.guest_until': 'as that of every other invitation',
};

/** Columns that change by themselves, and tell nothing of anybody. */
export const moving: Readonly<Record<string, readonly string[]>> = {
  partnership: ['rights_version'],
  audit_chain: ['position', 'hash'],
  presence: ['seen_at'],
};
