// What an agency is called for short, suggested from its name until somebody writes it themselves.

/** "Polisen i Nynäshamn" → "Polisen"; "Nynäshamns kommun" → "Kommunen". */
export function shortNameOf(name: string): string {
  const trimmed = name.trim();
  if (/kommun$/i.test(trimmed)) return 'Kommunen';
  if (trimmed.length <= 30) return trimmed;
  return trimmed.split(/\s+/)[0]?.slice(0, 30) ?? '';
}

/** The first two letters of the short name, the first of them large; an article does not count. */
export function lettersOf(shortName: string): string {
  const letters = shortName.replace(/^the\s+/i, '').replace(/[^\p{L}\d]/gu, '');
  return letters.length > 1
    ? `${letters.charAt(0).toUpperCase()}${letters.charAt(1).toLowerCase()}`
    : '';
}
