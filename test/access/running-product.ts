// The product as the proofs of access try it: not a demonstration, with a provider to sign in with, and
// with the routes as the router would answer to them.
import { startTestApp, type TestApp } from '../support/app.js';

/** What it is told, in this process or in one of its own. */
export const productEnvironment = (databaseUrl: string): Record<string, string> => ({
  // Without it this were a demonstration, with doors of its own.
  DATABASE_URL: databaseUrl,
  TRUSTED_PROXY_HOPS: '1',
  OIDC_PROVIDERS: JSON.stringify([
    {
      id: 'konto',
      label: 'kontot',
      issuer: 'http://127.0.0.1:9',
      clientId: 'utsattning',
      agencyClaim: 'org',
    },
  ]),
});

export function startProduct(
  databaseUrl: string,
  environment: Record<string, string> = {},
): Promise<TestApp> {
  return startTestApp({
    databaseUrl,
    environment: { ...productEnvironment(databaseUrl), ...environment },
  });
}

/** What the router would answer to, as Nest has told it: `GET /healthz`. */
export function runningRoutes({ app }: TestApp): string[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
  };
  return router.stack.flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
      : [],
  );
}
