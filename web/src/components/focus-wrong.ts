import { tick } from 'svelte';

/** Puts the focus on the first control of a form that is marked as missing or wrong, if one is. */
export async function focusWrong(form: HTMLFormElement): Promise<void> {
  await tick();
  const wrong = '[aria-invalid], fieldset[aria-describedby$="-error"] input';
  form.querySelector<HTMLElement>(wrong)?.focus();
}
