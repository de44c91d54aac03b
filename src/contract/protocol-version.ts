// By itself, so that the page can say which version it speaks without carrying the schemas.

/**
 * The version of everything that crosses the socket. Raise it with every change an older page would
 * misread; such a page is then told to reload.
 *
 * 1  the first: commands, streams per compartment, snapshot or catch-up
 * 2  an edit names the stream and the revision it is based on, not the revision alone
 * 3  a note says whether its matter was handed over
 * 4  an agenda item has an audience, and lies in its stream
 */
export const PROTOCOL_VERSION = 4;
