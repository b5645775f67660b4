import type { FieldError } from '../api/refused';
import type { Problem, ProblemCode } from './problem';

/** The server's words for what only it can know, so that they can be said in the reader's language. */
const known: readonly (readonly [message: RegExp, code: ProblemCode])[] = [
  [/^another account has this login$/, 'taken-login'],
  [/^another account works as this agent$/, 'taken-agent'],
  [/^the last active administrator must stay one$/, 'last-administrator'],
  [/^there is no workstream with this id$/, 'workstream-unknown'],
  [/^there is no agent with this id$/, 'agent-unknown'],
  [/^is a private key/, 'private-key'],
  [/^must be a public key as PEM/, 'not-a-key'],
  [/^must be RSA with at least/, 'weak-key'],
  [/^is a key for (\w+), which is not allowed here$/, 'key-algorithm'],
  [/^must not contain a user name or a password$/, 'url-credentials'],
  [/^must be https/, 'not-https'],
  [/^is required when Reconnect to previous chat is on$/, 'portal-required'],
  [/^a public key or a JWKS URL is required/, 'key-required'],
  [/^is required unless the audience check is off$/, 'audience-required'],
  [/^This password is easy to guess/, 'password-easy'],
  [/^is required for the role agent$/, 'agent-required'],
  [/^must be an IANA time zone$/, 'time-zone'],
];

/** What the server said of a field; in its own words where they are not known here. */
export function serverProblem({ message }: FieldError): Problem {
  for (const [pattern, code] of known) {
    const found = pattern.exec(message);
    if (found) return { code, detail: found[1] ?? '' };
  }
  return { code: 'by-server', detail: message };
}
