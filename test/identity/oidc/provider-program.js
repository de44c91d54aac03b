// A real identity provider in a process of its own: oidc-provider with its own pages to sign in on,
// where every password is right. Its settings come as JSON in PROVIDER; it says when it listens.
import Provider from 'oidc-provider';

const { port, clientId, clientSecret, redirectUri, accounts } = JSON.parse(process.env.PROVIDER);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
  pkce: { required: () => true },
  claims: { openid: ['sub', 'org'], email: ['email', 'email_verified'] },
  // As the standard has it: the ID token says who, and the rest is for those who ask.
  conformIdTokenClaims: true,
  findAccount: (_context, login) =>
    accounts[login] && { accountId: login, claims: () => ({ sub: login, ...accounts[login] }) },
  cookies: { keys: ['only-for-this-test'] },
});
provider.listen(port, '127.0.0.1', () => console.log(`listening at ${issuer}`));
