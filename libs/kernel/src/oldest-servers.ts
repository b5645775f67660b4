/** The oldest versions that work: major and minor. */
export const oldest = { node: [20, 19], postgres: [15, 0], nats: [2, 9] } as const;

const names = { node: 'Node', postgres: 'Postgres', nats: 'nats-server' } as const;

/** Returns why a version cannot be used and what to do, or undefined when it is new enough. */
export function tooOld(
  of: keyof typeof oldest,
  version: string,
): { what: string; remedy: string } | undefined {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [wantedMajor, wantedMinor] = oldest[of];
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return undefined;
  return {
    what: `${names[of]} ${version} is too old`,
    remedy: `${of === 'node' ? 'Install' : 'Upgrade to'} ${names[of]} ${wantedMajor}.${wantedMinor} or later; nothing was lost.`,
  };
}
