// The letter that invites. Nobody knows yet which language its receiver reads, so it is in both.
import type { Letter, Wording } from '../mail/letter.js';

export interface InvitationFacts {
  readonly name: string;
  readonly email: string;
  readonly partnershipName: string;
  readonly agencyName: string;
  readonly invitedBy: string;
  readonly timeZone: string;
  readonly expiresAt: Date;
  /** Of the one meeting that a guest is invited to. */
  readonly meetingTitle: string | null;
  readonly meetingStartsAt: Date | null;
}

export function invitationLetter(facts: InvitationFacts, url: string): Letter {
  return { to: facts.email, wordings: [inSwedish(facts, url), inEnglish(facts, url)] };
}

function inSwedish(facts: InvitationFacts, url: string): Wording {
  const { name, partnershipName, agencyName, invitedBy, meetingTitle, meetingStartsAt } = facts;
  return {
    language: 'sv',
    subject: `Inbjudan till ${partnershipName}`,
    paragraphs: [
      `Hej ${name}!`,
      meetingStartsAt
        ? `${invitedBy} bjuder in dig som gäst för ${agencyName} till ett möte i ${partnershipName}: ${meetingTitle}, ${instant(facts, meetingStartsAt, 'sv-SE')}. Du ser mötets tavla, och din tillgång upphör efter mötet.`
        : `${invitedBy} bjuder in dig till ${partnershipName}, för ${agencyName}. Där planeras och följs utsättningsmötena upp, på en tavla som alla runt bordet delar.`,
    ],
    link: { label: 'Öppna inbjudan', url },
    remarks: [
      `Länken gäller en gång, till ${instant(facts, facts.expiresAt, 'sv-SE')}. Den är din: skicka den inte vidare.`,
      'Du är inte med förrän du själv har tryckt på Gå med. Känner du inte igen det här behöver du inte göra något.',
    ],
  };
}

function inEnglish(facts: InvitationFacts, url: string): Wording {
  const { name, partnershipName, agencyName, invitedBy, meetingTitle, meetingStartsAt } = facts;
  return {
    language: 'en',
    subject: `Invitation to ${partnershipName}`,
    paragraphs: [
      `Hello ${name}!`,
      meetingStartsAt
        ? `${invitedBy} invites you as a guest for ${agencyName} to one meeting of ${partnershipName}: ${meetingTitle}, ${instant(facts, meetingStartsAt, 'en-GB')}. You see the board of the meeting, and your access ends after it.`
        : `${invitedBy} invites you to ${partnershipName}, for ${agencyName}. It is where the briefing meetings are planned and followed up, on a board that everyone at the table shares.`,
    ],
    link: { label: 'Open the invitation', url },
    remarks: [
      `The link works once, until ${instant(facts, facts.expiresAt, 'en-GB')}. It is yours: do not pass it on.`,
      'You have not joined until you press Join yourself. If you do not recognise this, you need not do anything.',
    ],
  };
}

function instant({ timeZone }: InvitationFacts, at: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}
