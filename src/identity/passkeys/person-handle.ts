// What a device keeps to say whose a passkey is: the person's id, as bytes.

export function handleOf(personId: string): string {
  return Buffer.from(personId.replaceAll('-', ''), 'hex').toString('base64url');
}
