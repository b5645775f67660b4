/** One sample of a process, as Prometheus reads it. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: Sample[];
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * The families that a process exposes at `/metrics`. The series of a histogram belong to the family of the
 * histogram.
 */
export function readExposition(text: string): Family[] {
  const families = new Map<string, Family>();
  let help = '';
  for (const line of text.split('\n')) {
    const [, word, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (word === 'HELP') help = rest;
    else if (word === 'TYPE') families.set(name, { name, type: rest, help, samples: [] });
    else if (line !== '') addSample(families, line);
  }
  return [...families.values()];
}

function addSample(families: ReadonlyMap<string, Family>, line: string): void {
  const [, series = '', labels = '', value] = /^([a-z0-9_]+)(?:{(.*)})? (\S+)$/i.exec(line) ?? [];
  const family = families.get(series) ?? families.get(series.replace(/_(bucket|sum|count)$/, ''));
  if (!family) throw new Error(`no family declares ${line}`);
  const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]);
  family.samples.push({ labels: Object.fromEntries(pairs) as Sample['labels'], value: Number(value) });
}

/** The sum of the samples with these labels; NaN when the family does not exist. */
export function sumOf(families: readonly Family[], name: string, labels: Sample['labels'] = {}): number {
  const found = families.filter((family) => family.name === name);
  const samples = found.flatMap((family) => family.samples);
  const wanted = Object.entries(labels);
  const of = samples.filter((one) => wanted.every(([key, value]) => one.labels[key] === value));
  return found.length === 0 ? NaN : of.reduce((sum, { value }) => sum + value, 0);
}
