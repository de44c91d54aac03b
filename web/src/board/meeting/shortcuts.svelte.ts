// Whether single keys do things on the board; kept on this device. Who speaks to the machine, or
// whose hand slips, turns them off.

class Shortcuts {
  #on = $state(localStorage.getItem('shortcuts') !== 'off');

  get on(): boolean {
    return this.#on;
  }

  set on(chosen: boolean) {
    this.#on = chosen;
    if (chosen) localStorage.removeItem('shortcuts');
    else localStorage.setItem('shortcuts', 'off');
  }
}

export const shortcuts = new Shortcuts();
