import { chromium, type Browser } from 'playwright-core';
import { fromSetup } from './from-setup.js';

type FoundBrowser = { executablePath: string; env: Record<string, string> } | { missing: string };

/** Starts the browser found for this run; a machine without one fails the test, never skips it. */
export async function launchBrowser(): Promise<Browser> {
  const found = JSON.parse(fromSetup('TEST_BROWSER')) as FoundBrowser;
  if ('missing' in found) throw new Error(found.missing);
  return chromium.launch({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env },
    // Root has no sandbox, and containers seldom have room in /dev/shm.
    args: ['--disable-dev-shm-usage'],
    chromiumSandbox: false,
  });
}
