import { formatsOf, type Formats } from './formats';
import { kitWords } from './kit-words';
import { refusalSentences } from './refusal-sentences';
import type { Language } from './words';

/** A shorter wait is "a moment". */
const worthAClock = 30;

/** A sentence that helps, for whatever was thrown: refusals and lost lines by their name. */
export function sentenceFor(
  error: unknown,
  language: Language,
  now = new Date(),
  formats = formatsOf(language),
): string {
  const sentences = refusalSentences[language];
  const { name, retryAfterSeconds }: { name?: string; retryAfterSeconds?: unknown } =
    error instanceof Error ? error : {};
  if (name === 'too-many' && typeof retryAfterSeconds === 'number' && retryAfterSeconds > worthAClock)
    return kitWords[language].tooManyUntil(minuteAfter(now, retryAfterSeconds, formats));
  return name !== undefined && Object.hasOwn(sentences, name)
    ? sentences[name as keyof typeof sentences]
    : sentences.unknown;
}

/** A time of day, as it stays true while it is read; rounded up to the minute that it shows. */
function minuteAfter(now: Date, seconds: number, formats: Formats): string {
  const at = Math.ceil((now.getTime() + seconds * 1000) / 60_000) * 60_000;
  return formats.time(new Date(at).toISOString());
}
