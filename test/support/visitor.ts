// Someone in front of a real browser: a page of their own, signed in, and where a test asks for it a
// record of everything the server has sent to it, frame by frame and body by body.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AxeResults, RunOptions } from 'axe-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

export const sizes = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1280, height: 800 },
  wall: { width: 1920, height: 1080 },
  narrowest: { width: 320, height: 640 },
} as const;

interface VisitOptions {
  readonly origin: string;
  /** The Cookie header of a session; without one the visitor is a stranger. */
  readonly cookie?: string;
  readonly size?: keyof typeof sizes;
  readonly scheme?: 'light' | 'dark';
  readonly locale?: string;
  /** Keeps what the server sends. To fetch every body from the browser costs as much as to show it. */
  readonly listens?: boolean;
}

export class Visitor {
  /** Every WebSocket frame and every response body, as text. */
  readonly heard: string[] = [];
  /** What the page itself complained about. */
  readonly complaints: string[] = [];
  private readonly bodies: Promise<void>[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly listens: boolean,
  ) {
    if (listens) this.listen();
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async open(
    browser: Browser,
    {
      origin,
      cookie,
      size = 'laptop',
      scheme = 'light',
      locale = 'sv-SE',
      listens = false,
    }: VisitOptions,
  ): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: origin,
      viewport: sizes[size],
      colorScheme: scheme,
      locale,
      reducedMotion: 'reduce',
      hasTouch: size === 'phone',
    });
    context.setDefaultTimeout(30_000);
    if (cookie !== undefined) {
      const [name = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name, value, url: origin }]);
    }
    return new Visitor(context, await context.newPage(), listens);
  }

  private listen(): void {
    this.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => this.heard.push(String(payload))),
    );
    this.page.on('response', (response) => {
      this.bodies.push(
        response.text().then(
          (body) => void this.heard.push(body),
          // A redirect or an aborted answer has no body to leak anything.
          () => undefined,
        ),
      );
    });
  }

  /** All that was heard so far, bodies still on their way included. */
  async everythingHeard(): Promise<string> {
    if (!this.listens) throw new Error('Nobody has listened.');
    await Promise.all(this.bodies);
    return this.heard.join('\n');
  }

  /** What axe finds against WCAG 2.2 AA in a part of the page, a line each; empty when nothing. */
  async barriers(within = 'html'): Promise<string[]> {
    if (!(await this.page.evaluate('"axe" in globalThis'))) await this.page.evaluate(axeSource);
    const options: RunOptions = {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // What is in order is by far the most, and need not be told.
      resultTypes: ['violations'],
      preload: false,
    };
    const violations = await this.page.evaluate<AxeResults['violations']>(
      `axe.run('${within}', ${JSON.stringify(options)}).then(({ violations }) => violations)`,
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    );
  }

  /** How many pixels the page is wider than its window. */
  async overflow(): Promise<number> {
    return this.page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
