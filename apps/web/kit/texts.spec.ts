import { filledLater, loadTexts } from './texts';

interface Words {
  readonly hello: string;
}

const files = (fetched: string[], fails: { now: boolean } = { now: false }) => {
  const file = (language: string) => async () => {
    fetched.push(language);
    await Promise.resolve();
    if (fails.now) throw new Error('offline');
    return (): Words => ({ hello: `hello in ${language}` });
  };
  return { en: file('en'), de: file('de'), ar: file('ar') };
};

describe('the texts of a page', () => {
  it('are fetched in one language, once', async () => {
    const fetched: string[] = [];
    const words = filledLater(files(fetched));
    await loadTexts('de');
    await loadTexts('de');
    expect(fetched).toEqual(['de']);
    expect(words.de.hello).toBe('hello in de');
    expect(words.en).toBeUndefined();
  });

  it('are also fetched for a part that comes meanwhile', async () => {
    filledLater(files([]));
    const loading = loadTexts('ar');
    const later = filledLater(files([]));
    await loading;
    expect(later.ar.hello).toBe('hello in ar');
  });

  it('are fetched again after a failure', async () => {
    const [fetched, fails] = [[] as string[], { now: true }];
    const words = filledLater(files(fetched, fails));
    await expect(loadTexts('en')).rejects.toThrow('offline');
    fails.now = false;
    await loadTexts('en');
    expect(words.en.hello).toBe('hello in en');
    expect(fetched).toEqual(['en', 'en']);
  });
});
