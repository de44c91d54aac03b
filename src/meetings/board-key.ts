/** The tenant and the meeting that every row of a board carries. */
export interface BoardKey {
  partnershipId: string;
  meetingId: string;
}

/** A board in one word: what rooms, notifications and memory call it. */
export function nameOf({ partnershipId, meetingId }: BoardKey): string {
  return `${partnershipId}/${meetingId}`;
}

export function keyOf(name: string): BoardKey {
  const [partnershipId = '', meetingId = ''] = name.split('/');
  return { partnershipId, meetingId };
}
