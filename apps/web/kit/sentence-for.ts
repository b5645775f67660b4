import { formatsOf, type Formats } from './formats';
import { kitWords } from './kit-words';
import type { Language } from './words';

/** A shorter wait, in seconds, is described as "a moment" instead of a time of day. */
const clockFromSeconds = 30;

/** Returns a helpful sentence for any thrown value; refusals and lost connections are recognised by their name. */
export function sentenceFor(
  error: unknown,
  language: Language,
  now = new Date(),
  formats = formatsOf(language),
): string {
  const { refusals: sentences, tooManyUntil } = kitWords[language];
  const { name, retryAfterSeconds }: { name?: string; retryAfterSeconds?: unknown } =
    error instanceof Error ? error : {};
  if (name === 'too-many' && typeof retryAfterSeconds === 'number' && retryAfterSeconds > clockFromSeconds)
    return tooManyUntil({ time: minuteAfter(now, retryAfterSeconds, formats) });
  return name !== undefined && Object.hasOwn(sentences, name)
    ? sentences[name as keyof typeof sentences]
    : sentences.unknown;
}

/**
 * Returns the time of day after some seconds, rounded up to the minute. Unlike a duration it stays true while it is
 * read.
 */
function minuteAfter(now: Date, seconds: number, formats: Formats): string {
  const at = Math.ceil((now.getTime() + seconds * 1000) / 60_000) * 60_000;
  return formats.time(new Date(at).toISOString());
}
