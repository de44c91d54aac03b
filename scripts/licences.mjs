// `npm run licences`: every file of the project is covered by REUSE.toml and its licence's text is
// there, and every package the product brings along may be passed on under the EUPL.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import { root } from './project.mjs';

/** What the product brings along may be passed on with it; none of these asks for more than a notice. */
const fitting = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  // Data alone; README.md names whose it is.
  'CC-BY-3.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Whole and unchanged, on the server alone; the EUPL names it as compatible.
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
]);

const notOurs = new Set(['.git', 'node_modules', 'dist', '.data', '.cache', 'coverage']);

const complaints = [...filesWithoutLicence(), ...textsThatDiffer(), ...packagesThatDoNotFit()];
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;

function filesWithoutLicence() {
  const { version, annotations } = parse(text('REUSE.toml'));
  if (version !== 1) return ['REUSE.toml: version 1 is the one there is.'];
  const covers = annotations.map((annotation) => ({
    annotation,
    pattern: patternOf(annotation.path),
  }));
  return files().flatMap((file) => {
    // The last one that fits is the one that counts.
    const cover = covers.findLast(({ pattern }) => pattern.test(file))?.annotation;
    const whole = cover?.['SPDX-FileCopyrightText'] && cover['SPDX-License-Identifier'];
    return whole || file.startsWith('LICENSES/') ? [] : [`${file}: REUSE.toml does not cover it.`];
  });
}

function textsThatDiffer() {
  const named = parse(text('REUSE.toml')).annotations.map((one) => one['SPDX-License-Identifier']);
  const present = readdirSync(path.join(root, 'LICENSES')).map((file) => path.parse(file).name);
  return [
    ...named
      .filter((name) => !present.includes(name))
      .map((name) => `LICENSES/${name}.txt: missing.`),
    ...present
      .filter((name) => !named.includes(name))
      .map((name) => `LICENSES/${name}.txt: unused.`),
    ...(text('LICENSE') === text('LICENSES/EUPL-1.2.txt') ? [] : ['LICENSE: not the EUPL-1.2.']),
  ];
}

/** Reads the lock file, so that packages of other platforms are asked as well. */
function packagesThatDoNotFit() {
  const { packages } = JSON.parse(text('package-lock.json'));
  return Object.entries(packages)
    .filter(([name, { dev }]) => name !== '' && !dev)
    .map(([name, { license }]) => [name, license ?? oldFashioned(name)])
    .filter(([, license]) => !alternatives(license).some(fits))
    .map(([name, license]) => `${name}: its licence is ${license || 'not named'}.`);
}

/** What a package says in a way that npm no longer reads into the lock file. */
function oldFashioned(name) {
  const { licenses = [] } = JSON.parse(text(`${name}/package.json`));
  return licenses.map(({ type }) => type).join(' OR ');
}

/** The licences one may choose from: `(MIT OR Apache-2.0)`. */
function alternatives(expression) {
  return expression.replace(/^\(|\)$/g, '').split(' OR ');
}

/** Each part of `ISC AND CC-BY-3.0` has to fit. */
function fits(license) {
  return license.split(' AND ').every((part) => fitting.has(part));
}

function files(folder = '') {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (notOurs.has(name)) return [];
    return entry.isDirectory() ? files(name) : [name];
  });
}

/** REUSE's patterns: `*` stays within a folder, `**` does not. */
function patternOf(glob) {
  const source = glob
    .split(/(\*\*|\*)/)
    .map(
      (part) => ({ '**': '.*', '*': '[^/]*' })[part] ?? part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`);
}

function text(file) {
  return readFileSync(path.join(root, file), 'utf8');
}
