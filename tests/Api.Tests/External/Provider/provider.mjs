// The OpenID provider that the tests sign in with: the certified npm package, on a free port of loopback. Prints its issuer.
// Whoever signs in is who they type; "unverified:" before the address says that the provider has not verified it.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [redirectPath, claimsInIdToken] = process.argv.slice(2);

const accountOf = (login) => ({
  accountId: login,
  claims: () => ({
    sub: login,
    name: 'Alice of the tests',
    email: login.replace('unverified:', ''),
    email_verified: !login.startsWith('unverified:'),
  }),
});

const server = createServer();

server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;

  const provider = new Provider(issuer, {
    // A native client's address on loopback may have any port (RFC 8252, 7.3).
    clients: [{
      client_id: 'actors',
      client_secret: 'a secret: with & signs',
      application_type: 'native',
      redirect_uris: [`http://127.0.0.1${redirectPath}`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: claimsInIdToken !== 'true',
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_, login) => accountOf(login),
    pkce: { methods: ['S256'], required: () => true },
  });

  server.on('request', provider.callback());
  console.log(issuer);
});

// It ends with the test.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
