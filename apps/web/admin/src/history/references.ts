/** The ids of the resources that settings refer to. */
export interface References {
  readonly workstreamIds: readonly string[];
  readonly agentIds: readonly string[];
}

/** The resources that any of these settings refer to, without duplicates. */
export function referencesIn(all: readonly unknown[]): References {
  const settings = all.filter((one) => typeof one === 'object' && one !== null) as Readonly<
    Record<string, unknown>
  >[];
  const workstreamIds = settings.flatMap((one) => [one['workstreamId'], one['workstreamIds']].flat());
  return {
    workstreamIds: textsOf(workstreamIds),
    agentIds: textsOf(settings.map((one) => one['agentId'])),
  };
}

function textsOf(values: readonly unknown[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string'))].sort();
}
