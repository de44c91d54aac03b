/** Old browsers know none, nor does any over an open line. */
export const knowsPasskeys = typeof PublicKeyCredential === 'function';
