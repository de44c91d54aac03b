// Where commands wait in the browser that the server has not answered, by whose they are. They wait
// there for the same person to sign in again; whoever signs out leaves nothing of theirs behind.

const ofPerson = (personId: string) => `commands ${personId} `;

export const waitingKey = (personId: string, meetingId: string) => ofPerson(personId) + meetingId;

/** Lets go of what a person has written and not sent, at all meetings. */
export function forgetWaiting(store: Storage, personId: string): void {
  for (const key of Object.keys(store))
    if (key.startsWith(ofPerson(personId))) store.removeItem(key);
}
