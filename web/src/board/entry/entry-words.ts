// An entry in few words, for where another one speaks of it. Pure.

/** The beginning of a text on one line, cut between words where it can be. */
export function beginning(text: string, longest = 60): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > longest / 2 ? space : longest).replace(/[.,;:–-]+$/, '')} …`;
}
