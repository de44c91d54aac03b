/** Reads what global-setup.js left for the tests. */
export function fromSetup(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is set by test/support/global-setup.js.`);
  return value;
}
