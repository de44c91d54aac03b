// How a letter looks: as plain text, and as HTML of the plainest kind, which every mail program shows
// and in which nothing that people wrote is anything but text.
import type { Letter, Wording } from './letter.js';

export interface LaidOut {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const PAGE = 'margin:0;padding:24px;background:#f6f4ef;color:#1b2530';
const CARD =
  'max-width:34rem;margin:0 auto;padding:24px;background:#fff;border:1px solid #d9d4c7;border-radius:10px;font:16px/1.45 sans-serif';
const BUTTON =
  'display:inline-block;padding:12px 20px;border-radius:8px;background:#0a5a7d;color:#fff;text-decoration:none';
const SMALL = 'font-size:14px;color:#55616d';

export function layOut({ wordings }: Letter): LaidOut {
  const subject = oneLine(wordings.map((wording) => wording.subject).join(' / '));
  return {
    subject,
    text: wordings.map(asText).join(`\n${'-'.repeat(40)}\n\n`),
    html: [
      '<!doctype html>',
      `<html lang="${wordings[0].language}"><head><meta charset="utf-8"><title>${inert(subject)}</title></head>`,
      `<body style="${PAGE}"><div style="${CARD}">`,
      wordings.map(asHtml).join('<hr style="border:0;border-top:1px solid #d9d4c7;margin:24px 0">'),
      '</div></body></html>',
    ].join('\n'),
  };
}

function asText({ paragraphs, link, remarks }: Wording): string {
  return [...paragraphs, `${link.label}:\n${link.url}`, ...remarks, ''].join('\n\n');
}

function asHtml({ language, paragraphs, link, remarks }: Wording): string {
  const url = inert(link.url);
  return [
    `<div lang="${language}">`,
    ...paragraphs.map((paragraph) => `<p>${inert(paragraph)}</p>`),
    `<p><a href="${url}" style="${BUTTON}">${inert(link.label)}</a></p>`,
    ...remarks.map((remark) => `<p style="${SMALL}">${inert(remark)}</p>`),
    '</div>',
  ].join('\n');
}

/** Text as HTML shows it, and never as HTML. */
function inert(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A line break in a subject would begin another header. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
