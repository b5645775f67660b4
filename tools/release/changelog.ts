const unreleased = 'Unreleased';

/** Returns the text of a section of CHANGELOG.md without its heading. Throws if it is missing or empty. */
export function sectionOf(changelog: string, version: string): string {
  const section = changelog.split(/^## /m).find((one) => isOf(one, version));
  const text = section?.slice(section.indexOf('\n')).trim() ?? '';
  if (text === '')
    throw new Error(
      `CHANGELOG.md says nothing about ${version}: write under "## ${version}" what users notice`,
    );
  return text;
}

/** Turns what is unreleased into the section of a version, below a new section for what comes next. */
export function released(changelog: string, version: string, date: string): string {
  sectionOf(changelog, unreleased);
  if (changelog.split(/^## /m).some((one) => isOf(one, version)))
    throw new Error(`CHANGELOG.md has a section for ${version} already`);
  return changelog.replace(`## ${unreleased}`, `## ${unreleased}\n\n## ${version} (${date})`);
}

/** Whether a section is of this version: a heading is a version, and perhaps a date in brackets. */
function isOf(section: string, version: string): boolean {
  const [heading = ''] = section.split('\n');
  return heading.replace(/ \([\d-]+\)$/, '').trim() === version;
}
