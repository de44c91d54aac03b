// The time now, for what must change by itself: days left, overdue, "in 20 minutes".

class Clock {
  /** Milliseconds since the epoch, renewed often enough for whole minutes. */
  minute = $state(Date.now());

  constructor() {
    setInterval(() => (this.minute = Date.now()), 15_000);
  }
}

export const clock = new Clock();
