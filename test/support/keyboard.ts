// A page worked by keyboard alone: Tab, arrow keys, Enter, Space, Escape and typing.
import type { Page } from 'playwright-core';

/** One tabs round and round meanwhile: what is looked for may still be on its way to the page. */
const REACHED_WITHIN_MS = 30_000;

export class Keyboard {
  constructor(private readonly page: Page) {}

  /** What has the focus, by its role's usual words: its label, its text or its name. */
  focused(): Promise<string> {
    return this.page.evaluate(`(() => {
      const element = document.activeElement;
      const label = element.labels?.[0]?.textContent ?? element.getAttribute('aria-label');
      return (label ?? element.textContent ?? '').replace(/\\s+/g, ' ').trim();
    })()`);
  }

  /** Tabs on until what is named has the focus. */
  async tabTo(name: string | RegExp): Promise<void> {
    const is = (text: string) =>
      typeof name === 'string' ? text.startsWith(name) : name.test(text);
    for (const until = Date.now() + REACHED_WITHIN_MS; Date.now() < until;) {
      if (is(await this.focused())) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab never reaches ${name}.`);
  }

  async press(name: string | RegExp, key = 'Enter'): Promise<void> {
    await this.tabTo(name);
    await this.page.keyboard.press(key);
  }

  /** Goes down a closed list, for it forgets the letters of whoever halts between two of them. */
  async choose(label: string | RegExp, option: string): Promise<void> {
    await this.tabTo(label);
    await this.page.keyboard.press('Home');
    for (let chosen = await this.chosen(); !chosen.startsWith(option);) {
      await this.page.keyboard.press('ArrowDown');
      const next = await this.chosen();
      if (next === chosen) throw new Error(`${option} is not in the list.`);
      chosen = next;
    }
  }

  private chosen(): Promise<string> {
    return this.page.evaluate(`document.activeElement.selectedOptions[0].textContent.trim()`);
  }

  /** Writes in a field, in place of what stands there. */
  async write(label: string | RegExp, text: string): Promise<void> {
    await this.tabTo(label);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
  }
}
