// The identity providers of an installation, as they stand in one variable: a JSON list, read strictly,
// every mistake with its place and none with its value, for there are secrets among them.
import { z } from 'zod';
import { boundedLine } from '../contract/text.js';
import { isLoopback } from './loopback.js';

const MOST_PROVIDERS = 20;

const Issuer = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((text) => {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || isLoopback(hostname);
  }, 'måste börja med https:// utom på den egna datorn')
  .refine((text) => !/[?#]/.test(text), 'får inte ha något efter ? eller #');

const OidcProviderSettings = z.strictObject({
  /** Part of the address the provider sends people back to. */
  id: z.string().regex(/^[a-z0-9-]{1,30}$/, 'bara små bokstäver, siffror och bindestreck'),
  /** What the button says after “Logga in med”. */
  label: boundedLine(1, 60),
  /** Letter by letter as the provider calls itself. */
  issuer: Issuer,
  clientId: boundedLine(1, 500),
  /** None for a client that the provider knows as public. */
  clientSecret: boundedLine(1, 500).optional(),
  /** Which claim says what agency someone belongs to; `iss` when the whole provider is one agency. */
  agencyClaim: boundedLine(1, 200),
  scope: boundedLine(1, 500)
    .refine((scope) => scope.split(' ').includes('openid'), 'måste innehålla openid')
    .default('openid email'),
  /** For a provider that says nothing of it and gives only addresses it has handed out itself. */
  addressesAreVerified: z.boolean().default(false),
});
export type OidcProviderSettings = z.infer<typeof OidcProviderSettings>;

export const OidcProviders = z
  .string()
  .default('[]')
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'är inte giltig JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(OidcProviderSettings)
      .max(MOST_PROVIDERS)
      .superRefine((providers, context) => {
        for (const key of ['id', 'issuer'] as const) {
          const values = providers.map((provider) => provider[key]);
          values.forEach((value, index) => {
            if (values.indexOf(value) < index)
              context.addIssue({
                code: 'custom',
                path: [index, key],
                message: 'står redan tidigare i listan',
              });
          });
        }
      }),
  );
