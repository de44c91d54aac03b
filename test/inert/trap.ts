// A browser in which whatever runs or is built out of what people wrote shows: code that is called,
// markup that comes to be, what the page's own policy had to stop, and requests that follow from it.
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { MARKS } from './hostile-texts.js';

const SHOWN_WITHIN_MS = 30_000;
const AT_ONCE = 3;

interface Look {
  readonly faults: readonly string[];
  readonly shown: string;
}

interface Visit {
  readonly path: string;
  readonly faults: readonly string[];
  /** Whether one of the texts was, as it was written. */
  readonly shown: boolean;
}

const WATCH = `
  globalThis.run = () => (globalThis.ran = true);
  addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
    globalThis.violated = violatedDirective;
  });
`;

const FOUND = `[
  ...[...document.querySelectorAll(${JSON.stringify(MARKS)})].map(({ outerHTML }) => outerHTML),
  ...(globalThis.ran ? ['code was run'] : []),
  ...(globalThis.violated ? ['stopped by the policy: ' + globalThis.violated] : []),
]`;

export class Trap {
  private readonly requests: string[] = [];

  private constructor(readonly context: BrowserContext) {}

  static async in(browser: Browser, origin: string, cookie: string): Promise<Trap> {
    const context = await browser.newContext({ baseURL: origin, locale: 'sv-SE' });
    context.setDefaultTimeout(SHOWN_WITHIN_MS);
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: origin }]);
    await context.addInitScript(WATCH);
    const trap = new Trap(context);
    context.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith('/run')) trap.requests.push(`asked for: ${pathname}`);
    });
    return trap;
  }

  /** What came of the texts on a page, and what the page shows: its words, and those in its fields. */
  async look(page: Page): Promise<Look> {
    const faults = await page.evaluate<string[]>(FOUND);
    const shown = await page.evaluate<string>(
      `[document.body?.innerText, ...[...document.querySelectorAll('input, textarea')].map(({ value }) => value)].join(' ')`,
    );
    return { faults: [...faults, ...this.requests.splice(0)], shown: asOneLine(shown) };
  }

  /** Opens each page, waits for one of the texts to be shown, as a line, and says what came of it. */
  async visit(paths: readonly string[], texts: readonly string[]): Promise<Visit[]> {
    const waiting = [...paths];
    const visits: Visit[] = [];
    const visitInTurn = async () => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift())
        visits.push(await this.visitOne(path, texts));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, visitInTurn));
    return visits;
  }

  private async visitOne(path: string, texts: readonly string[]): Promise<Visit> {
    const page = await this.context.newPage();
    await page.goto(path, { waitUntil: 'commit' });
    const until = Date.now() + SHOWN_WITHIN_MS;
    const isShown = ({ shown }: Look) => texts.some((text) => shown.includes(text));
    let look = await this.look(page);
    while (!isShown(look) && look.faults.length === 0 && Date.now() < until) {
      await pause(25);
      look = await this.look(page);
    }
    await page.close();
    return { path, faults: look.faults, shown: isShown(look) };
  }
}

export const asOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
