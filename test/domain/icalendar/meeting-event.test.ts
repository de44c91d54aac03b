import { describe, expect, it } from '@jest/globals';
import { eventOf, type MeetingInCalendar } from '../../../src/domain/icalendar/meeting-event.js';

const url = 'https://utsattning.example.se/moten/1';
const meeting: MeetingInCalendar = {
  id: '3f1f7c1e-8f57-4a84-9b8a-7f1c2b6f2f10',
  title: 'Utsättning',
  venue: 'Stadshuset',
  startsAt: '2027-01-01T18:00:00.000Z',
  endsAt: '2027-01-01T18:50:00.000Z',
  timeZone: 'Europe/Stockholm',
  isCancelled: false,
  slot: '2027-01-01T19:00',
  sequence: 2,
  changedAt: '2026-01-02T08:00:00.000Z',
};

describe('a meeting in a calendar', () => {
  it('says when it is with its ISO week, and where to read on', () => {
    const event = eventOf(meeting, url, 'sv');
    expect(event).toMatchObject({ uid: meeting.id, sequence: 2, title: 'Utsättning', url });
    expect(event.description).toBe(`fredag 1 januari 2027, v. 53, 19.00\nÖppna mötet: ${url}`);
  });

  it('says from where it was moved', () => {
    const moved = { ...meeting, startsAt: '2026-12-31T18:00:00.000Z' };
    expect(eventOf(moved, url, 'sv').description).toBe(
      'torsdag 31 december 2026, v. 53, 19.00\n' +
        `Flyttat från fredag 1 januari 2027, v. 53.\nÖppna mötet: ${url}`,
    );
  });

  it('says that it is cancelled, in either language', () => {
    const cancelled = { ...meeting, isCancelled: true };
    expect(eventOf(cancelled, url, 'sv').title).toBe('Inställt: Utsättning');
    expect(eventOf(cancelled, url, 'sv').description).toContain('Mötet är inställt.');
    expect(eventOf(cancelled, url, 'en').title).toBe('Cancelled: Utsättning');
    expect(eventOf(cancelled, url, 'en').description).toContain(
      'Friday 1 January 2027, week 53, 19:00',
    );
  });

  it('does not call it moved when its series has another clock time by now', () => {
    const later = { ...meeting, startsAt: '2027-01-01T19:00:00.000Z' };
    expect(eventOf(later, url, 'sv').description).toBe(
      `fredag 1 januari 2027, v. 53, 20.00\nÖppna mötet: ${url}`,
    );
  });

  it('does not call it moved where summer time takes its hour away', () => {
    const early = {
      ...meeting,
      slot: '2026-03-29T02:30',
      startsAt: '2026-03-29T01:30:00.000Z',
      endsAt: '2026-03-29T02:30:00.000Z',
    };
    expect(eventOf(early, url, 'sv').description).not.toContain('Flyttat');
  });
});
