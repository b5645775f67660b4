import { released, sectionOf } from './changelog';

const changelog = `# Changelog

## Unreleased

- Chats are blue.

## 0.1.0 (2026-01-31)

- The first release.
`;

describe('the changelog', () => {
  it('has a section for each release, with or without its date', () => {
    expect(sectionOf(changelog, '0.1.0')).toBe('- The first release.');
    expect(sectionOf(changelog.replace(' (2026-01-31)', ''), '0.1.0')).toBe('- The first release.');
  });

  it.each([['0.1'], ['0.1.1'], ['0.2.0']])('says nothing about %s', (version) => {
    expect(() => sectionOf(changelog, version)).toThrow(`says nothing about ${version}`);
  });

  it('keeps what was unreleased under the new version, and has room for what comes next', () => {
    const next = released(changelog, '0.2.0', '2026-02-28');
    expect(next).toContain('## Unreleased\n\n## 0.2.0 (2026-02-28)\n\n- Chats are blue.\n\n## 0.1.0');
    expect(sectionOf(next, '0.2.0')).toBe('- Chats are blue.');
    expect(() => sectionOf(next, 'Unreleased')).toThrow('says nothing');
    expect(() => released(next, '0.3.0', '2026-03-31')).toThrow('says nothing about Unreleased');
    expect(() => released(changelog, '0.1.0', '2026-03-31')).toThrow('already');
  });
});
