// The dialogs of the page, by the file that shows each: where it is, what one presses to get there, and
// what it is called.
import type { pageWords } from './page-words.js';

type Words = (typeof pageWords)['sv' | 'en'];
type Name = string | RegExp;

/** A board before its meeting and one during it, and pages; the test knows their addresses. */
export type Place =
  | 'planned board'
  | 'open board'
  | 'report'
  | 'partnership'
  | 'agencies'
  | 'people'
  | 'places'
  | 'invitations'
  | 'calendars'
  | 'series dates'
  | 'local days'
  | 'devices';

export type Way = readonly [place: Place, presses: readonly [Name, ...Name[]], title: Name];

/** What stands on the boards, and whose passkey there is. */
export const written = {
  note: 'Samlingar efter sista tåget',
  otherNote: 'Trasig belysning',
  action: 'Synlig patrull',
  passkey: 'Plattan',
  invited: 'Anna',
};

/** A button that says of which day it speaks. */
const ofADay = (words: string) => new RegExp(`^${words} .`);

/** A title with a day in it. */
const withADay = (title: (day: string) => string) =>
  new RegExp(`^${title('DAY').replaceAll('DAY', '.+')}$`);

export function dialogsIn(w: Words): Record<string, readonly Way[]> {
  const { action, agenda, lead, note, picture, presence, shortcuts } = w.board;
  const { admin, common, dates, following, followUp, invitations, localDays, passkeys } = w;
  const board = 'planned board';
  const ofNote = picture.more(written.note);
  const ofAction = action.more(written.action);
  const ofItem = agenda.more('Upprop');
  return {
    'board/BoardDialogs.svelte': [
      [board, [lead.open], lead.openTitle],
      [board, [lead.more, lead.cancel], lead.cancel],
      ['open board', [lead.more, lead.close], lead.closeTitle],
    ],
    'board/meeting/AttendanceDialog.svelte': [
      [board, [lead.more, presence.attendance], presence.attendanceTitle],
    ],
    'board/meeting/RsvpDialog.svelte': [[board, [lead.more, presence.whoComes], presence.whoComes]],
    'board/meeting/ShortcutsDialog.svelte': [
      [board, [lead.more, shortcuts.title], shortcuts.title],
    ],
    'board/agenda/AgendaItemDialog.svelte': [[board, [agenda.add], agenda.add]],
    'board/agenda/MoveItemDialog.svelte': [
      [board, [ofItem, agenda.moveTo], agenda.moveTitle('Upprop')],
    ],
    'board/agenda/AgendaMenu.svelte': [
      [board, [ofItem, common.remove], agenda.removeTitle('Upprop')],
    ],
    'board/picture/HandoverDialog.svelte': [
      [board, [ofNote, note.handover.title], note.handover.title],
    ],
    'board/entry/ReaddressDialog.svelte': [[board, [ofNote, note.readdress], note.readdress]],
    'board/picture/NoteRow.svelte': [[board, [ofNote, common.remove], note.removeTitle]],
    'board/actions/LinkDialog.svelte': [[board, [ofAction, action.link], action.linkTitle]],
    'actions/EndDialog.svelte': [
      [board, [ofAction, followUp.step['action.finish']], followUp.outcomeTitle],
      [board, [ofAction, followUp.step['action.cancel']], followUp.writeOffTitle],
    ],
    'pages/report/OwnNote.svelte': [
      ['report', [new RegExp(`^${common.remove} ?: stationen$`)], note.removeTitle],
    ],
    'pages/admin/FactsDialog.svelte': [['partnership', [admin.facts.edit], admin.facts.edit]],
    'pages/admin/InitialAudiencesDialog.svelte': [
      ['partnership', [admin.initialAudience.edit], admin.initialAudience.title],
    ],
    'pages/admin/AgreementDialog.svelte': [
      ['partnership', [admin.agreement.add], admin.agreement.add],
    ],
    'pages/admin/AgencyDialog.svelte': [['agencies', [admin.agency.add], admin.agency.add]],
    'pages/admin/ListsDialog.svelte': [
      ['agencies', [admin.lists.open], admin.lists.title.agencies],
    ],
    'pages/admin/AgenciesPart.svelte': [
      [
        'agencies',
        [admin.more('polisen'), admin.agency.retire],
        admin.agency.retireTitle('polisen'),
      ],
    ],
    'pages/admin/PersonDialog.svelte': [['people', [admin.person.add], admin.person.add]],
    'pages/admin/PeoplePart.svelte': [
      ['people', [admin.more('polisen'), admin.person.invite], admin.person.inviteTitle('polisen')],
      [
        'people',
        [admin.more('polisen'), new RegExp(`^${admin.person.end}$`)],
        admin.person.endTitle('polisen'),
      ],
    ],
    'pages/admin/PlaceDialog.svelte': [['places', [admin.place.add], admin.place.add]],
    'pages/invitations/InviteDialog.svelte': [
      ['invitations', [invitations.invite], invitations.inviteTitle],
    ],
    'pages/invitations/InvitationsPage.svelte': [
      [
        'invitations',
        [invitations.withdrawNamed(written.invited)],
        invitations.withdrawTitle(written.invited),
      ],
    ],
    'pages/calendars/CalendarsPage.svelte': [
      ['calendars', [w.calendars.renewNamed('')], w.calendars.renewTitle],
      ['calendars', [w.calendars.endNamed('')], w.calendars.endTitle],
    ],
    'pages/series-dates/ExtraDialog.svelte': [
      ['series dates', [dates.extraTitle], dates.extraTitle],
    ],
    'pages/series-dates/MoveDialog.svelte': [
      ['series dates', [ofADay(dates.move)], withADay(dates.moveTitle)],
    ],
    'pages/series-dates/SeriesDatesPage.svelte': [
      ['series dates', [ofADay(dates.cancel)], withADay(dates.cancelTitle)],
    ],
    'pages/following/FromHereDialog.svelte': [
      ['series dates', [ofADay(following.fromHere)], withADay(following.fromHereTitle)],
    ],
    'pages/following/AgreeDialog.svelte': [
      ['series dates', [ofADay(following.fromHere), following.end], withADay(following.endTitle)],
    ],
    'pages/local-days/DaysDialog.svelte': [['local days', [localDays.add], localDays.addTitle]],
    'pages/local-days/ImportDialog.svelte': [
      ['local days', [localDays.import], localDays.importTitle],
    ],
    'pages/devices/PasskeyNameDialog.svelte': [
      ['devices', [passkeys.renameNamed(written.passkey)], passkeys.renameNamed(written.passkey)],
    ],
    'pages/devices/Passkeys.svelte': [
      ['devices', [passkeys.removeNamed(written.passkey)], passkeys.removeNamed(written.passkey)],
    ],
  };
}
