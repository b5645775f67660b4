const all = ['1', '24', '168', '720', 'none'] as const;

/** For how long a customer is blocked, in hours. */
export type Hours = (typeof all)[number];

/** The choices of an account. Agents may block for a day, which the gateway checks. */
export function hoursFor(roles: readonly string[]): readonly Hours[] {
  return roles.some((role) => role !== 'agent') ? all : all.slice(0, 2);
}

export function isHours(text: string): text is Hours {
  return all.some((one) => one === text);
}
