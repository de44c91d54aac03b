// Which page is shown. Plain links do the navigating: one listener turns those within the page into
// history entries, so that every link can also be opened in a new tab, copied or read aloud.
import { routeAt } from './routes.js';

class Router {
  #url = $state.raw(new URL(location.href));
  #question: (() => string | null) | null = null;
  /** Whether one has gone from one page to another; the first page keeps the browser's own focus. */
  hasMoved = false;

  readonly route = $derived(routeAt(this.#url.pathname));

  constructor() {
    addEventListener('popstate', () => {
      this.hasMoved = true;
      this.#url = new URL(location.href);
    });
    addEventListener('click', (event) => this.#followLink(event));
    addEventListener('beforeunload', (event) => {
      if (this.#question?.()) event.preventDefault();
    });
  }

  get query(): URLSearchParams {
    return this.#url.searchParams;
  }

  /** Goes to another page; with `replace` the way back does not lead here. */
  go(path: string, { replace = false } = {}): void {
    const question = this.#question?.();
    if (question && !confirm(question)) return;
    this.#question = null;
    history[replace ? 'replaceState' : 'pushState'](null, '', path);
    this.hasMoved = true;
    this.#url = new URL(location.href);
    scrollTo(0, 0);
  }

  /** Changes the query in place: same page, same focus, no new step in the history. */
  setQuery(query: URLSearchParams): void {
    const search = query.toString();
    history.replaceState(null, '', search ? `?${search}` : location.pathname);
    this.#url = new URL(location.href);
  }

  /**
   * Asks before one leaves unsaved work. `question` answers with what to ask, or null when nothing
   * would be lost. Returns how to stop asking.
   */
  askBeforeLeaving(question: () => string | null): () => void {
    this.#question = question;
    return () => {
      if (this.#question === question) this.#question = null;
    };
  }

  #followLink(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    const target = new URL(link.href);
    if (target.origin !== location.origin || target.pathname.startsWith('/api/')) return;
    if (target.hash && target.pathname === location.pathname) return;
    event.preventDefault();
    // A menu is no part of the page that its link leads to.
    link.closest<HTMLElement>('[popover]')?.hidePopover();
    this.go(target.pathname + target.search + target.hash);
  }
}

export const router = new Router();
