/**
 * Everything that can be set from outside, in one schema. Whoever reads a value reads it here; the
 * names are those of the environment variables, so that a value is found by one search.
 */
import { z } from 'zod';
import { isLoopback } from './loopback.js';
import { OidcProviders } from './oidc-providers.js';

/** The origin alone: scheme, host and perhaps port. */
const Origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).origin === text.replace(/\/$/, ''), 'bara schema, värd och port')
  .transform((text) => new URL(text).origin)
  .refine(
    (origin) => origin.startsWith('https:') || isLoopback(new URL(origin).hostname),
    'måste börja med https:// utom på den egna datorn',
  );

/** A number comes as text; what is wrong with it is said in one way. */
const WholeNumber = z.coerce.number('ska vara ett heltal').int('ska vara ett heltal');

const MailServer = z
  .url({ protocol: /^smtps?$/ })
  .refine((text) => new URL(text).pathname.length <= 1, 'får inte ha något efter värd och port');

const Variables = z.object({
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address to listen on; 0.0.0.0 lets other machines in.'),
  PORT: WholeNumber.min(0)
    .max(65535)
    .default(3000)
    .describe('The port to listen on; 0 picks a free one.'),
  PUBLIC_URL: Origin.optional().describe(
    'The origin people see, e.g. https://utsattning.example.se; needed behind a proxy, because cookies and the check of where a request comes from depend on it.',
  ),
  TRUSTED_PROXY_HOPS: WholeNumber.min(0)
    .max(10)
    .default(0)
    .describe('How many proxies of our own stand in front and name the caller in X-Forwarded-For.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'The PostgreSQL database to use, postgres://user:password@host:port/name; without it one starts beside the program.',
    ),
  DATABASE_POOL_SIZE: WholeNumber.min(2)
    .max(200)
    .default(10)
    .describe(
      'How many connections to the database one process may hold, beside three of its own that listen and send mail.',
    ),
  DATABASE_DURABILITY: z
    .enum(['required', 'unchecked'])
    .default('required')
    .describe(
      'With "required" the program refuses a database that may forget what it acknowledged; "unchecked" is for tests.',
    ),
  DATA_DIR: z
    .string()
    .default('.data')
    .describe('The folder for the database that starts beside the program.'),
  OIDC_PROVIDERS: OidcProviders.describe(
    'The identity providers that people may sign in with, as a JSON list; see “Sign-in by the agencies’ own accounts” in the README.',
  ),
  SMTP_URL: MailServer.optional().describe(
    'The mail server to send by, smtps://user:password@host:port, or smtp:// to begin in the open and turn to TLS, which is insisted on except on this machine. Without it nobody can be invited, or sign in, by mail.',
  ),
  MAIL_FROM: z
    .email()
    .optional()
    .describe('The address that mail comes from; needed with SMTP_URL.'),
  REPLY_ADDRESS: z
    .email()
    .refine((address) => !address.includes('+'), 'ska vara utan plustecken')
    .optional()
    .describe(
      'The address that calendars answer invitations to, with a + and a token of their own after its first part; see “Answers by mail” in docs/operations.md. Without it answers are given on the page alone.',
    ),
  REPLY_KEY: z
    .string()
    .min(32)
    .optional()
    .describe(
      'The secret that those tokens are made from; needed with REPLY_ADDRESS, and the same in all processes.',
    ),
  LMTP_PORT: WholeNumber.min(1)
    .max(65535)
    .optional()
    .describe(
      'The port on which the mail server hands over answers, by LMTP; needs REPLY_ADDRESS.',
    ),
  LMTP_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address on which LMTP_PORT listens; 0.0.0.0 lets other machines in.'),
  METRICS_PORT: WholeNumber.min(1)
    .max(65535)
    .optional()
    .describe(
      'The port on which a collector such as Prometheus finds /metrics; without it there is none. No proxy shall lead to it.',
    ),
  METRICS_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address on which METRICS_PORT listens; 0.0.0.0 lets other machines in.'),
  STOP_NOTICE_SECONDS: WholeNumber.max(60)
    .default(0)
    .describe(
      'How long a process that is told to stop says so by /readyz and still serves, so that a proxy has sent the next ones elsewhere before it closes.',
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'log', 'debug', 'verbose'])
    .default('log')
    .describe('The least serious kind of line to log.'),
  LOG_FORMAT: z
    .enum(['text', 'json'])
    .default('text')
    .describe('Lines for people or one JSON object for each line.'),
});

/** The variables together; `when` lets the rule speak although another variable is wrong too. */
export const Config = Variables.refine(
  ({ HOST, PUBLIC_URL }) =>
    typeof HOST !== 'string' || isLoopback(HOST) || PUBLIC_URL !== undefined,
  {
    path: ['PUBLIC_URL'],
    message: 'behövs när HOST låter andra datorer komma in',
    when: () => true,
  },
)
  .refine(
    (config) =>
      !isDemonstration(config) ||
      config.PUBLIC_URL === undefined ||
      isLoopback(new URL(config.PUBLIC_URL).hostname),
    {
      path: ['DATABASE_URL'],
      message:
        'behövs när PUBLIC_URL är satt: i demonstrationen får vem som helst vara vem som helst',
    },
  )
  .refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    message: 'behövs när SMTP_URL är satt',
    when: () => true,
  })
  .refine(
    ({ REPLY_ADDRESS, REPLY_KEY }) => REPLY_ADDRESS === undefined || REPLY_KEY !== undefined,
    {
      path: ['REPLY_KEY'],
      message: 'behövs när REPLY_ADDRESS är satt',
      when: () => true,
    },
  )
  .refine(
    ({ LMTP_PORT, REPLY_ADDRESS }) => LMTP_PORT === undefined || REPLY_ADDRESS !== undefined,
    {
      path: ['REPLY_ADDRESS'],
      message: 'behövs när LMTP_PORT är satt',
      when: () => true,
    },
  );
export type Config = z.infer<typeof Config>;

/** What is wrong with the environment, every variable at once, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly mistakes: readonly string[]) {
    super(['Inställningarna går inte att använda:', ...mistakes].join('\n  '));
  }
}

/** Reads the environment; an empty variable counts as not set. Throws ConfigError. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const result = Config.safeParse(Object.fromEntries(given), {
    error: z.locales.sv().localeError,
  });
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  );
}

/**
 * A demonstration shows invented people whom anyone may be, so it is never something one sets: it
 * is what runs on its own database and answers this machine alone.
 */
export function isDemonstration(
  config: Pick<z.infer<typeof Variables>, 'DATABASE_URL' | 'HOST'>,
): boolean {
  return config.DATABASE_URL === undefined && isLoopback(config.HOST);
}
