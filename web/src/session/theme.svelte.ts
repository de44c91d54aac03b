// Light or dark: as the system says, unless one chose otherwise on this device.

export const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const isTheme = (text: string | null): text is Theme => themes.some((theme) => theme === text);

class ThemeChoice {
  #current = $state<Theme>('system');

  constructor() {
    const kept = localStorage.getItem('theme');
    if (isTheme(kept)) this.#current = kept;
  }

  get current(): Theme {
    return this.#current;
  }

  set current(chosen: Theme) {
    this.#current = chosen;
    localStorage.setItem('theme', chosen);
    document.documentElement.dataset.theme = chosen;
  }
}

export const theme = new ThemeChoice();
