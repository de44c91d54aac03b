// The figures for people and for programs.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Figure } from './comparison.js';

export interface Report {
  /** Neighbours used so much of the machine that the figures tell of them as well. */
  unfit: boolean;
  neighbours: number;
  quick: boolean;
  goals: Figure[];
}

const HEAD = ['', 'What', 'Product', 'Against', 'Ratio', 'Spread', 'Goal', ''];

export function toTable({ goals }: Report): string {
  const rows = [HEAD, ...goals.map(toCells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function toMarkdown(report: Report, titles: readonly (readonly [string, string])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    '# Performance',
    '',
    '<!-- Written by `npm run bench -- --write`; changes by hand are lost. -->',
    '',
    `Measured on ${machine()} with \`npm run bench${report.quick ? ' -- --quick' : ''}\`; neighbours used ${report.neighbours.toFixed(2)} cores.${report.unfit ? ' **That is too much: the figures are unfit.**' : ''} Only the ratios travel to other machines.`,
    '',
    'The product runs built, with validation, authorisation, compartments and durable commits, through its real sockets with real sessions. What it is held against is in `bench/baseline/`: bare Socket.IO and one prepared, pooled transaction for each edit, on the same PostgreSQL. Both are measured by turns; a ratio is the median of the rounds, the spread the least and the most. Where the product is held against itself (G12, G13) the smaller case stands in its place.',
    '',
    line(HEAD.map((cell) => cell || ' ')),
    line(HEAD.map(() => '---')),
    ...report.goals.map((goal) => line(toCells(goal))),
    '',
    '## The workloads',
    '',
    ...titles.map(([ids, title]) => `- **${ids}**: ${title}.`),
    '',
  ].join('\n');
}

export function toJson({ unfit, neighbours, goals }: Report): string {
  return JSON.stringify({ unfit, neighbours, goals }, null, 2);
}

function toCells(figure: Figure): string[] {
  const { id, what, unit, product, baseline, ratio, min, max, goal, met } = figure;
  const amount = (value: number) => `${short(value)} ${unit}`.trim();
  return [
    id,
    what,
    amount(product),
    amount(baseline),
    short(ratio),
    `${short(min)}–${short(max)}`,
    `${figure.atLeast ? '≥' : '≤'} ${goal}`,
    met ? 'met' : 'MISSED',
  ];
}

function short(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'an unknown processor';
  const memory = /MemTotal:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return `${cpus().length} × ${model}, ${Math.round(Number(memory) / 2 ** 20)} GB, Node ${process.versions.node}`;
}
