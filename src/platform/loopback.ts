const HOSTS_OF_THIS_MACHINE = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether a host name or address means this machine. */
export function isLoopback(host: string): boolean {
  return HOSTS_OF_THIS_MACHINE.has(host.replace(/^\[|\]$/g, ''));
}
